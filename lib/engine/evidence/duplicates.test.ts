import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { openModel } from "../model";
import { bundledModel, ModelVariant } from "../oracle/model-variant";
import { toStored } from "../oracle/storage";
import { openRuntime, type Runtime } from "../runtime";
import { readSafetensors, requireTensor } from "../weights/safetensors";
import { writeSafetensors } from "../weights/write-safetensors";
import { findDuplicates } from "./duplicates";
import { readWeightEvidence, type WeightEvidence } from "./weight-evidence";

const folder = mkdtempSync(path.join(tmpdir(), "duplicates-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const sizes = fc.record({
  F: fc.integer({ min: 1, max: 40 }),
  dIn: fc.integer({ min: 1, max: 3 }),
  dOut: fc.integer({ min: 1, max: 3 }),
  rule: fc.constantFrom("relu" as const, "jumprelu" as const),
  dtype: fc.constantFrom("F32" as const, "F16" as const, "BF16" as const),
});

test("the duplicates are the features that no weight tells apart", () => {
  // Few different weights, so that many features are alike in some tensors and some in all; -0 writes what 0 does.
  const fewValues = fc.infiniteStream(fc.constantFrom(0, 0, 0, 0, -0, 1));
  fc.assert(
    fc.property(sizes, fewValues, ({ F, dIn, dOut, rule, dtype }, values) => {
      const take = (count: number) => Float32Array.from({ length: count }, () => values.next().value ?? 0);
      const tensors = {
        W_enc: { shape: [dIn, F], numbers: take(dIn * F) },
        b_enc: { shape: [F], numbers: take(F) },
        W_dec: { shape: [F, dOut], numbers: take(F * dOut) },
        threshold: { shape: [F], numbers: take(F).map(Math.abs) },
      };
      const file = path.join(folder, "sae_weights.safetensors");
      const sources = Object.entries(tensors).map(([name, { shape, numbers }]) => ({
        ...{ name, dtype, shape },
        make: () => toStored(numbers, dtype),
      }));
      writeSafetensors(file, sources);
      const source = readSafetensors({ path: file, label: "test", byteLength: statSync(file).size });
      const tensor = (name: keyof typeof tensors) => requireTensor(source, name, tensors[name].shape);
      const threshold = tensor("threshold");
      const found = findDuplicates({
        ...{ dIn, dOut, dFeatures: F },
        ...{ W_enc: tensor("W_enc"), b_enc: tensor("b_enc"), W_dec: tensor("W_dec") },
        activation: rule === "relu" ? { rule } : { rule, threshold },
      });
      const allOf = (i: number) =>
        [
          ...Array.from({ length: dIn }, (_, j) => tensors.W_enc.numbers[j * F + i]),
          tensors.b_enc.numbers[i],
          ...tensors.W_dec.numbers.subarray(i * dOut, (i + 1) * dOut),
          rule === "jumprelu" ? tensors.threshold.numbers[i] : 0,
        ].map((value) => value + 0);
      const byWeights = new Map<string, number[]>();
      for (let i = 0; i < F; i++) {
        const key = allOf(i).join();
        byWeights.set(key, [...(byWeights.get(key) ?? []), i]);
      }
      const expected = [...byWeights.values()].filter((members) => members.length > 1);
      const inOrder = (families: readonly number[][]) => families.toSorted(([a = 0], [b = 0]) => a - b);
      expect(inOrder(found)).toEqual(inOrder(expected));
    }),
    { numRuns: 300 },
  );
});

test("a feature that was copied names its copies, and one that writes nothing has no logits and no neighbours", async () => {
  const variant = new ModelVariant();
  try {
    variant.editTensors("saes/attn/layer_3/sae_weights.safetensors", (tensors) => {
      for (const [name, { shape, bytes }] of tensors) {
        const [rows = 1, columns = 1] = name === "W_enc" ? shape : [1, shape[0] ?? 1];
        const width = bytes.length / rows / columns; // of one feature, in one row of W_enc or else in all
        if (name === "b_dec") continue;
        for (let row = 0; row < rows; row++) {
          const feature = (i: number) => row * columns * width + i * width;
          for (const copy of [30, 2000]) bytes.copyWithin(feature(copy), feature(7), feature(7) + width);
        }
        if (name === "W_dec") bytes.fill(0, 50 * width, 51 * width);
      }
      return tensors;
    });
    const model = await openModel(variant.folder, { runtime });
    const dictionary = model.dictionaries.find(({ kind, layer }) => kind === "attn" && layer === 3);
    if (!dictionary) throw new Error("the model has no attn dictionary at layer 3");
    const place = { kind: "attn", layer: 3 };
    const features: WeightEvidence[] = [];
    for await (const feature of readWeightEvidence(model, dictionary)) features.push(feature);
    const words = evidenceSchema.pick({ logits: true, neighbours: true, duplicates: true });
    for (const feature of features) expect(words.safeParse(feature).success).toBe(true);
    expect(features[7]?.duplicates).toEqual([
      { ...place, index: 30 },
      { ...place, index: 2000 },
    ]);
    expect(features[2000]?.duplicates.map(({ index }) => index)).toEqual([7, 30]);
    expect(features[7]?.neighbours.slice(0, 2).map(({ index }) => index)).toEqual([30, 2000]);
    expect(features.filter(({ duplicates }) => duplicates.length > 0)).toHaveLength(3);

    expect(features[50]?.logits).toBeNull();
    expect(features[50]?.neighbours).toEqual([]);
    expect(features[50]?.byWeight?.every((share) => share === 0)).toBe(true);
    const isNeighbour = features.some(({ neighbours }) =>
      neighbours.some((near) => near.kind === "attn" && near.layer === 3 && near.index === 50),
    );
    expect(isNeighbour).toBe(false);
    await model.close();
  } finally {
    variant.remove();
  }
});

test("no two features of the bundled model are one", async () => {
  const model = await openModel(bundledModel, { runtime });
  for (const dictionary of model.dictionaries) expect(findDuplicates(dictionary)).toEqual([]);
  await model.close();
});
