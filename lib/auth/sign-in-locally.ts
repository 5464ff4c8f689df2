import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type Limiter, limiter } from "@/lib/limits/rate-limit";
import { addressKey } from "./address-key";
import { inGuessLine } from "./guess-line";
import { turnOf } from "./hashing-turn";
import { maxPasswordLength, passwordMatches } from "./password";
import { findKnownPlace, type Place } from "./place";
import { keyedHash } from "./secret";
import { SignInRefused } from "./sign-in-refused";

interface Attempt extends Place {
  handle: string;
  password: string;
}

const quarterHour = 15 * 60;
const perHandle = { name: "sign-in-handle", points: 10, perSeconds: quarterHour };
/** Tries of strangers at one handle, from wherever, after which they are kept in line. */
const guessesAt = { name: "sign-in-guesses", points: 20, perSeconds: quarterHour };
const perAddress = () => ({
  name: "sign-in-address",
  points: env().SIGN_IN_TRIES_PER_ADDRESS,
  perSeconds: quarterHour,
});
/** A right password gives its try back, so that people behind one address do not use it up, but not without end. */
const givenBack = () => ({
  name: "sign-in-given-back",
  points: env().SIGN_IN_TRIES_PER_ADDRESS * 10,
  perSeconds: quarterHour,
});

type Counted = [Limiter, key: string];

/**
 * The account that a handle and password open, or null. Throws `SignInRefused`: "too-many-attempts" after 10 wrong
 * tries at a handle from one place, or SIGN_IN_TRIES_PER_ADDRESS from one address, in 15 minutes; "guarded" or "busy"
 * where its turn does not come. A browser that signed in to the account before answers for itself alone, and it or its
 * address is not kept in line with strangers.
 */
export async function signInLocally({ handle, password, ...place }: Attempt): Promise<{ id: string } | null> {
  const plainHandle = handle.trim().toLowerCase().slice(0, 64);
  if (plainHandle.includes("\0") || password.length > maxPasswordLength) return null;
  const user = await db().user.findFirst({
    where: { handle: plainHandle },
    select: { id: true, passwordHash: true },
  });
  const known = user && (await findKnownPlace(user.id, place));
  const tries = countersOf(plainHandle, place, known);
  for (const [counter, key] of tries) {
    const { allowed, retryAfterSeconds } = await counter.take(key);
    if (!allowed) throw new SignInRefused("too-many-attempts", retryAfterSeconds);
  }
  const guesses: Counted = [
    limiter(guessesAt),
    keyedHash("sign-in-guesses", plainHandle).toString("base64url"),
  ];
  const isGuarded = known === null && !(await guesses[0].take(guesses[1])).allowed;
  const { keys, lane } = turnOf(place.address, "sign-in");
  // What strangers try at one handle takes turns as one, beside everybody else.
  const turn = { lane, known: known !== null, keys: known ? keys : [...keys, `handle ${plainHandle}`] };
  const check = () => passwordMatches(password, user?.passwordHash ?? null, turn);
  let matches: boolean;
  try {
    matches = await (isGuarded ? inGuessLine(plainHandle, { keys, lane }, check) : check());
  } catch (error) {
    if (!(error instanceof AppError && error.code === "unavailable")) throw error;
    await giveBack(tries);
    throw new SignInRefused(isGuarded ? "guarded" : "busy", error.details.retryAfterSeconds ?? 5);
  }
  if (!matches || !user) return null;
  if ((await limiter(givenBack()).take(addressKey("sign-in", place.address))).allowed)
    await giveBack(known === null && !isGuarded ? [...tries, guesses] : tries);
  return { id: user.id };
}

async function giveBack(counted: Counted[]): Promise<void> {
  for (const [counter, key] of counted) await counter.giveBack(key);
}

/** What counts the tries of a place: a browser that is known is not counted with others behind its address. */
function countersOf(handle: string, { address, browser }: Place, known: string | null): Counted[] {
  const key = (value: string) => keyedHash("sign-in", value).toString("base64url");
  if (known === "browser") return [[limiter(perHandle), key(`browser ${browser}\0${handle}`)]];
  return [
    [limiter(perAddress()), addressKey("sign-in", address)],
    [limiter(perHandle), key(`${address}\0${handle}`)],
  ];
}
