import { AppError } from "@/lib/errors";
import { limiter } from "./rate-limit";

export interface Allowance {
  perDay: number;
  left: number;
}

export interface AllowanceRule {
  /** Names the counter. */
  name: string;
  /** What is counted, in the plural, for the reader: "new prompts". */
  what: string;
  guestPerDay: number;
  memberPerDay: number;
}

/** Whose allowance it is: a member's, or that of whoever is behind a guest's key. Every viewer is one. */
type Payer = { kind: "member"; id: string } | { kind: "guest"; key: string };

const daySeconds = 24 * 60 * 60;

function counterOf({ name, guestPerDay, memberPerDay }: AllowanceRule, payer: Payer) {
  const perDay = payer.kind === "member" ? memberPerDay : guestPerDay;
  const key = payer.kind === "member" ? payer.id : payer.key;
  return {
    perDay,
    key,
    counter: limiter({ name: `${name}-${payer.kind}`, points: perDay, perSeconds: daySeconds }),
  };
}

/** How many more they may have within a day of their first. */
export async function getAllowance(rule: AllowanceRule, payer: Payer): Promise<Allowance> {
  const { perDay, key, counter } = counterOf(rule, payer);
  return { perDay, left: await counter.left(key) };
}

/** Takes one off, or refuses with when there will be more. Returns how to give it back. */
export async function takeAllowance(rule: AllowanceRule, payer: Payer): Promise<() => Promise<void>> {
  const { perDay, key, counter } = counterOf(rule, payer);
  const taken = await counter.take(key);
  if (taken.allowed) return () => counter.giveBack(key);
  const { retryAfterSeconds } = taken;
  const hours = Math.max(1, Math.ceil(retryAfterSeconds / 3600));
  const more = payer.kind === "guest" ? "Sign in for a larger allowance, or" : "Please";
  throw new AppError(
    "too-many-requests",
    `You have used your ${perDay} ${rule.what} for today. ${more} come back in about ${hours} ${hours === 1 ? "hour" : "hours"}. What somebody has asked before is still answered.`,
    { retryAfterSeconds },
  );
}
