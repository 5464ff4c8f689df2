import type { AblationOutcome, Evaluation } from "@/lib/evidence-format/evaluation";

interface Placed {
  x: number;
  y: number;
}

export interface CurveLayout {
  /** Of the sizes whose share is known; a size whose share is not breaks the line. */
  lines: Placed[][];
  points: (Placed & { nodes: number; share: number })[];
  /** The circuit at its size; null where its share is not known. */
  circuit: Placed | null;
  random: Placed[];
  /** Where shares of 0 and 1 stand. */
  zero: number;
  one: number;
  ticks: { x: number; label: string }[];
}

export interface Frame {
  width: number;
  height: number;
}

/** Least and largest share that any ablation shows, with 0, 1 and a margin: so that they stand side by side. */
export function sharesDomain(byAblation: readonly AblationOutcome[]): [low: number, high: number] {
  const shares = byAblation.flatMap(({ curve, sufficiency }) => [
    ...curve.map(({ share }) => share),
    ...[sufficiency.share, ...(sufficiency.random?.shares ?? [])],
  ]);
  const known = [0, 1, ...shares.filter((share) => share !== null)];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const margin = 0.06 * (high - low);
  return [low - margin, high + margin];
}

/** Places the curve of one ablation: the share of all nodes to the right, by its logarithm, faithfulness upwards. */
export function layOutCurve(
  { curve, sufficiency }: AblationOutcome,
  { universe, circuit }: Pick<Evaluation, "universe" | "circuit">,
  [low, high]: readonly [number, number],
  { width, height }: Frame,
): CurveLayout {
  const size = (circuit.features + circuit.skips + circuit.errors) / Math.max(1, universe.nodes);
  const least = Math.min(size, ...curve.map(({ nodesShare }) => nodesShare));
  const decades = Math.log10(1 / least);
  const across = (share: number) =>
    decades === 0 ? width : (1 - Math.log10(1 / Math.max(share, least)) / decades) * width;
  const up = (share: number) => height - ((share - low) / (high - low)) * height;
  const lines: Placed[][] = [[]];
  const points: CurveLayout["points"] = [];
  for (const { nodesShare, nodes, share } of curve) {
    if (share === null) {
      lines.push([]);
      continue;
    }
    const placed = { x: across(nodesShare), y: up(share) };
    lines.at(-1)?.push(placed);
    points.push({ ...placed, nodes, share });
  }
  const at = across(size);
  return {
    lines: lines.filter((line) => line.length > 0),
    points,
    circuit: sufficiency.share === null ? null : { x: at, y: up(sufficiency.share) },
    random: (sufficiency.random?.shares ?? [])
      .filter((share) => share !== null)
      .map((share) => ({ x: at, y: up(share) })),
    zero: up(0),
    one: up(1),
    ticks: [0.001, 0.01, 0.1, 1]
      .filter((share) => share >= least)
      .map((share) => ({ x: across(share), label: `${100 * share}%` })),
  };
}
