import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { placeWords } from "@/lib/evidence-format/judge-fit";
import {
  type FittingDictionary,
  type FittingSorts,
  type StatedPlace,
  writeFittingModel,
} from "../oracle/fitting-dictionaries";
import { judgeFitting } from "../oracle/judge-fitting";
import type { RandomModelSpec } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import type { Processing } from "../weights/manifest";

const base: Omit<RandomModelSpec, "processing" | "dictionaries"> = {
  ...{ seed: 3, layers: 2, heads: 8, dHead: 8, dMlp: 96, vocabularySize: 16, contextLength: 24 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "transformer." },
};
const text = (seed: number) =>
  Array.from({ length: 24 }, (_, i) => (i * i * 7 + seed * 13 + i * seed + ((i * seed) >> 3)) % 16);
const trained = Array.from({ length: 40 }, (_, n) => text(n + 1));
const windows = Array.from({ length: 12 }, (_, n) => text(n + 101));
const plain = { fold_ln: false, fold_value_biases: false, center_writing_weights: false };
const full = { fold_ln: true, fold_value_biases: true, center_writing_weights: true };

vi.setConfig({ testTimeout: 240_000 });

let runtime: Runtime;
const folder = mkdtempSync(path.join(tmpdir(), "fit-of-leaves-"));
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

type Made = Promise<{ dir: string; fitting: FittingDictionary[] }>;
const made = new Map<string, Made>();
/** A random model and dictionaries that fit it under a processing, made once. */
function fittingModel(processing: Required<Processing>, sorts: FittingSorts, seed = base.seed): Made {
  const name = `${seed} ${JSON.stringify([processing, sorts]).replaceAll(/\W/g, "")}`;
  const dir = path.join(folder, name);
  const known =
    made.get(name) ??
    writeFittingModel(runtime, dir, { ...base, seed }, processing, trained, {
      ...{ ...sorts, directions: 20 },
    }).then((fitting) => ({ dir, fitting }));
  made.set(name, known);
  return known;
}

const judge = (dir: string, places: readonly StatedPlace[], stated: Required<Processing>) =>
  judgeFitting(runtime, dir, windows, places, stated);
const own = (fitting: readonly FittingDictionary[]): StatedPlace[] =>
  fitting.map((numbers) => ({ numbers, kind: numbers.kind, layer: numbers.layer }));

describe.each([plain, full])("of what is written already, trained under %o,", (processing) => {
  test("dictionaries fit, and were so under no other processing that differs for them", async () => {
    const { dir, fitting } = await fittingModel(processing, { opens: true });
    const found = await judge(dir, own(fitting), processing);
    expect([...found.keys()].toSorted()).toEqual([...dictionaryKinds].toSorted());
    for (const [kind, { fits, sentences, fit }] of found) {
      expect({ fits, sentences }, kind).toEqual({ fits: true, sentences: [] });
      expect(fit.opens).toBe(true);
      // Only the mean over D differs.
      expect(fit.readings.map(({ reading }) => reading.center_writing_weights).toSorted()).toEqual([
        false,
        true,
      ]);
    }
  });

  test("said to be of what another part adds, each is told with its own place", async () => {
    const { dir, fitting } = await fittingModel(processing, { opens: true });
    const turned = { attn: "mlp", mlp: "resid", resid: "attn" } as const;
    const places = fitting.map((numbers) => ({
      ...{ numbers, kind: turned[numbers.kind], layer: numbers.layer },
    }));
    const found = await judge(dir, places, processing);
    for (const { kind, layer, numbers } of places) {
      const { fits, sentences = [], fit } = found.get(kind) ?? {};
      expect(fits, kind).toBe(false);
      const where = `${placeWords({ kind, layer, opens: true })}: `;
      const said = sentences.find((sentence) => sentence.startsWith(where));
      const trueWords = placeWords({ kind: numbers.kind, layer: numbers.layer, opens: true });
      if (said !== undefined) expect(said).toContain(` at ${trueWords}: it seems to be of that one`);
      // The embeddings vary so little that what the first attention adds is all but the stream behind it.
      else
        expect([numbers.kind, layer], `${where}${JSON.stringify(fit?.dictionaries)}`).toEqual(["resid", 0]);
    }
  });

  test("said to be of the other processing, none passes", async () => {
    const { dir, fitting } = await fittingModel(processing, { opens: true });
    const other = await judge(dir, own(fitting), processing === plain ? full : plain);
    for (const [kind, { fits, sentences, undecided }] of other) {
      const words = `than it is used: ${processing === plain ? "no " : ""}center_writing_weights. State`;
      expect(sentences.join(" "), `${kind} ${undecided.join(" ")}`).toContain(words);
      expect(fits, kind).toBe(false);
    }
  });
});

describe("of what is written already, trained under a full processing,", () => {
  test("said to be of another layer, none passes", async () => {
    const { dir, fitting } = await fittingModel(full, { opens: true });
    const places = fitting.map((numbers) => ({
      ...{ numbers, kind: numbers.kind },
      layer: (numbers.layer + 1) % base.layers,
    }));
    const found = await judge(dir, places, full);
    for (const kind of dictionaryKinds) {
      const sentences = found.get(kind)?.sentences.join(" ") ?? "";
      for (const { layer } of places.filter((place) => place.kind === kind))
        expect(sentences).toContain(`${placeWords({ kind, layer, opens: true })}: `);
    }
  });

  test("said to be of what its kind reads, none passes, nor is one of that said to be of what is written", async () => {
    const { dir, fitting } = await fittingModel(full, { opens: true });
    const others = await fittingModel(full, { kinds: ["attn", "resid"] });
    const isSae = ({ kind }: FittingDictionary) => kind !== "mlp";
    const asRead = fitting.filter(isSae).map((numbers) => ({
      ...{ numbers, kind: numbers.kind, layer: numbers.layer, opens: false },
    }));
    const asWritten = others.fitting.map((numbers) => ({
      ...{ numbers, kind: numbers.kind, layer: numbers.layer, opens: true },
    }));
    for (const places of [asRead, asWritten]) {
      const found = await judge(dir, places, full);
      for (const { kind, layer, opens } of places)
        expect(found.get(kind)?.sentences.join(" ")).toContain(`${placeWords({ kind, layer, opens })}: `);
    }
  });

  test("in another model, none passes", async () => {
    const { fitting } = await fittingModel(full, { opens: true });
    const elsewhere = await fittingModel(full, { opens: true }, 8);
    for (const [kind, { fits }] of await judge(elsewhere.dir, own(fitting), full))
      expect(fits, kind).toBe(false);
  });
});

const onlySkips: FittingSorts = { skips: true, kinds: ["mlp"] };

test.each([plain, full])(
  "skip transcoders that were trained under %o fit as such, and at no other layer, under no other norm, nor in another model",
  async (processing) => {
    const { dir, fitting: skips } = await fittingModel(processing, onlySkips);
    expect(skips.map(({ W_skip }) => W_skip?.length)).toEqual([64 * 64, 64 * 64]);
    const right = (await judge(dir, own(skips), processing)).get("mlp");
    expect(right).toMatchObject({ fits: true, sentences: [] });
    for (const { readings } of right?.fit.dictionaries ?? []) {
      const used = readings.find(({ isUsed }) => isUsed);
      expect(used?.explainedVariance.value).toBeGreaterThan(0.4);
    }
    const layers = skips.map((numbers) => ({ numbers, kind: "mlp" as const, layer: 1 - numbers.layer }));
    expect((await judge(dir, layers, processing)).get("mlp")?.fits).toBe(false);
    const otherNorm = { ...processing, fold_ln: !processing.fold_ln };
    const unfolded = (await judge(dir, own(skips), otherNorm)).get("mlp");
    expect(unfolded?.fits).toBe(false);
    expect(unfolded?.sentences[0]).toMatch(/would miss .* if the model was processed otherwise/);
    const other = await fittingModel(processing, onlySkips, 8);
    expect((await judge(other.dir, own(skips), processing)).get("mlp")?.fits).toBe(false);
  },
);
