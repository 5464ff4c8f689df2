import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Dictionary } from "../dictionaries/dictionary";
import type { ActiveFeatures } from "../features";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { naiveHeadTable } from "../oracle/naive-head-table";
import { naiveDictionary, naivePass } from "../oracle/naive-pass";
import { sliceRows } from "../rows";
import { openRuntime, type Runtime, type Tensor } from "../runtime";
import { mergeDictionary } from "./merge-dictionary";
import { type CorpusWindow, mostTop } from "./part";
import { Sample } from "./sample";
import { TallyReader } from "./tally-bytes";
import { tallyWindows } from "./tally-windows";

const folder = mkdtempSync(path.join(tmpdir(), "tally-windows-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const keep = { top: mostTop, drawn: 5, read: 3 };
const options = { seed: 3, keep, sampledWindows: () => true };

const modelWithHeads = modelOfAnyShape.filter(({ dictionaries }) =>
  dictionaries.some(({ kind }) => kind === "attn"),
);

/** Texts of every length that fits. */
function windowsOf({ seed, contextLength, vocabularySize }: Parameters<typeof windowOf>[0]): CorpusWindow[] {
  return Array.from({ length: 2 * contextLength }, (_, number) => {
    return windowOf({ seed: seed + 31 * number, contextLength, vocabularySize }, number);
  });
}

function windowOf(
  of: { seed: number; contextLength: number; vocabularySize: number },
  number: number,
): CorpusWindow {
  const length = 1 + (number % of.contextLength);
  return { number, tokenIds: Array.from({ length }, (_, i) => (i * 7 + of.seed) % of.vocabularySize) };
}

test("what attention features of random models read at their peaks is what plain loops give, and adds up to the pre-activation", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(modelWithHeads, (spec) =>
      withRandomModel(runtime, folder, spec, async ({ random, model }) => {
        const windows = windowsOf(spec);
        const { dictionaries } = await tallyWindows(model, windows, options);
        for (const { kind, layer, tally } of dictionaries) {
          const naive = kind === "attn" && naiveDictionary(random, kind, layer);
          if (!naive) continue;
          const reader = new TallyReader(tally, naive.dFeatures);
          for (let index = 0; index < naive.dFeatures; index++) {
            for (const { window, position, activation, reads, readsTotal, ...kept } of reader.next()
              .examples) {
              expect(reads !== undefined || !kept.top).toBe(true);
              if (!reads) continue;
              seen += 1;
              const pass = naivePass(random, spec.processing, windows[window]?.tokenIds ?? []);
              const { table, constant } = naiveHeadTable(pass, naive, { layer, index, position });
              const cells = table.flatMap((row, head) =>
                row.map((value, source) => ({ head, source, value })),
              );
              const absolute = cells.reduce(
                (sum, { value }) => sum + Math.abs(value),
                1 + Math.abs(constant),
              );
              expect(Math.abs((readsTotal ?? Number.NaN) + constant - activation)).toBeLessThan(
                1e-4 * absolute,
              );
              const left = cells
                .filter(({ source }) => source <= position)
                .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
              expect(reads.length).toBe(Math.min(6, left.filter(({ value }) => value !== 0).length));
              for (const [i, { head, source, value }] of reads.entries()) {
                expect(Math.abs(value - (table[head]?.[source] ?? Number.NaN))).toBeLessThan(
                  1e-3 * (1 + Math.abs(value)),
                );
                expect(Math.abs(Math.abs(value) - Math.abs(left[i]?.value ?? 0))).toBeLessThan(
                  1e-3 * (1 + Math.abs(value)),
                );
              }
            }
          }
          reader.end();
        }
      }),
    ),
    { numRuns: 12 },
  );
  expect(seen).toBeGreaterThan(100);
});

test("a window that does not fit the model, or none of a token, is refused, and a stop is heeded", async () => {
  const [spec] = fc.sample(modelWithHeads, { numRuns: 1, seed: 4 });
  if (!spec) throw new Error("there is a model");
  await withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
    const long = { number: 0, tokenIds: [...tokens, ...tokens] };
    await expect(tallyWindows(model, [long], options)).rejects.toMatchObject({ code: "text-too-long" });
    await expect(tallyWindows(model, [{ number: 0, tokenIds: [] }], options)).rejects.toMatchObject({
      code: "empty-text",
    });
    const stop = new AbortController();
    const read: number[] = [];
    const onWindow = ({ windows }: { windows: number }) => {
      read.push(windows);
      if (windows === 2) stop.abort();
    };
    const windows = [0, 1, 2, 3].map((number) => ({ number, tokenIds: tokens }));
    await expect(
      tallyWindows(model, windows, { ...options, signal: stop.signal, onWindow }),
    ).rejects.toThrow();
    expect(read).toEqual([1, 2]);
  });
});

test("windows of one token have nothing to count", async () => {
  const [spec] = fc.sample(modelWithHeads, { numRuns: 1, seed: 4 });
  if (!spec) throw new Error("there is a model");
  await withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
    const windows = [0, 1, 2].map((number) => ({ number, tokenIds: tokens.slice(0, 1) }));
    const part = await tallyWindows(model, windows, options);
    expect(part).toMatchObject({ tokens: 0, windows: 3 });
    const sample = new Sample(model.dictionaries, [part.sample]);
    for (const [i, dictionary] of model.dictionaries.entries()) {
      const evidence = mergeDictionary(
        dictionary,
        [part.dictionaries[i]?.tally ?? new Uint8Array()],
        sample,
        {
          ...{ seed: 1, corpus: { indexId: "a", tokens: 0, windows: 3 }, sampledShare: 1 },
          tokensOf: () => [],
          neighboursOf: () => [{ kind: dictionary.kind, layer: dictionary.layer, index: 0 }],
        },
      );
      for (const { families, top, bands, negatives, tokens, byDfa } of evidence)
        expect({ families, top, bands, negatives, tokens, byDfa }).toEqual({
          ...{ families: ["dead"], top: [], bands: [], negatives: [], tokens: [], byDfa: null },
        });
    }
  });
});

test("what fires on tokens that a dictionary was not trained on is counted nowhere", async () => {
  const [spec] = fc.sample(
    modelWithHeads.filter(({ contextLength }) => contextLength > 5),
    { numRuns: 1, seed: 5 },
  );
  if (!spec) throw new Error("there is a model");
  await withRandomModel(runtime, folder, spec, async ({ model }) => {
    const windows = windowsOf(spec);
    const excluded = new Set(windows.flatMap(({ tokenIds }) => tokenIds.slice(1, 2)).slice(0, 2));
    const whole = await tallyWindows(model, windows, options);
    // The same with every such firing taken out of what the encoder gives, row by row.
    const rows = windows.flatMap(({ tokenIds }) => tokenIds);
    const read = new Map<Dictionary, number>();
    const encode = async (dictionary: Dictionary, x: Tensor): Promise<ActiveFeatures> => {
      const { positions, indices, activations, ...of } = await model.encode(dictionary, x);
      const first = read.get(dictionary) ?? 0;
      read.set(dictionary, first + (x.shape[0] ?? 0));
      const kept = [...positions.keys()].filter((i) => !excluded.has(rows[first + positions[i]] ?? -1));
      return {
        ...of,
        positions: Uint32Array.from(kept, (i) => positions[i]),
        indices: Uint32Array.from(kept, (i) => indices[i]),
        activations: Float32Array.from(kept, (i) => activations[i]),
      };
    };
    const without = await tallyWindows({ ...model, encode }, windows, options);
    expect(without).not.toEqual(whole);
    for (const each of model.dictionaries)
      each.texts = { ...each.texts, excludesSpecialTokens: [...excluded] };
    expect(await tallyWindows(model, windows, options)).toEqual(without);
  });
});

test("windows that are encoded together show what each shows by itself, to the bit", async () => {
  const [spec] = fc.sample(modelWithHeads, { numRuns: 1, seed: 4 });
  if (!spec) throw new Error("there is a model");
  await withRandomModel(runtime, folder, spec, async ({ model }) => {
    // More rows than are encoded at once, of unlike lengths, the last ones too few.
    const windows = Array.from({ length: 60 }, () => windowsOf(spec))
      .flat()
      .map(({ tokenIds }, number) => ({ number, tokenIds }));
    const { encode } = model;
    const together = await tallyWindows(model, windows, options);
    const alone = { ...model, encode: async (dictionary: Dictionary, x: Tensor) => joined(dictionary, x) };
    expect(await tallyWindows(alone, windows, options)).toEqual(together);

    /** Row by row. */
    async function joined(dictionary: Dictionary, x: Tensor): Promise<ActiveFeatures> {
      const rows = [...sliceRows(x, 1)];
      const each: ActiveFeatures[] = [];
      for (const row of rows) each.push(await encode(dictionary, row));
      const all = <K extends "positions" | "indices" | "activations">(key: K) =>
        each.flatMap((one) => [...one[key]]);
      return {
        ...{ kind: dictionary.kind, layer: dictionary.layer },
        positions: Uint32Array.from(each.flatMap((one, row) => Array.from(one.indices, () => row))),
        indices: Uint32Array.from(all("indices")),
        activations: Float32Array.from(all("activations")),
      };
    }
  });
});
