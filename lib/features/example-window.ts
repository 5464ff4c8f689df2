import type { Example } from "@/lib/evidence-format/evidence";
import type { ExampleLength } from "./view";

/** How many tokens are shown before and after a peak, and around what is read there, which may stand far before. */
const around: Record<
  Exclude<ExampleLength, "whole">,
  { peak: [number, number]; source: [number, number] }
> = {
  narrow: { peak: [10, 5], source: [2, 1] },
  more: { peak: [32, 16], source: [6, 4] },
};

/** Sources that bring less than this share of the largest are not brought into sight. */
const minSourceShare = 0.2;

/** Which tokens of an example's window are shown, ascending. */
export function shownPositions(
  { position, reads = [] }: Pick<Example, "position" | "reads">,
  windowLength: number,
  length: ExampleLength,
): number[] {
  const all = Array.from({ length: windowLength }, (_, at) => at);
  if (length === "whole") return all;
  const isShown = new Uint8Array(windowLength);
  const { peak, source } = around[length];
  const least = Math.abs(reads[0]?.value ?? 0) * minSourceShare;
  const sources = reads.filter(({ value }) => Math.abs(value) >= least).map((read) => read.source);
  const ranges = [
    [position - peak[0], position + peak[1]] as const,
    ...sources.map((at) => [at - source[0], at + source[1]] as const),
  ];
  for (const [from, to] of ranges) isShown.fill(1, Math.max(0, from), Math.max(0, to + 1));
  return all.filter((at) => isShown[at] === 1);
}
