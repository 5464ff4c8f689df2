import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import type { TurnAsker } from "@/lib/limits/fair-queue";
import { inHashingTurn } from "./hashing-turn";

/**
 * scrypt with N = 2^17, r = 8, p = 1, which takes 128 MiB a guess (OWASP Password Storage Cheat Sheet). The
 * parameters stand in the hash, so raising them later leaves old hashes good.
 */
const cost = { N: 2 ** 17, r: 8, p: 1 };
const keyLength = 32;
export const minPasswordLength = 10;
export const maxPasswordLength = 200;

function derive(
  password: string,
  salt: Buffer,
  options: { N: number; r: number; p: number },
  turn: TurnAsker,
): Promise<Buffer> {
  const scryptOptions: ScryptOptions = { ...options, maxmem: 256 * options.N * options.r };
  return inHashingTurn(
    turn,
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize("NFKC"), salt, keyLength, scryptOptions, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}

/** Throws "unavailable" where its turn does not come. */
export async function hashPassword(password: string, turn: TurnAsker): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost, turn);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/**
 * Whether a password is the one that was hashed. Without a hash (nobody has that handle) it takes as long and
 * answers no, so that the time tells nothing. Throws "unavailable" where its turn does not come.
 */
export async function passwordMatches(
  password: string,
  hash: string | null,
  turn: TurnAsker,
): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = (hash ?? "").split("$");
  if (scheme !== "scrypt" || !salt || !key) {
    await derive(password, Buffer.alloc(16), cost, turn);
    return false;
  }
  const expected = Buffer.from(key, "base64url");
  const stated = { N: Number(N), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, "base64url"), stated, turn);
  return timingSafeEqual(derived, expected);
}
