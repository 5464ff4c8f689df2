import { AppError } from "@/lib/errors";
import { limiter } from "./rate-limit";

/** Something of which somebody may have so much a day: pieces, seconds, bytes. */
export interface Meter {
  /** Names the counter. */
  name: string;
  /** What is counted, in the plural, for the reader: "new prompts", "seconds of computing". */
  unit: string;
  /** The parts of one unit that are counted, 1 if not given: 1,000 for seconds counted by the millisecond. */
  partsOfUnit?: number;
  guestPerDay: number;
  memberPerDay: number;
}

/** In whole units. */
export interface Allowance {
  perDay: number;
  left: number;
}

/** Whose allowance it is: a member's, or that of whoever is behind a guest's key. Every viewer is one. */
export type Payer = { kind: "member"; id: string } | { kind: "guest"; key: string };

const daySeconds = 24 * 60 * 60;

function counterOf({ name, partsOfUnit = 1, guestPerDay, memberPerDay }: Meter, payer: Payer) {
  const perDay = payer.kind === "member" ? memberPerDay : guestPerDay;
  const key = payer.kind === "member" ? payer.id : payer.key;
  const points = perDay * partsOfUnit;
  const counter = limiter({ name: `${name}-${payer.kind}`, points, perSeconds: daySeconds });
  return { perDay, key, counter, partsOfUnit };
}

/** How much more they may have within a day of their first. */
export async function getAllowance(meter: Meter, payer: Payer): Promise<Allowance> {
  const { perDay, key, counter, partsOfUnit } = counterOf(meter, payer);
  return { perDay, left: Math.floor((await counter.look(key)).left / partsOfUnit) };
}

/** What anybody like them may have in a day: of a guest that says nothing of who they are. */
export function perDay({ guestPerDay, memberPerDay }: Meter, { kind }: Pick<Payer, "kind">): number {
  return kind === "member" ? memberPerDay : guestPerDay;
}

/**
 * Takes so many units off, 1 if not given, or refuses with when there will be more, and then takes nothing. A part of what
 * is counted is a whole one. Returns how to give it back.
 */
export async function takeAllowance(meter: Meter, payer: Payer, units = 1): Promise<() => Promise<void>> {
  const { key, counter, partsOfUnit } = counterOf(meter, payer);
  const points = Math.ceil(units * partsOfUnit);
  const taken = await counter.takeWhole(key, points);
  if (taken.allowed) return () => counter.giveBack(key, points);
  throw usedUp(meter, payer, taken.retryAfterSeconds);
}

/** Refuses whoever has nothing left, with when there will be more; for what is charged once it is known how much it took. */
export async function checkAllowance(meter: Meter, payer: Payer): Promise<void> {
  const { key, counter } = counterOf(meter, payer);
  const { left, retryAfterSeconds } = await counter.look(key);
  if (left <= 0) throw usedUp(meter, payer, retryAfterSeconds);
}

/** Counts what something took, in units, also beyond what was left: it is done. What was counted too much is taken off with a negative amount. */
export async function charge(meter: Meter, payer: Payer, amount: number): Promise<void> {
  const { key, counter, partsOfUnit } = counterOf(meter, payer);
  await counter.count(key, Math.round(amount * partsOfUnit));
}

function usedUp(meter: Meter, payer: Payer, retryAfterSeconds: number): AppError {
  const perDay = (payer.kind === "member" ? meter.memberPerDay : meter.guestPerDay).toLocaleString("en");
  const hours = Math.max(1, Math.ceil(retryAfterSeconds / 3600));
  const more = payer.kind === "guest" ? "Sign in for a larger allowance, or" : "Please";
  return new AppError(
    "too-many-requests",
    `You have used your ${perDay} ${meter.unit} for today. ${more} come back in about ${hours} ${hours === 1 ? "hour" : "hours"}. What somebody has asked before is still answered.`,
    { retryAfterSeconds },
  );
}
