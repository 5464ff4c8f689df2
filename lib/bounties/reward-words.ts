import { formatMoney } from "./money";
import type { Reward } from "./view";

/** The sums of a reward, place by place, and among how many each goes: `1. USD 600.00, 2. USD 400.00 shared by 4`. */
export function rewardWords({ currency, places, sharedBy }: NonNullable<Reward>): string {
  const sums = places.map((sum, at) => {
    const sharers = sharedBy[at] ?? 1;
    return `${formatMoney(sum, currency)}${sharers > 1 ? ` shared by ${sharers}` : ""}`;
  });
  const [only = "", ...more] = sums;
  return more.length === 0 ? only : sums.map((sum, at) => `${at + 1}. ${sum}`).join(", ");
}
