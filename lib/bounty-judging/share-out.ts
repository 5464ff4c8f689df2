import { splitEqually } from "@/lib/ledger/award-places";

/**
 * What each winner gets by the places that they have, the best first, in smallest units: a place's sum in equal parts among all who have it,
 * and what is left over one unit each to the first of them. Null where no sum is promised for a place.
 */
export function shareOut(places: readonly number[], rewards: readonly bigint[]): (number | null)[] {
  return places.map((place, at) => {
    const sum = rewards[place - 1];
    if (sum === undefined) return null;
    const sharers = places.filter((each) => each === place).length;
    const before = places.slice(0, at).filter((each) => each === place).length;
    return Number(splitEqually(sum, sharers)[before]);
  });
}
