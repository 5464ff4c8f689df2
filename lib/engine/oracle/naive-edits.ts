import type { Edit } from "@/lib/circuit-format/edit";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Dictionary } from "../dictionaries/dictionary";
import type { Freeze } from "../interventions/edited-pass";
import type { LoadedModel } from "../model";
import { readTensor } from "../weights/safetensors";
import { type NaiveDictionary, naiveEncode } from "./naive-encode";
import { naiveSkip } from "./naive-skip";
import type { RandomModel } from "./random-model";

/**
 * attribution.md section 5 as a hook of the naive forward pass: changes sites as the edits say, and puts
 * back what is frozen from `clean`, the sites of an unedited pass.
 */
export function naiveEdits(
  model: LoadedModel,
  random: RandomModel,
  clean: Map<string, Float64Array>,
  edits: readonly Edit[],
  freeze: Freeze,
): (site: string, values: Float64Array) => void {
  const seen = new Map<string, Float64Array>();
  const before = (name: string) => siteOf(clean, name);
  const hold = naiveFreeze(random, clean, freeze, seen);
  return (site, values) => {
    hold(site, values);
    seen.set(site, values.slice());
    for (const kind of ["attn", "mlp", "resid"] as const) {
      for (let l = 0; l < random.shape.layers; l++) {
        const { hookIn, hookOut } = hooks(random, kind, l);
        const here = edits.filter((edit) => edit.kind === kind && edit.layer === l);
        if (site !== hookOut || here.length === 0) continue;
        const dictionary = numbersOf(model, random, kind, l);
        editSite(dictionary, here, values, seen.get(hookIn) ?? values, before(hookIn), before(hookOut));
      }
    }
  };
}

/** Puts back what is frozen as the hook comes to it; `seen` has what the pass at hand had before. */
export function naiveFreeze(
  random: RandomModel,
  clean: ReadonlyMap<string, Float64Array>,
  freeze: Freeze,
  seen: ReadonlyMap<string, Float64Array>,
): (site: string, values: Float64Array) => void {
  return (site, values) => {
    if (freeze.patterns && site.endsWith("hook_pattern")) values.set(siteOf(clean, site));
    if (!freeze.layerNorms || !site.endsWith("hook_normalized")) return;
    const scale = site.replace("hook_normalized", "hook_scale");
    const D = random.shape.dModel;
    const [now, before] = [siteOf(seen, scale), siteOf(clean, scale)];
    for (const [i, value] of values.entries()) {
      const row = Math.floor(i / D);
      values[i] = (value * now[row]) / before[row];
    }
  };
}

export function siteOf(sites: ReadonlyMap<string, Float64Array>, name: string): Float64Array {
  const values = sites.get(name);
  if (!values) throw new Error(`the pass has no ${name}`);
  return values;
}

/** What a kind's dictionary reads and writes at a layer; a set of the stream's middle is of that at all its layers. */
export function hooks({ dictionaries }: Pick<RandomModel, "dictionaries">, kind: DictionaryKind, l: number) {
  const opens = dictionaries.some(
    ({ spec }) => spec.opens === true && spec.kind === kind && (spec.layer === l || kind === "resid"),
  );
  const opened = `blocks.${l}.${{ attn: "hook_attn_out", mlp: "hook_mlp_out", resid: "hook_resid_mid" }[kind]}`;
  if (opens) return { hookIn: opened, hookOut: opened };
  if (kind === "mlp")
    return { hookIn: `blocks.${l}.ln2.hook_normalized`, hookOut: `blocks.${l}.hook_mlp_out` };
  const hook = kind === "attn" ? `blocks.${l}.attn.hook_z` : `blocks.${l}.hook_resid_pre`;
  return { hookIn: hook, hookOut: hook };
}

export interface Decoder {
  file: Dictionary;
  numbers: NaiveDictionary;
  W_dec: Float32Array;
  b_dec: Float32Array;
}

export function numbersOf(model: LoadedModel, random: RandomModel, kind: DictionaryKind, l: number): Decoder {
  const found = random.dictionaries.find(({ spec }) => spec.kind === kind && spec.layer === l);
  const file = model.dictionaries.find((other) => other.kind === kind && other.layer === l);
  if (!found || !file) throw new Error("there is no such dictionary");
  return { file, numbers: found.numbers, W_dec: readTensor(file.W_dec), b_dec: readTensor(file.b_dec) };
}

function editSite(
  dictionary: Decoder,
  edits: readonly Edit[],
  values: Float64Array,
  input: Float64Array,
  cleanInput: Float64Array,
  cleanOutput: Float64Array,
): void {
  const { numbers } = dictionary;
  const { dIn: D, dFeatures: F } = numbers;
  const f = naiveEncode(numbers, input);
  const cleanF = naiveEncode(numbers, cleanInput);
  const [skip, cleanSkip] = [naiveSkip(dictionary.file, input), naiveSkip(dictionary.file, cleanInput)];
  const row = (all: Float64Array, s: number, width: number) => all.slice(s * width, (s + 1) * width);
  for (let s = 0; s < values.length / D; s++) {
    const here = edits.filter(({ positions }) => positions === undefined || positions.includes(s));
    for (const edit of here) {
      if (edit.do !== "splice") continue;
      const cleanRebuilt = decode(dictionary, row(cleanF, s, F));
      const rebuilt = decode(dictionary, row(f, s, F));
      for (let j = 0; j < D; j++) {
        const at = s * D + j;
        const error = cleanOutput[at] - cleanRebuilt[j] - (cleanSkip?.[at] ?? 0);
        values[at] = rebuilt[j] + (skip?.[at] ?? 0) + (edit.keepError ? error : 0);
      }
    }
    const change = new Map<number, number>();
    for (const edit of here) {
      if (edit.do === "splice") continue;
      const old = f[s * F + edit.index];
      change.set(edit.index, (edit.do === "set" ? edit.value : old * edit.scale) - old);
    }
    for (const [index, amount] of change) {
      for (let j = 0; j < D; j++) values[s * D + j] += amount * dictionary.W_dec[index * D + j];
    }
  }
}

/** f W_dec + b_dec. */
export function decode({ W_dec, b_dec }: Decoder, f: Float64Array): Float64Array {
  const D = b_dec.length;
  const out = Float64Array.from(b_dec);
  for (const [index, value] of f.entries())
    for (let j = 0; j < D; j++) out[j] += value * W_dec[index * D + j];
  return out;
}
