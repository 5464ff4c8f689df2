import type { FeatureActivation } from "../dictionaries/dictionary";
import type { WeightTensor } from "../weights/safetensors";

type InNumbers<Activation> = Activation extends unknown
  ? { [Key in keyof Activation]: Activation[Key] extends WeightTensor ? Float32Array : Activation[Key] }
  : never;

/** The same rules as the engine's, with numbers where it has tensors of a file. */
export type NaiveActivation = InNumbers<FeatureActivation>;

/** A dictionary's numbers in float32 and its rule, as the oracle takes them. */
export interface NaiveDictionary {
  dIn: number;
  dFeatures: number;
  W_enc: Float32Array; // (dIn, F)
  b_enc: Float32Array; // (F)
  /** Subtracted from the input; undefined for a transcoder. */
  b_dec: Float32Array | undefined; // (dIn)
  W_dec: Float32Array; // (F, dOut)
  activation: NaiveActivation;
}

/** u (T, F) in float64 loops. */
export function naivePreActivations(
  dictionary: NaiveDictionary,
  x: Float64Array | Float32Array,
): Float64Array {
  const { dIn, dFeatures: F, W_enc, b_enc, b_dec = new Float32Array(dIn) } = dictionary;
  const rows = x.length / dIn;
  const u = new Float64Array(rows * F);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < F; i++) {
      let total = b_enc[i];
      for (let j = 0; j < dIn; j++) total += (x[row * dIn + j] - b_dec[j]) * W_enc[j * F + i];
      u[row * F + i] = total;
    }
  }
  return u;
}

/** f (T, F) in float64 loops, dense: what the sparse graphs are tested against. */
export function naiveEncode(dictionary: NaiveDictionary, x: Float64Array | Float32Array): Float64Array {
  const { dFeatures: F, activation } = dictionary;
  const f = naivePreActivations(dictionary, x);
  for (let start = 0; start < f.length; start += F) {
    const u = f.slice(start, start + F);
    const isActive = activeIn(activation, u);
    for (let i = 0; i < F; i++) if (!isActive(i)) f[start + i] = 0;
  }
  return f;
}

/** Which features of one row of pre-activations (F) are active. */
function activeIn(activation: NaiveActivation, u: Float64Array): (i: number) => boolean {
  switch (activation.rule) {
    case "relu":
      return (i) => u[i] > 0;
    case "jumprelu":
      return (i) => u[i] > activation.threshold[i];
    case "topk": {
      const least = u.toSorted((a, b) => b - a)[activation.k - 1];
      return (i) => u[i] > 0 && u[i] >= least;
    }
  }
}

/** How far feature `i` of one row of pre-activations (F) is from where its rule changes its mind. */
export function distanceToEdge({ activation }: NaiveDictionary, u: Float64Array, i: number): number {
  const own = u[i];
  switch (activation.rule) {
    case "relu":
      return Math.abs(own);
    case "jumprelu":
      return Math.abs(own - activation.threshold[i]);
    case "topk": {
      const sorted = u.toSorted((a, b) => b - a);
      const edges = [sorted[activation.k - 1], sorted[activation.k]];
      return Math.min(Math.abs(own), ...edges.map((other = 0) => Math.abs(own - other)));
    }
  }
}
