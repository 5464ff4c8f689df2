import type { Viewer } from "@/lib/auth/viewer-type";
import { AppError } from "@/lib/errors";
import { limiter } from "./rate-limit";

export interface Allowance {
  perDay: number;
  left: number;
}

interface AllowanceRule {
  /** Names the counter. */
  name: string;
  /** What is counted, in the plural, for the reader: "new prompts". */
  what: string;
  guestPerDay: number;
  memberPerDay: number;
}

const daySeconds = 24 * 60 * 60;

function counterOf({ name, guestPerDay, memberPerDay }: AllowanceRule, viewer: Viewer) {
  const perDay = viewer.kind === "member" ? memberPerDay : guestPerDay;
  const key = viewer.kind === "member" ? viewer.id : viewer.key;
  return {
    perDay,
    key,
    counter: limiter({ name: `${name}-${viewer.kind}`, points: perDay, perSeconds: daySeconds }),
  };
}

/** How many more the viewer may have within a day of their first. */
export async function getAllowance(rule: AllowanceRule, viewer: Viewer): Promise<Allowance> {
  const { perDay, key, counter } = counterOf(rule, viewer);
  return { perDay, left: await counter.left(key) };
}

/** Takes one off, or refuses with when there will be more. Returns how to give it back. */
export async function takeAllowance(rule: AllowanceRule, viewer: Viewer): Promise<() => Promise<void>> {
  const { perDay, key, counter } = counterOf(rule, viewer);
  const taken = await counter.take(key);
  if (taken.allowed) return () => counter.giveBack(key);
  const { retryAfterSeconds } = taken;
  const hours = Math.max(1, Math.ceil(retryAfterSeconds / 3600));
  const more = viewer.kind === "guest" ? "Sign in for a larger allowance, or" : "Please";
  throw new AppError(
    "too-many-requests",
    `You have used your ${perDay} ${rule.what} for today. ${more} come back in about ${hours} ${hours === 1 ? "hour" : "hours"}. What somebody has asked before is still answered.`,
    { retryAfterSeconds },
  );
}
