import type { CheckedPoint } from "./largest-measured";

/** Effects on one scale, measured beside predicted. */
export interface EffectScale {
  /** The largest effect of any ablated node, measured or predicted, in the target's unit: 1 on the scale. */
  top: number;
  /** By the node's id. */
  measured: ReadonlyMap<string, CheckedPoint>;
}

export function effectScale(points: readonly CheckedPoint[]): EffectScale {
  let top = 0;
  for (const { predicted, measured } of points) top = Math.max(top, Math.abs(predicted), Math.abs(measured));
  return { top, measured: new Map(points.map((point) => [point.id, point])) };
}

/** An effect's size on the scale, 0 to 1. The root of it, so that small ones are seen; what is over the top, as the target, is 1. */
export function onScale({ top }: Pick<EffectScale, "top">, effect: number): number {
  return top > 0 ? Math.sqrt(Math.min(1, Math.abs(effect) / top)) : 0;
}
