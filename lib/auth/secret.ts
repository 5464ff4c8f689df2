import { createHmac, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

let cached: string | undefined;

/**
 * The installation's secret: AUTH_SECRET, or one made on first use and kept in DATA_DIR, readable by its owner
 * only. Several machines on one database must share AUTH_SECRET.
 */
export function authSecret(): string {
  cached ??= env().AUTH_SECRET ?? keptSecret(path.join(env().DATA_DIR, "auth-secret"));
  return cached;
}

function keptSecret(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    // Written aside and linked into place: two processes that start at once agree on whichever came first.
    const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
    writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      unlinkSync(draft);
    }
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32)
    throw new Error(
      `${file} does not hold a secret. Delete it; a new one is made, and everybody signs in again.`,
    );
  return secret;
}

/** A keyed hash for one purpose: what it makes for one purpose says nothing about another. */
export function keyedHash(purpose: string, value: string): Buffer {
  return createHmac("sha256", authSecret()).update(`${purpose}\0${value}`).digest();
}
