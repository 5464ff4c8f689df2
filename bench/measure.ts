/** Prints one figure for `npm run bench` (scripts/bench.mjs); `bar` is the most it may be. */
export function report(measure: string, value: number, unit: string, bar?: number): void {
  process.stdout.write(`${JSON.stringify({ measure, value, unit, ...(bar !== undefined && { bar }) })}\n`);
}

/**
 * Times several pieces of work in turn, round after round, so that what else the machine does falls on
 * all of them alike. Returns each one's times in ms, sorted.
 */
export async function interleave<Name extends string>(
  rounds: number,
  work: Record<Name, () => Promise<unknown>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(work) as Name[];
  const times = Object.fromEntries(names.map((name): [string, number[]] => [name, []])) as Record<
    Name,
    number[]
  >;
  // Two rounds to warm up are not counted.
  for (let round = -2; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      await work[name]();
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  for (const name of names) times[name].sort((a, b) => a - b);
  return times;
}

export function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
