import type { Processing } from "../weights/manifest";
import type { NaiveDictionary } from "./naive-encode";
import { type NaiveShape, naiveForward } from "./naive-forward";
import { processWeights } from "./process-weights";
import type { RandomModel } from "./random-model";

/** A naive forward pass of one text, with the processed weights it ran on. */
export interface NaivePass {
  shape: NaiveShape;
  weight(name: string): Float32Array;
  site(name: string): Float64Array;
}

/** Runs a random model's text through plain loops; `edit` as in `naiveForward`. */
export function naivePass(
  random: RandomModel,
  processing: Processing,
  tokens: readonly number[],
  edit?: (site: string, values: Float64Array) => void,
): NaivePass & { sites: Map<string, Float64Array> } {
  const { shape } = random;
  const weights = processWeights(shape, random.weights, processing);
  const sites = naiveForward(shape, weights, tokens, edit);
  return {
    shape,
    sites,
    weight: (name) => found(weights.get(name), name),
    site: (name) => found(sites.get(name), name),
  };
}

export function naiveDictionary(
  random: RandomModel,
  kind: "attn" | "mlp" | "resid",
  layer: number,
): NaiveDictionary | undefined {
  return random.dictionaries.find(({ spec }) => spec.kind === kind && spec.layer === layer)?.numbers;
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the oracle has no ${name}`);
  return value;
}
