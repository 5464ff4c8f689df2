import type { Dictionary } from "../dictionaries/dictionary";
import { readTensor } from "../weights/safetensors";

/*
 * Which features can fire, told from products of small integers. With x the input of an encoder less its b_dec (float32,
 * K numbers) and W a column of W_enc, x = s a + r and W = t q + d with whole numbers a and q of at most 127, so that
 *
 *   x W = s t (a q) + r (t q) + x d   and   x W + b <= s t (a q) + |r| |t q| + |x| |d| + b   (Cauchy and Schwarz).
 *
 * What the whole product gives in float32, in any order of its K + 1 terms, is at most g (|x| |W| + |b|) away from that,
 * g = n e / (1 - n e) with e = 2^-24 and n = K + 1 (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, lemma 3.1
 * and section 4.2), and (K + 2) 2^-126 where numbers are so small that bits are lost. So a feature whose threshold is h fires only where
 *
 *   a q > (h - b - g |b| - tiny) / (s t) - (|r| / s) (|t q| / t) - (|x| / s) ((|d| + g |W|) / t),   |W| <= |t q| + |d|.
 *
 * The right side is three products of a row's number with a column's. They are evaluated in float32, and a q is widened to it:
 * `slack` and `sumSlack` are more than that can be off.
 */

/** Largest whole number that an input or a weight becomes. */
export const mostWhole = 127;
/** Features of which the integer sums are compared at once. */
export const blockFeatures = 16;
/** Numbers of a row of inputs, and of a column: three products, and one number less than all others. */
export const boundNumbers = 4;

/** Of each product: float32 loses at most 2^-22 of it in reading, multiplying and adding. */
const slack = 2 ** -20;
/** Of the sum, in whole numbers: it is widened to float32, which loses 2^-24 of |s t a q| <= (|x| + |r|) |t q|. */
const sumSlack = 2 ** -23;
/** Taken off besides, for what is lost of numbers near 0. */
export const nearNothing = 2 ** -10;
/** Added and taken off again, it leaves the nearest whole number of a float64. */
const toWhole = 1.5 * 2 ** 52;
/** Sums over K numbers in float64 are off by less than this. */
export const roundedUp = 1 + 1e-9;

/** Inputs and weights that are larger or smaller do not come this way. */
const [least, most] = [2 ** -40, 2 ** 40];
/** Whole sums stay under 2^31. */
const mostInputs = 2 ** 31 / (255 * mostWhole) - 1;

/** Which number a pre-activation must exceed, by feature. (F) */
export function thresholdsOf({ activation, dFeatures }: Dictionary): Float32Array {
  return activation.rule === "jumprelu" ? readTensor(activation.threshold) : new Float32Array(dFeatures);
}

/** What is kept of each column beside its whole numbers: t, and |t q| and |d| rounded up. (F) each */
export interface ColumnScales {
  scale: Float32Array;
  length: Float32Array;
  missed: Float32Array;
}

/** What an integer sum must exceed, by feature: `first`, `second`, `third` for a row's three numbers. (F) each */
export interface Bounds {
  first: Float32Array;
  second: Float32Array;
  third: Float32Array;
  /** The least of each block, and what is taken off. (boundNumbers, F / blockFeatures) */
  blocks: Float32Array;
}

/**
 * The bounds of a dictionary's features, `thresholds` and `biases` (F), K inputs; undefined where numbers are so large or
 * small that the inequality above could not be evaluated in float32.
 */
export function boundsOf(
  { scale, length, missed }: ColumnScales,
  thresholds: Float32Array,
  biases: Float32Array,
  K: number,
): Bounds | undefined {
  const F = scale.length;
  if (K > mostInputs || F % blockFeatures !== 0) return undefined;
  const n = K + 1;
  const g = (n * 2 ** -24) / (1 - n * 2 ** -24);
  const tiny = (K + 2) * 2 ** -126;
  const bounds = {
    ...{ first: new Float32Array(F), second: new Float32Array(F), third: new Float32Array(F) },
    blocks: new Float32Array((boundNumbers * F) / blockFeatures),
  };
  for (let j = 0; j < F; j++) {
    const [t, h, b] = [scale[j], thresholds[j], biases[j]];
    const first = (h - b - g * Math.abs(b) - tiny) / t;
    const second = (length[j] * (1 + sumSlack)) / t;
    const third = (missed[j] + g * (length[j] + missed[j]) + sumSlack * length[j]) / t;
    if (!(t >= least && t <= most && Math.abs(first) <= most && second <= most && third <= most))
      return undefined;
    bounds.first[j] = first - slack * Math.abs(first);
    bounds.second[j] = -second * (1 + slack);
    bounds.third[j] = -third * (1 + slack);
  }
  const B = F / blockFeatures;
  for (const [row, values] of [bounds.first, bounds.second, bounds.third].entries())
    for (let block = 0; block < B; block++)
      bounds.blocks[row * B + block] = Math.min(
        ...values.subarray(block * blockFeatures, (block + 1) * blockFeatures),
      );
  bounds.blocks.fill(-nearNothing, 3 * B);
  return bounds;
}

/** Rows of inputs as whole numbers, and what the bound needs of them. */
export interface WholeRows {
  /** a + 128 (N, K) */
  whole: Uint8Array;
  /** 1 / s, |r| / s, |x| / s and 1. (N, boundNumbers) */
  numbers: Float32Array;
}

/** Rows of `x` (N, K) as whole numbers; undefined where they are too large, too small or not finite. */
export function wholeRows(x: Float32Array, K: number): WholeRows | undefined {
  const N = x.length / K;
  const whole = new Uint8Array(N * K);
  const numbers = new Float32Array(N * boundNumbers);
  for (let i = 0; i < N; i++) {
    const start = i * K;
    let largest = 0;
    for (let k = start; k < start + K; k++) {
      const size = Math.abs(x[k]);
      // So that what is not a number does not pass either.
      if (!(size <= most)) return undefined;
      if (size > largest) largest = size;
    }
    if (largest !== 0 && largest < least * mostWhole) return undefined;
    const s = largest === 0 ? 1 : Math.fround(largest / mostWhole);
    const perStep = 1 / s;
    let [left, all] = [0, 0];
    for (let k = start; k < start + K; k++) {
      const value = x[k];
      // To the nearest whole number; s is rounded, so that of the largest it may be a hair over.
      const a = Math.max(-mostWhole, Math.min(mostWhole, value * perStep + toWhole - toWhole));
      const r = value - s * a;
      whole[k] = 128 + a;
      left += r * r;
      all += value * value;
    }
    numbers[i * boundNumbers] = 1 / s;
    numbers[i * boundNumbers + 1] = (Math.sqrt(left) * roundedUp * (1 + slack / 4)) / s;
    numbers[i * boundNumbers + 2] = (Math.sqrt(all) * roundedUp * (1 + slack / 4)) / s;
    numbers[i * boundNumbers + 3] = 1;
  }
  return { whole, numbers };
}
