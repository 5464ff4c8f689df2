/** A dictionary's numbers in float32 and its rule, as the oracle takes them. */
export interface NaiveDictionary {
  dIn: number;
  dFeatures: number;
  W_enc: Float32Array; // (dIn, F)
  b_enc: Float32Array; // (F)
  /** Subtracted from the input; undefined for a transcoder. */
  b_dec: Float32Array | undefined; // (dIn)
  W_dec: Float32Array; // (F, dOut)
  rule: { name: "relu" } | { name: "jumprelu"; threshold: Float32Array } | { name: "topk"; k: number };
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
  const { dFeatures: F, rule } = dictionary;
  const f = naivePreActivations(dictionary, x);
  for (let start = 0; start < f.length; start += F) {
    const u = f.slice(start, start + F);
    const largest = rule.name === "topk" ? u.toSorted((a, b) => b - a) : u;
    for (let i = 0; i < F; i++) {
      const value = u[i];
      const active =
        rule.name === "topk"
          ? value > 0 && value >= largest[rule.k - 1]
          : value > (rule.name === "jumprelu" ? rule.threshold[i] : 0);
      if (!active) f[start + i] = 0;
    }
  }
  return f;
}

/** How far feature `i` of one row of pre-activations (F) is from where its rule changes its mind. */
export function distanceToEdge({ rule }: NaiveDictionary, u: Float64Array, i: number): number {
  const own = u[i];
  if (rule.name === "relu") return Math.abs(own);
  if (rule.name === "jumprelu") return Math.abs(own - rule.threshold[i]);
  const sorted = u.toSorted((a, b) => b - a);
  const distances = [sorted[rule.k - 1], sorted[rule.k]].map((other = 0) => Math.abs(own - other));
  return Math.min(Math.abs(own), ...distances);
}
