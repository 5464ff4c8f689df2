import { formatMoney } from "./money";
import type { Reward } from "./view";

/** A prize in words, and who gets it: `A book (for the first 3)`, `A book (shared by 4)`, `A book (1. one entry, 2. shared by 4)`. */
export function prizeWords(prize: string, sharedBy: readonly number[]): string {
  const [first = 1, ...more] = sharedBy;
  if (more.length === 0) return first > 1 ? `${prize} (shared by ${first})` : prize;
  if (sharedBy.every((count) => count === 1)) return `${prize} (for the first ${sharedBy.length})`;
  const places = sharedBy.map((count, at) => `${at + 1}. ${count > 1 ? `shared by ${count}` : "one entry"}`);
  return `${prize} (${places.join(", ")})`;
}

/** The sums of a reward, place by place, and among how many each goes: `1. USD 600.00, 2. USD 400.00 shared by 4`. */
export function rewardWords({ currency, places, sharedBy }: NonNullable<Reward>): string {
  const sums = places.map((sum, at) => {
    const sharers = sharedBy[at] ?? 1;
    return `${formatMoney(sum, currency)}${sharers > 1 ? ` shared by ${sharers}` : ""}`;
  });
  const [only = "", ...more] = sums;
  return more.length === 0 ? only : sums.map((sum, at) => `${at + 1}. ${sum}`).join(", ");
}
