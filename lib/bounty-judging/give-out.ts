export interface Given {
  entryId: string;
  judgeId: string;
  /** Scored, or still to be scored by somebody who may: else another has to. */
  counts: boolean;
}

interface Asked {
  entries: readonly string[];
  judges: readonly string[];
  given: readonly Given[];
  /** Pairs that may not be, as `pairOf` names them. */
  barred: ReadonlySet<string>;
  /** How many judges score each; null for all. */
  each: number | null;
  /** From 0 to 1. */
  random: () => number;
}

export function pairOf(entryId: string, judgeId: string): string {
  return `${entryId} ${judgeId}`;
}

/**
 * Which entries are given to which judges beside what was given before: each to as many as are wanted or as there are who may, those with
 * the fewest first, by chance among these. Nothing that was given is taken back.
 */
export function giveOut({ entries, judges, given, barred, each, random }: Asked) {
  const load = new Map(judges.map((judge) => [judge, 0]));
  const before = new Set<string>();
  const counted = new Map<string, number>();
  for (const { entryId, judgeId, counts } of given) {
    before.add(pairOf(entryId, judgeId));
    if (!counts) continue;
    load.set(judgeId, (load.get(judgeId) ?? 0) + 1);
    counted.set(entryId, (counted.get(entryId) ?? 0) + 1);
  }
  const shuffled = <T>(things: readonly T[]): T[] =>
    things
      .map((thing) => ({ thing, by: random() }))
      .toSorted((a, b) => a.by - b.by)
      .map(({ thing }) => thing);
  return shuffled(entries).flatMap((entryId) => {
    const may = shuffled(judges).filter((judge) => {
      const pair = pairOf(entryId, judge);
      return !before.has(pair) && !barred.has(pair);
    });
    const wanted = (each ?? Number.POSITIVE_INFINITY) - (counted.get(entryId) ?? 0);
    const chosen = may
      .toSorted((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0))
      .slice(0, Math.max(0, wanted));
    for (const judge of chosen) load.set(judge, (load.get(judge) ?? 0) + 1);
    return chosen.map((judgeId) => ({ entryId, judgeId }));
  });
}
