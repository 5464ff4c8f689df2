import type { Evidence, Example } from "@/lib/evidence-format/evidence";

/** An example and how many windows it stands for. */
export interface Weighed {
  example: Example;
  weight: number;
}

/**
 * A feature's examples, each once: the strongest stand for themselves, and of the others each drawn one for as many as its
 * probability says. So sums over them estimate sums over all windows, and are right in the mean.
 */
export function weighExamples({ top, bands }: Pick<Evidence, "top" | "bands">): Weighed[] {
  const placeOf = ({ corpus, window }: Example) => `${corpus} ${window}`;
  const strongest = new Set(top.map(placeOf));
  return [
    ...top.map((example) => ({ example, weight: 1 })),
    ...bands
      .flatMap(({ drawn }) => drawn)
      .filter((example) => !strongest.has(placeOf(example)))
      .map((example) => ({ example, weight: 1 / (example.probability ?? 1) })),
  ];
}

/** What each kept firing of an example stands for: where not all of its window's were kept, those for the rest. */
export function weightOfFirings({ example, weight }: Weighed): number {
  return (weight * example.fired) / Math.max(1, example.firings.length);
}
