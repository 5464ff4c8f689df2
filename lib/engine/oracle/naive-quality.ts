import type { LoadedModel } from "../model";
import { readTensor } from "../weights/safetensors";
import { type NaiveDictionary, naiveEncode } from "./naive-encode";
import { type NaivePass, naivePass } from "./naive-pass";
import { naiveSkip } from "./naive-skip";
import type { RandomModel } from "./random-model";

/** One window's sums for one dictionary, in plain loops and float64; position 0 is left out, and what `isMeasured` says is. */
export interface NaiveWindow {
  positions: number;
  predictions: number;
  firings: number;
  fired: Set<number>;
  /** The site and what the dictionary makes of it, position after position: (positions, dOut). */
  site: Float64Array[];
  rebuilt: Float64Array[];
  loss: { model: number; replaced: number; zero: number };
}

export function naiveWindow(
  model: LoadedModel,
  random: RandomModel,
  tokens: readonly number[],
  place: { kind: string; layer: number },
  isMeasured: (position: number) => boolean = () => true,
): NaiveWindow {
  const file = model.dictionaries.find(({ kind, layer }) => kind === place.kind && layer === place.layer);
  const numbers = random.dictionaries.find(
    ({ spec }) => spec.kind === place.kind && spec.layer === place.layer,
  )?.numbers;
  if (!file || !numbers) throw new Error(`there is no dictionary ${place.kind} ${place.layer}`);
  const { hookIn, hookOut, dOut: D } = file;
  const pass = (edit?: (site: string, values: Float64Array) => void) =>
    naivePass(random, model.manifest.processing, tokens, edit);
  const clean = pass();
  const f = naiveEncode(numbers, clean.site(hookIn));
  const b_dec = readTensor(file.b_dec);
  const skip = naiveSkip(file, clean.site(hookIn));
  const rebuilt = tokens.map((_, s) =>
    decode(numbers, b_dec, f, s).map((value, j) => value + (skip ? skip[s * D + j] : 0)),
  );
  const replace = (rows: readonly Float64Array[]) =>
    pass((site, values) => {
      if (site === hookOut)
        for (const [s, row] of rows.entries()) if (s > 0 && isMeasured(s)) values.set(row, s * D);
    });
  const rows = tokens.map((_, s) => clean.site(hookOut).slice(s * D, (s + 1) * D));
  const F = numbers.dFeatures;
  const firing = Array.from(f.keys()).filter((i) => i >= F && f[i] > 0 && isMeasured(Math.floor(i / F)));
  const measured = <T>(each: readonly T[]) => each.filter((_, s) => s > 0 && isMeasured(s));
  return {
    ...{ positions: measured(rows).length, predictions: tokens.length - 2 },
    ...{ firings: firing.length, fired: new Set(firing.map((i) => i % F)) },
    ...{ site: measured(rows), rebuilt: measured(rebuilt) },
    loss: {
      model: totalLoss(clean, tokens),
      replaced: totalLoss(replace(rebuilt), tokens),
      zero: totalLoss(replace(rows.map((row) => row.map(() => 0))), tokens),
    },
  };
}

/** b_dec + f W_dec of one position: (dOut). */
function decode(
  { W_dec, dFeatures: F }: NaiveDictionary,
  b_dec: Float32Array,
  f: Float64Array,
  s: number,
): Float64Array {
  const D = b_dec.length;
  const row = Float64Array.from(b_dec);
  for (let i = 0; i < F; i++) for (let j = 0; j < D; j++) row[j] += f[s * F + i] * W_dec[i * D + j];
  return row;
}

/** Cross-entropy of the tokens after positions 1 to T - 2, summed, in nats. */
function totalLoss(pass: NaivePass, tokens: readonly number[]): number {
  const V = pass.shape.vocabularySize;
  let total = 0;
  for (let s = 1; s + 1 < tokens.length; s++) {
    const logits = pass.site("logits").subarray(s * V, (s + 1) * V);
    const largest = logits.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const sum = logits.reduce((all, value) => all + Math.exp(value - largest), 0);
    total += largest + Math.log(sum) - logits[tokens[s + 1] ?? -1];
  }
  return total;
}
