import { architectures } from "../architectures/architectures";
import { openModel } from "../model";
import type { Runtime } from "../runtime";
import { plain } from "./plain-architecture";
import { type RandomModelSpec, writeRandomModel } from "./random-model";

/** Writes a random model into `dir` and opens it, with tokens that fill its context. */
export async function openRandomModel(
  runtime: Runtime,
  dir: string,
  spec: RandomModelSpec,
  memoryLimitBytes?: number,
) {
  const random = writeRandomModel(dir, spec);
  const model = await openModel(dir, {
    runtime,
    architectures: { ...architectures, plain },
    ...(memoryLimitBytes !== undefined && { memoryLimitBytes }),
  });
  const length = spec.contextLength;
  const tokens = Array.from({ length }, (_, i) => (i * 7 + spec.seed) % spec.vocabularySize);
  return { random, model, tokens };
}

export type OpenedRandomModel = Awaited<ReturnType<typeof openRandomModel>>;

/** Largest |ours - oracle| / (1 + |oracle|); infinite where the lengths differ or a number is missing. */
export function largestDifference(ours: Float32Array, oracle: Float64Array): number {
  return differences(ours, oracle).largest;
}

/** The same, and its root mean square, which the rounding of a single number does not move. */
export function differences(
  ours: Float32Array,
  oracle: Float64Array,
): { largest: number; rootMeanSquare: number } {
  let largest = ours.length === oracle.length ? 0 : Number.POSITIVE_INFINITY;
  let squares = 0;
  for (let i = 0; i < oracle.length; i++) {
    const found = Math.abs(ours[i] - oracle[i]) / (1 + Math.abs(oracle[i]));
    const difference = Number.isNaN(found) ? Number.POSITIVE_INFINITY : found;
    largest = Math.max(largest, difference);
    squares += difference * difference;
  }
  return { largest, rootMeanSquare: Math.sqrt(squares / Math.max(1, oracle.length)) };
}
