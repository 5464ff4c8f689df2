import type { CheckedPoint } from "./largest-measured";

/** Effects on one scale, measured beside predicted. */
export interface EffectScale {
  /** The largest effect of any ablated node, measured or predicted, in the target's unit: 1 on the scale. */
  top: number;
  /** By the node's id. */
  measured: ReadonlyMap<string, CheckedPoint>;
}

/** `effectOf` says what the graph predicts now, where that is more than was known at the check. */
export function effectScale(
  points: readonly CheckedPoint[],
  effectOf: (id: string) => number | undefined = () => undefined,
): EffectScale {
  const now = points.map((point) => ({ ...point, predicted: effectOf(point.id) ?? point.predicted }));
  let top = 0;
  for (const { predicted, measured } of now) top = Math.max(top, Math.abs(predicted), Math.abs(measured));
  return { top, measured: new Map(now.map((point) => [point.id, point])) };
}

/** An effect's size on the scale, 0 to 1. The root of it, so that small ones are seen; what is over the top, as the target, is 1. */
export function onScale({ top }: Pick<EffectScale, "top">, effect: number): number {
  return top > 0 ? Math.sqrt(Math.min(1, Math.abs(effect) / top)) : 0;
}
