/** How many entries share each place of a reward: one each where nothing else is said. */
export function sharersOf(places: readonly unknown[], sharedBy: readonly number[]): number[] {
  return places.map((_, at) => sharedBy[at] ?? 1);
}

/** The same of a prize in words, where no sums are promised: none where there is none, and the first alone where nothing else is said. */
export function sharersOfPrize(prize: string, sharedBy: readonly number[]): number[] {
  if (prize === "") return [];
  return sharedBy.length === 0 ? [1] : [...sharedBy];
}

/** The place of each entry that is rewarded, the best first: `[1, 2, 2]` where two share the second. */
export function seatsOf(sharers: readonly number[]): number[] {
  return sharers.flatMap((count, at) => Array.from({ length: count }, () => at + 1));
}
