import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Freeze } from "../interventions/edited-pass";
import type { LoadedModel } from "../model";
import { type Decoder, decode, hooks, naiveFreeze, numbersOf, siteOf } from "./naive-edits";
import { naiveEncode } from "./naive-encode";
import { naivePass } from "./naive-pass";
import { naiveSkip } from "./naive-skip";
import type { RandomModel } from "./random-model";

/** One position of a site, every part of it: `out = f W_dec + b_dec + skip + error`. */
export interface NaiveParts {
  f: Float64Array; // (F), empty without a dictionary
  skip: Float64Array; // (D), zeros but of a skip transcoder
  error: Float64Array; // (D)
  out: Float64Array; // (D)
}

/** What each part of a position is brought to; undefined where it stays what it is in the run at hand. */
export interface NaiveChange {
  feature?(index: number): number | undefined;
  skip?: Float64Array | undefined;
  error?: Float64Array | undefined;
  head?(head: number): Float64Array | undefined;
  site?: Float64Array | undefined;
}

/** A head's query, key or value at a position that is put there as it is. */
export interface NaivePatch {
  part: "q" | "k" | "v";
  layer: number;
  head: number;
  position: number;
  row: Float64Array; // (K)
}

type ChangeAt = (place: { kind: DictionaryKind; layer: number }, position: number) => NaiveChange | undefined;

const kinds = ["attn", "mlp", "resid"] as const;

/** Runs a text with parts changed, densely and in float64: every feature of every position is decoded. */
export function naiveChanged(
  model: LoadedModel,
  random: RandomModel,
  tokens: readonly number[],
  changeAt: ChangeAt,
  freeze: Freeze = { patterns: false, layerNorms: false, outputs: false },
  patches: readonly NaivePatch[] = [],
): Map<string, Float64Array> {
  const { processing } = model.manifest;
  const clean = naivePass(random, processing, tokens).sites;
  const seen = new Map<string, Float64Array>();
  const hold = naiveFreeze(random, clean, freeze, seen);
  const { layers, dHead } = random.shape;
  return naivePass(random, processing, tokens, (site, values) => {
    hold(site, values);
    for (const { part, layer, head, position, row } of patches)
      if (site === `blocks.${layer}.attn.hook_${part}`)
        values.set(row, position * (values.length / tokens.length) + head * row.length);
    seen.set(site, values.slice());
    for (const kind of kinds) {
      for (let layer = 0; layer < layers; layer++) {
        if (hooks(random, kind, layer).hookOut !== site) continue;
        for (let s = 0; s < tokens.length; s++) {
          const change = changeAt({ kind, layer }, s);
          if (change)
            values.set(
              changed(model, random, seen, { kind, layer }, s, change, dHead),
              s * (values.length / tokens.length),
            );
        }
      }
    }
  }).sites;
}

function changed(
  model: LoadedModel,
  random: RandomModel,
  sites: ReadonlyMap<string, Float64Array>,
  place: { kind: DictionaryKind; layer: number },
  position: number,
  change: NaiveChange,
  K: number,
): Float64Array {
  const { f, skip, error, out: own } = naiveParts(model, random, sites, place, position);
  const decoder = decoderOf(model, random, place);
  const mixed = f.map((value, i) => change.feature?.(i) ?? value);
  const rebuilt = decoder ? decode(decoder, mixed) : new Float64Array(own.length);
  const out = rebuilt.map((value, j) => value + (change.skip ?? skip)[j] + (change.error ?? error)[j]);
  for (let h = 0; h * K < out.length; h++) {
    const z = change.head?.(h);
    if (z) out.set(z, h * K);
  }
  return change.site ?? out;
}

/** What stands at a position of a site in a naive pass. */
export function naiveParts(
  model: LoadedModel,
  random: RandomModel,
  sites: ReadonlyMap<string, Float64Array>,
  { kind, layer }: { kind: DictionaryKind; layer: number },
  position: number,
): NaiveParts {
  const { hookIn, hookOut } = hooks(random, kind, layer);
  const { dModel, heads, dHead } = random.shape;
  const D = hookOut.endsWith(".hook_z") ? heads * dHead : dModel;
  const row = (name: string) => siteOf(sites, name).slice(position * D, (position + 1) * D);
  const out = row(hookOut);
  const decoder = decoderOf(model, random, { kind, layer });
  if (!decoder) return { f: new Float64Array(), skip: new Float64Array(D), error: out.slice(), out };
  const f = naiveEncode(decoder.numbers, row(hookIn));
  const rebuilt = decode(decoder, f);
  const skip = naiveSkip(decoder.file, row(hookIn)) ?? new Float64Array(D);
  return { f, skip, error: out.map((value, j) => value - rebuilt[j] - skip[j]), out };
}

function decoderOf(
  model: LoadedModel,
  random: RandomModel,
  { kind, layer }: { kind: DictionaryKind; layer: number },
): Decoder | undefined {
  const has = random.dictionaries.some(({ spec }) => spec.kind === kind && spec.layer === layer);
  return has ? numbersOf(model, random, kind, layer) : undefined;
}
