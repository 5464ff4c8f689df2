import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MeasuredPlace } from "@/lib/evidence-format/fit";
import { sitesOfKind } from "../architectures/sites";
import type { Dictionary } from "../dictionaries/dictionary";
import { openedSite } from "../dictionaries/sites";
import type { LoadedModel } from "../model";
import { withRandomModel } from "../oracle/arbitrary-model";
import type { RandomDictionarySpec } from "../oracle/random-model";
import { float32Of } from "../rows";
import { openRuntime, type Runtime } from "../runtime";
import { readTensor } from "../weights/safetensors";
import { measureElsewhere } from "./elsewhere";

const folder = mkdtempSync(path.join(tmpdir(), "elsewhere-"));
let runtime: Runtime;
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const layers = 7;
const dictionary = (kind: RandomDictionarySpec["kind"], layer: number): RandomDictionarySpec => {
  return { ...{ kind, layer, dFeatures: 24 }, rule: "relu", dtype: "F32" };
};
const spec = {
  ...{ seed: 5, layers, heads: 2, dHead: 4, dMlp: 16, vocabularySize: 20, contextLength: 12 },
  ...{ activation: "gelu-tanh" as const, dtype: "F32" as const, tiedEmbeddings: true, prefix: "" as const },
  processing: { fold_ln: true, fold_value_biases: true, center_writing_weights: true },
  dictionaries: [dictionary("attn", 3), dictionary("mlp", 2)],
};
const windows = Array.from({ length: 10 }, (_, w) =>
  Array.from({ length: 12 - (w % 3) }, (_, i) => (i * i * 7 + w * 13 + i * w) % 20),
);

/** The sites of a place. */
function sitesAt({ kind, layer, opens }: Pick<MeasuredPlace, "kind" | "layer" | "opens">) {
  const site = openedSite(kind, layer);
  return opens ? { hookIn: site, hookOut: site } : sitesOfKind(kind, layer);
}

/** Per window what a dictionary misses at a place, with the place's spread over all these windows, rows by rows in float64. */
async function naivelyMissed(
  model: LoadedModel,
  of: Dictionary,
  { hookIn, hookOut }: { hookIn: string; hookOut: string },
  some: readonly (readonly number[])[],
) {
  const [W_dec, b_dec] = [readTensor(of.W_dec), readTensor(of.b_dec)];
  const D = of.dOut;
  const rows: Float64Array[] = [];
  const missed: number[] = [];
  for (const tokenIds of some) {
    const sites = await model.forward(tokenIds, [...new Set([hookIn, hookOut])]);
    const input = sites.get(hookIn);
    if (!input) throw new Error(`there is no ${hookIn}`);
    const features = await model.encode(of, input);
    const output = float32Of(sites.get(hookOut), hookOut);
    let total = 0;
    for (let s = 1; s < tokenIds.length; s++) {
      const row = Float64Array.from(output.subarray(s * D, (s + 1) * D), Number);
      rows.push(row);
      for (let j = 0; j < D; j++) {
        let rebuilt = b_dec[j];
        for (const [n, index] of features.indices.entries())
          if (features.positions[n] === s) rebuilt += features.activations[n] * W_dec[index * D + j];
        total += (row[j] - rebuilt) ** 2;
      }
    }
    missed.push(total);
  }
  let spread = 0;
  for (let j = 0; j < D; j++) {
    const mean = rows.reduce((sum, row) => sum + row[j], 0) / rows.length;
    spread += rows.reduce((sum, row) => sum + (row[j] - mean) ** 2, 0);
  }
  return missed.map((each) => each / spread);
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

test("a dictionary is tried at all places on two windows, and at those of least missed on six more, window by window", async () => {
  await withRandomModel(runtime, folder, spec, async ({ model }) => {
    const asked: { tokenIds: readonly number[]; names: Set<string> }[] = [];
    const watched: LoadedModel = {
      ...model,
      forward: (tokenIds, names) => {
        asked.push({ tokenIds, names: new Set(names) });
        return model.forward(tokenIds, names);
      },
    };
    const found = await measureElsewhere(watched, windows, undefined);
    const all = Array.from({ length: layers }, (_, layer) => [
      ...(["attn", "resid"] as const).map((kind) => ({ kind, layer, opens: false })),
      ...(["attn", "mlp", "resid"] as const).map((kind) => ({ kind, layer, opens: true })),
    ]).flat();
    const mlps = Array.from({ length: layers }, (_, layer) => ({
      kind: "mlp" as const,
      layer,
      opens: false,
    }));
    const needed = new Set<string>();
    for (const [i, of] of model.dictionaries.entries()) {
      const isOwn = (place: { kind: string; layer: number; opens: boolean }) =>
        place.kind === of.kind && place.layer === of.layer && !place.opens;
      const places = of.kind === "mlp" ? mlps : all;
      const looks = [];
      for (const place of places.filter((each) => !isOwn(each)))
        looks.push({
          place,
          missed: total(await naivelyMissed(model, of, sitesAt(place), windows.slice(0, 2))),
        });
      const nearest = looks.toSorted((a, b) => a.missed - b.missed).slice(0, 4);
      const names = (some: readonly { kind: string; layer: number }[]) =>
        some.map((place) => JSON.stringify(place)).toSorted();
      const told = found[i] ?? [];
      expect(names(told.map(({ kind, layer, opens }) => ({ kind, layer, opens })))).toEqual(
        names(nearest.map(({ place }) => place)),
      );
      const eight = windows.slice(0, 8);
      const own = await naivelyMissed(model, of, sitesAt({ ...of, opens: false }), eight);
      for (const place of told) {
        const there = await naivelyMissed(model, of, sitesAt(place), eight);
        expect(Math.abs(place.explainedVariance - (1 - total(there)))).toBeLessThan(
          1e-4 * (1 + total(there)),
        );
        const share = (total(own) - total(there)) / total(own);
        expect(Math.abs(place.gain.share - share)).toBeLessThan(1e-4 * (1 + Math.abs(share)));
      }
      for (const place of [{ ...of, opens: false }, ...told])
        for (const name of Object.values(sitesAt(place))) needed.add(name);
    }
    // What is held: of two windows all sites, of the others those of its own place and the nearest.
    expect(asked.map(({ tokenIds }) => tokenIds)).toEqual(windows.slice(0, 8));
    const everything = new Set([...all, ...mlps].flatMap((place) => Object.values(sitesAt(place))));
    for (const [w, { names }] of asked.entries()) expect(names).toEqual(w < 2 ? everything : needed);
    expect(needed.size).toBeLessThan(everything.size / 2);
  });
});

test("of one window the nearest places are told too, and of no dictionary nothing", async () => {
  await withRandomModel(runtime, folder, spec, async ({ model }) => {
    const found = await measureElsewhere(model, windows.slice(0, 1), undefined);
    expect(found.map((places) => places.length)).toEqual([4, 4]);
    const none = { ...model, dictionaries: [] };
    expect(await measureElsewhere(none, windows.slice(0, 1), undefined)).toEqual([]);
  });
});
