import { randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";
import { keyedHash } from "./secret";
import { secureCookies } from "./session-cookie";

/** Places are forgotten when nobody signed in there for so long (workers/housekeeping.ts). */
export const placeDays = 180;
/** Places that are remembered of one person at most: those of the latest sign-ins. */
const maxPlaces = 50;

/** Where a sign-in comes from. */
export interface Place {
  /** As limits count it (`clientAddress`). */
  address: string;
  /** What the browser's own cookie holds; null for one that never signed in here, and for what is no browser. */
  browser: string | null;
}

const browserCookie = { name: "circuit-commons.browser", form: /^[\w-]{43}$/ };

interface Cookies {
  get(name: string): { value: string } | undefined;
}

interface ChangeableCookies extends Cookies {
  set(cookie: {
    name: string;
    value: string;
    httpOnly: true;
    sameSite: "lax";
    secure: boolean;
    path: string;
    maxAge: number;
  }): unknown;
}

/** What a browser that signed in before is known by, which says nothing of who signed in. */
export function browserOf(cookies: Cookies): string | null {
  const value = cookies.get(browserCookie.name)?.value ?? "";
  return browserCookie.form.test(value) ? value : null;
}

/** The same, given to the browser where it has none, and kept for as long as a place is remembered. */
export function markBrowser(cookies: ChangeableCookies): string {
  const value = browserOf(cookies) ?? randomBytes(32).toString("base64url");
  const kept = { httpOnly: true, sameSite: "lax", secure: secureCookies(), path: "/" } as const;
  cookies.set({ name: browserCookie.name, value, ...kept, maxAge: placeDays * 24 * 60 * 60 });
  return value;
}

function hashesOf({ address, browser }: Place) {
  return {
    address: new Uint8Array(keyedHash("sign-in-place-address", address)),
    browser: browser === null ? null : new Uint8Array(keyedHash("sign-in-place-browser", browser)),
  };
}

/** Whether somebody has signed in with this browser before, else from this address, else from neither. */
export async function findKnownPlace(userId: string, place: Place): Promise<"browser" | "address" | null> {
  const { address, browser } = hashesOf(place);
  const known = await db().signInPlace.findMany({
    where: { userId, placeHash: { in: browser ? [address, browser] : [address] } },
    select: { placeHash: true },
  });
  const isBrowser =
    browser !== null && known.some(({ placeHash }) => Buffer.compare(placeHash, browser) === 0);
  if (isBrowser) return "browser";
  return known.length > 0 ? "address" : null;
}

/** Keeps where somebody signed in, and forgets what is beyond the latest of their places. */
export async function rememberPlace(userId: string, place: Place): Promise<void> {
  const seenAt = new Date();
  for (const placeHash of Object.values(hashesOf(place)))
    if (placeHash)
      await db().signInPlace.upsert({
        where: { userId_placeHash: { userId, placeHash } },
        create: { userId, placeHash, seenAt },
        update: { seenAt },
      });
  const beyond = await db().signInPlace.findMany({
    where: { userId },
    orderBy: { seenAt: "desc" },
    skip: maxPlaces,
    select: { placeHash: true },
  });
  await db().signInPlace.deleteMany({
    where: { userId, placeHash: { in: beyond.map(({ placeHash }) => placeHash) } },
  });
}
