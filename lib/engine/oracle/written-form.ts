import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { FormNumbers, NamedNumbers } from "./form-files";

/** The layer that all of them stand at. */
export const layer = 1;
export const full = { fold_ln: true, fold_value_biases: true, center_writing_weights: true };
export const none = { fold_ln: false, fold_value_biases: false, center_writing_weights: false };
export type Processed = typeof full;

export interface Encoded {
  /** Pre-activations and, where each counts as active above, its edge: (F). */
  u: Float64Array;
  edge: Float64Array;
  /** What the trainer calls the features, where not `u` above its edge: (F). */
  out(features: Float64Array): Float64Array;
}

/** A dictionary as one of the trainers writes it, and what that trainer computes with it, in float64. */
export interface Form {
  name: string;
  kind: DictionaryKind;
  /** What was done to the model that it is read on, where nothing else is asked for. */
  processing: Processed;
  /**
   * Who says what was done to the model: its file, whatever it was; its trainer, which reads models as they are; its release, or without
   * it nobody.
   */
  saidBy: "file" | "trainer" | "release" | "nobody";
  at: string;
  /** By `processing` a form whose file says it is of a model that was processed so. */
  write(at: string, n: FormNumbers, processing: Processed): void;
  /** Of one row of the site that it reads, (D). */
  encode(x: Float64Array, n: FormNumbers): Encoded;
  file?: string;
  release?: string;
  /** The site that it reads, where it is not that of its kind: its features are leaves of a circuit then. */
  site?: string;
  /** Of a map of its input that is added to its output, `skipMap`: whether it is stored (dOut, dIn) or (dIn, dOut). */
  skips?: "turned" | "straight";
  /** A part of the sentence why it stands in no circuit. */
  featuresOnly?: string;
}

/** `(x - b) W + c` of a matrix (D, F). */
export function linear(
  x: Float64Array,
  W: Float32Array,
  c: Float32Array | undefined,
  b?: Float32Array,
): Float64Array {
  const D = x.length;
  const F = W.length / D;
  const u = new Float64Array(F);
  for (let i = 0; i < F; i++) {
    let total = c ? c[i] : 0;
    for (let j = 0; j < D; j++) total += (x[j] - (b ? b[j] : 0)) * W[j * F + i];
    u[i] = total;
  }
  return u;
}

/** `f W + b` of a matrix (F, D). */
export function decoded(f: Float64Array, W: Float32Array, b: Float32Array | undefined): Float64Array {
  const F = f.length;
  const D = W.length / F;
  const out = new Float64Array(D);
  for (let j = 0; j < D; j++) {
    let total = b ? b[j] : 0;
    for (let i = 0; i < F; i++) total += f[i] * W[i * D + j];
    out[j] = total;
  }
  return out;
}

/** W_enc, b_enc, W_dec and b_dec as SAELens names and shapes them. */
export const plain = (n: FormNumbers) =>
  ({
    W_enc: [n.W_enc, [n.D, n.F]],
    b_enc: [n.b_enc, [n.F]],
    W_dec: [n.W_dec, [n.F, n.D]],
    b_dec: [n.b_dec, [n.D]],
  }) satisfies NamedNumbers;

/** Some above 0 and some below. */
export const thresholds = (n: FormNumbers) => n.of("threshold", n.F, 0.4, 0.1);
export const plainWithThresholds = (n: FormNumbers): NamedNumbers => ({
  ...plain(n),
  threshold: [thresholds(n), [n.F]],
});
/** Of a skip transcoder: (D, D), as it is stored. */
export const skipMap = (n: FormNumbers) => n.of("skip", n.D * n.D, 0.2);

export const zeros = ({ F }: FormNumbers) => new Float64Array(F);
/** `u = (x - b_dec) W_enc + b_enc`, active above 0. */
export const relu = (x: Float64Array, n: FormNumbers): Encoded => ({
  u: linear(x, n.W_enc, n.b_enc, n.b_dec),
  edge: zeros(n),
  out: (f) => decoded(f, n.W_dec, n.b_dec),
});
/** `u = x W_enc + b_enc`: nothing is subtracted from the input. */
export const reluOfInput = (x: Float64Array, n: FormNumbers): Encoded => ({
  ...relu(x, n),
  u: linear(x, n.W_enc, n.b_enc),
});
/** Active above each feature's threshold, or 0 where that is more. */
export const aboveThresholds = (encoded: Encoded, n: FormNumbers): Encoded => ({
  ...encoded,
  edge: Float64Array.from(thresholds(n), (value) => Math.max(0, value)),
});
/** Active where among the k largest and above 0: the edge lies between the k-th and the next. */
export function largest(encoded: Encoded, k: number): Encoded {
  const sorted = encoded.u.toSorted((a, b) => b - a);
  return {
    ...encoded,
    edge: new Float64Array(sorted.length).fill(Math.max(0, (sorted[k - 1] + sorted[k]) / 2)),
  };
}
/** The length of each decoder row, (F). */
export const lengths = ({ D, F, W_dec }: FormNumbers) =>
  Float64Array.from({ length: F }, (_, i) => Math.hypot(...W_dec.subarray(i * D, (i + 1) * D)));
/** Decodes features that count by the length of their decoder row. */
export const decodedByLength = (n: FormNumbers, norm: Float64Array) => (f: Float64Array) =>
  decoded(
    f.map((value, i) => value / norm[i]),
    n.W_dec,
    n.b_dec,
  );

/** What a gated dictionary has beside its matrices. */
export const gates = (n: FormNumbers) => ({
  gate: n.of("gate", n.F, 0.3, -0.2),
  magnitude: n.of("mag", n.F, 0.3, -0.1),
  scale: n.of("r", n.F, 0.4),
});
/** `u = e^r (x - b_dec) W_enc + b_mag`, and shut where the gate is: no number is above infinity. */
export function gated(x: Float64Array, n: FormNumbers): Encoded {
  const x_enc = linear(x, n.W_enc, undefined, n.b_dec);
  const { gate, magnitude, scale } = gates(n);
  return {
    u: x_enc.map((value, i) => Math.exp(scale[i]) * value + magnitude[i]),
    edge: x_enc.map((value, i) => (value + gate[i] > 0 ? 0 : Number.POSITIVE_INFINITY)),
    out: (f) => decoded(f, n.W_dec, n.b_dec),
  };
}
