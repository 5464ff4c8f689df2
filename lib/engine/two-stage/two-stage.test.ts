import {
  lutimesSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { nothingSaid } from "@/lib/circuit-format/processing";
import { nothingUnread } from "@/lib/circuit-format/unread-options";
import type { Dictionary } from "../dictionaries/dictionary";
import { EncoderPool } from "../encoder-pool";
import { openModel } from "../model";
import { normal, uniform } from "../oracle/random";
import { toStored } from "../oracle/storage";
import { openRuntime, type Runtime } from "../runtime";
import type { WeightType } from "../weights/number-formats";
import { readSafetensors, readTensor, requireTensor } from "../weights/safetensors";
import { writeSafetensors } from "../weights/write-safetensors";
import { type TwoStageOptions, TwoStages } from "./open-two-stage";
import { keptDays, tidyEncoderFiles } from "./tidy-encoder-files";

const folder = mkdtempSync(path.join(tmpdir(), "two-stage-"));
let runtime: Runtime;
let written = 0;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 2 });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Numbers {
  K: number;
  F: number;
  /** (K, F) */
  W: Float32Array;
  b: Float32Array;
  /** (K), subtracted from inputs */
  decoder: Float32Array;
  /** Undefined for ReLU. */
  thresholds?: Float32Array;
  dtype?: WeightType;
}

function dictionaryOf({ K, F, W, b, decoder, thresholds, dtype = "F32" }: Numbers): Dictionary {
  const file = path.join(folder, `${written++}.safetensors`);
  const stored = (name: string, shape: number[], values: Float32Array) => {
    return { name, dtype, shape, make: () => toStored(values, dtype) };
  };
  writeSafetensors(file, [
    stored("W_enc", [K, F], W),
    stored("b_enc", [F], b),
    stored("W_dec", [F, K], new Float32Array(F * K)),
    stored("b_dec", [K], decoder),
    stored("threshold", [F], thresholds ?? new Float32Array(F)),
  ]);
  const weights = readSafetensors({ path: file, label: file, byteLength: statSync(file).size });
  const tensor = (name: string, ...shape: number[]) => requireTensor(weights, name, shape);
  return {
    ...{ kind: "resid", layer: 0, architecture: "test", hookIn: "", hookOut: "" },
    ...{ dIn: K, dOut: K, dFeatures: F, subtractsDecoderBias: true },
    processing: [],
    ...{
      readsAfter: undefined,
      inputNorm: undefined,
      featuresOnly: null,
      leavesOnly: null,
      skip: undefined,
      texts: nothingSaid,
    },
    ...{ trainedOn: null, modelToldBy: null, unread: nothingUnread },
    activation: thresholds ? { rule: "jumprelu", threshold: tensor("threshold", F) } : { rule: "relu" },
    W_enc: tensor("W_enc", K, F),
    b_enc: tensor("b_enc", F),
    W_dec: tensor("W_dec", F, K),
    b_dec: tensor("b_dec", K),
  };
}

/** A dictionary of unit columns of which few features fire on normal inputs. */
function sparse(K: number, F: number, seed: number, other: Partial<Numbers> = {}): Numbers {
  return {
    ...{ K, F, W: normal(K * F, 1 / Math.sqrt(K), seed), b: normal(F, 0.1, seed + 1, -2.2) },
    decoder: normal(K, 0.3, seed + 2),
    thresholds: normal(F, 0.05, seed + 3, 0.2).map(Math.abs),
    ...other,
  };
}

const kept = path.join(folder, "encoders");

/** What an encoder gives of `x`: the plain way, or in two stages with the reasons for which it was not. */
async function encode(of: Dictionary, x: Float32Array, inTwo?: { folder?: string; reasons?: string[] }) {
  const pool = new EncoderPool(
    runtime,
    0,
    undefined,
    inTwo && { folder: inTwo.folder ?? kept, leastWeights: 0, onPlain: (why) => inTwo.reasons?.push(why) },
  );
  try {
    const { positions, indices, activations } = await pool.encode(of, {
      data: x,
      shape: [x.length / of.dIn, of.dIn],
    });
    return { positions, indices, activations };
  } finally {
    await pool.close();
  }
}

async function expectTheSame(of: Dictionary, x: Float32Array, what: string) {
  const reasons: string[] = [];
  const inTwo = await encode(of, x, { reasons });
  const plain = await encode(of, x);
  expect(reasons, what).toEqual([]);
  expect(inTwo.positions, what).toEqual(plain.positions);
  expect(inTwo.indices, what).toEqual(plain.indices);
  // To the bit.
  expect(new Uint32Array(inTwo.activations.buffer), what).toEqual(new Uint32Array(plain.activations.buffer));
  return plain;
}

vi.setConfig({ testTimeout: 120_000 });

describe("in two stages an encoder gives the same features and the same bits as the plain way", () => {
  test.each([
    [8, 16],
    [64, 320],
    [255, 512],
    [256, 512],
    [300, 1024],
    [768, 1024],
    [1100, 320],
  ])("of %i inputs and %i features, in every number format and rule, on any number of rows", async (K, F) => {
    const { thresholds = new Float32Array(F), ...relu } = sparse(K, F, K + F);
    for (const dtype of ["F32", "F16", "BF16"] as const) {
      for (const numbers of [relu, { ...relu, thresholds }]) {
        const of = dictionaryOf({ ...numbers, dtype });
        for (const N of [1, 2, 33, 64, 130]) {
          const found = await expectTheSame(
            of,
            normal(N * K, 1, N + 5),
            `${dtype} ${of.activation.rule} N ${N}`,
          );
          if (N === 130) expect(found.indices.length).toBeGreaterThan(0);
        }
      }
    }
  });

  test("with thresholds that are pre-activations, or the next number beneath one", async () => {
    const [K, F, N] = [300, 512, 40];
    const { thresholds: _, ...numbers } = sparse(K, F, 9, { b: new Float32Array(F) });
    const x = normal(N * K, 1, 3);
    // Every pre-activation above 0, as the plain way computes it.
    const all = await encode(dictionaryOf(numbers), x);
    const thresholds = new Float32Array(F).fill(1e6);
    const bits = new Uint32Array(thresholds.buffer);
    const fires = new Set<number>();
    for (const [i, j] of all.indices.entries()) {
      if (thresholds[j] < 1e6 || i % 7 > 2) continue;
      thresholds[j] = all.activations[i];
      if (j % 2 === 0) bits[j] -= 1;
      if (j % 2 === 0) fires.add(all.positions[i] * F + j);
    }
    expect(fires.size).toBeGreaterThan(50);
    const found = await expectTheSame(dictionaryOf({ ...numbers, thresholds }), x, "at the edge");
    const places = new Set([...found.indices].map((j, i) => found.positions[i] * F + j));
    for (const place of fires) expect(places.has(place)).toBe(true);
  });

  test.each(["inputs", "weights"] as const)(
    "where what is lost of the %s all adds up, as far as the bound allows",
    async (lost) => {
      const [K, F] = [300, 64];
      const next = uniform(lost.length);
      // Whole numbers of up to 127 and nearly a half, all lost in the same direction; the other side has nothing to lose.
      const losing = () => Math.floor(126 * next()) + 0.49;
      const W = Float32Array.from({ length: K * F }, (_, i) =>
        i < F ? 127 : lost === "weights" ? losing() : 127,
      );
      const x = Float32Array.from({ length: K }, (_, k) =>
        k === 0 ? 127 : lost === "inputs" ? losing() : 127,
      );
      const numbers = { K, F, W, b: new Float32Array(F), decoder: new Float32Array(K) };
      const { activations } = await encode(dictionaryOf(numbers), x);
      const thresholds = activations.slice();
      const bits = new Uint32Array(thresholds.buffer);
      for (let j = 0; j < F; j++) bits[j] -= 1;
      const found = await expectTheSame(dictionaryOf({ ...numbers, thresholds }), x, lost);
      expect(found.indices.length).toBe(F);
    },
  );

  test("with one weight or input so large that the others become 0, and with nothing but 0", async () => {
    const [K, F, N] = [128, 256, 20];
    const { W, ...numbers } = sparse(K, F, 33, { thresholds: new Float32Array(F).fill(0.01) });
    for (let j = 0; j < F; j += 2) W[(j % K) * F + j] = 4e4;
    for (let j = 1; j < F; j += 4) for (let k = 0; k < K; k++) W[k * F + j] = 0;
    const x = normal(N * K, 1, 4);
    for (let i = 0; i < N; i += 3) x[i * K + (i % K)] = -3e5;
    x.fill(0, 5 * K, 6 * K);
    await expectTheSame(dictionaryOf({ ...numbers, W, decoder: new Float32Array(K) }), x, "outliers");
    const biased = { b: normal(F, 1, 8), decoder: new Float32Array(K) };
    await expectTheSame(dictionaryOf({ ...numbers, W: new Float32Array(K * F), ...biased }), x, "zeros");
  });

  test("with random scales of rows and columns over twelve orders of magnitude", async () => {
    const next = uniform(77);
    const scale = () => 10 ** (12 * next() - 6);
    for (let trial = 0; trial < 12; trial++) {
      const [K, F, N] = [16 + Math.floor(300 * next()), 16 * (1 + Math.floor(20 * next())), 1 + trial];
      const columns = Float32Array.from({ length: F }, scale);
      const W = normal(K * F, 1, trial + 100).map((value, i) => value * columns[i % F]);
      const b = normal(F, 1, trial + 200).map((value, j) => value * columns[j] * scale());
      const thresholds = columns.map((size) => size * scale());
      const rows = Float32Array.from({ length: N }, scale);
      const x = normal(N * K, 1, trial + 300).map((value, i) => value * rows[Math.floor(i / K)]);
      await expectTheSame(
        dictionaryOf({ K, F, W, b, decoder: new Float32Array(K), thresholds }),
        x,
        `${trial}`,
      );
    }
  });
});

test("few features are computed exactly where few can fire", async () => {
  const [K, F, N] = [768, 4096, 16];
  const of = dictionaryOf(sparse(K, F, 1, { b: new Float32Array(F).fill(-2.6) }));
  const stages = new TwoStages(runtime, { folder: kept, leastWeights: 0 });
  const encoder = await stages.open(of);
  const x = normal(N * K, 1, 2);
  const found = await encoder?.encode({ data: x, shape: [N, K] }, 0);
  const fired = new Set([...(found?.flat ?? [])].map((place) => place % F)).size;
  expect(fired).toBeGreaterThan(50);
  expect(encoder?.exactColumns).toBeLessThan(F / 5);
  await encoder?.close();
  await stages.close();
});

test("of the bundled model a text's features are the same to the bit, in all twelve dictionaries", async () => {
  const text = "When Mary and John went to the store, John gave a drink to Mary. Then Mary thanked him.";
  const run = async (twoStage?: TwoStageOptions) => {
    const model = await openModel("models/storybook-4l", { runtime, ...(twoStage && { twoStage }) });
    const { features } = await model.run(model.tokenize(text).map(({ id }) => id));
    const { weightBytes } = model.memory();
    await model.close();
    return { features, weightBytes };
  };
  const reasons: string[] = [];
  const inTwo = await run({ folder: kept, leastWeights: 0, onPlain: (why) => reasons.push(why) });
  const plain = await run();
  expect(reasons).toEqual([]);
  expect(inTwo.features).toEqual(plain.features);
  expect(inTwo.weightBytes).toBeLessThan(plain.weightBytes);
}, 60_000);

describe("the plain way is taken, and why is told", () => {
  test("where inputs or weights are too large or too small for the bound, with the same result", async () => {
    const numbers = sparse(64, 64, 5, { decoder: new Float32Array(64) });
    const of = dictionaryOf(numbers);
    for (const [size, why] of [
      [1e-30, "a text's numbers are too large or too small for a bound"],
      [1e15, "a text's numbers are too large or too small for a bound"],
    ] as const) {
      const x = normal(3 * 64, 1, 6).map((value) => value * size);
      const reasons: string[] = [];
      expect(await encode(of, x, { reasons })).toEqual(await encode(of, x));
      expect(reasons).toEqual([why]);
    }
    const tiny = dictionaryOf({ ...numbers, W: numbers.W.map((value) => value * 1e-20) });
    const reasons: string[] = [];
    const x = normal(3 * 64, 1, 6);
    expect(await encode(tiny, x, { reasons })).toEqual(await encode(tiny, x));
    expect(reasons).toEqual(["an encoder's weights are too large or too small for a bound"]);
  });

  test("where inputs overflow or are no numbers, with the same refusal", async () => {
    const of = dictionaryOf(sparse(64, 64, 5));
    for (const wrong of [3.4e38, Number.NaN, Number.POSITIVE_INFINITY]) {
      const x = normal(3 * 64, 1, 6);
      x.fill(wrong, 70, 100);
      await expect(encode(of, x, {})).rejects.toThrow("overflow on this text");
    }
  });

  test("where most features fire, after some calls", async () => {
    const of = dictionaryOf(sparse(64, 64, 5, { b: new Float32Array(64).fill(3) }));
    const reasons: string[] = [];
    const pool = new EncoderPool(runtime, 0, undefined, {
      ...{ folder: kept, leastWeights: 0, onPlain: (why) => reasons.push(why) },
    });
    const x = { data: normal(3 * 64, 1, 6), shape: [3, 64] };
    const first = await pool.encode(of, x);
    const { weightBytes } = pool.report();
    for (let call = 0; call < 40; call++) expect(await pool.encode(of, x)).toEqual(first);
    expect(reasons).toEqual(["the bound lets too many features through"]);
    expect(pool.report().weightBytes).toBeGreaterThan(weightBytes);
    await pool.close();
  });

  test("where the files cannot be kept", async () => {
    const of = dictionaryOf(sparse(64, 64, 5));
    const taken = path.join(folder, "no-folder");
    writeFileSync(taken, "a file stands here");
    const reasons: string[] = [];
    const x = normal(3 * 64, 1, 6);
    expect(await encode(of, x, { folder: taken, reasons })).toEqual(await encode(of, x));
    expect(reasons).toEqual(["the files of encoders cannot be kept (ENOTDIR)"]);
  });
});

test("a file that nobody opened for two weeks is deleted, under whoever has it open too, and nothing else in its folder", async () => {
  const own = path.join(folder, "tidied");
  const of = dictionaryOf(sparse(64, 64, 5));
  const x = { data: normal(3 * 64, 1, 6), shape: [3, 64] };
  const reasons: string[] = [];
  const pool = new EncoderPool(runtime, 0, undefined, {
    ...{ folder: own, leastWeights: 0, onPlain: (why) => reasons.push(why) },
  });
  const first = await pool.encode(of, x);
  const [name = ""] = readdirSync(own);
  const file = path.join(own, name);
  const old = new Date(Date.now() - (keptDays + 1) * 24 * 60 * 60_000);
  // Opened again it is in use.
  utimesSync(file, old, old);
  expect(await encode(of, x.data, { folder: own, reasons })).toMatchObject({ indices: first.indices });
  expect(tidyEncoderFiles(own, new Date())).toEqual([]);
  const link = `${"a".repeat(64)}.encoder`;
  symlinkSync(file, path.join(own, link));
  writeFileSync(path.join(own, "notes.txt"), "somebody's own");
  for (const at of [file, path.join(own, "notes.txt")]) utimesSync(at, old, old);
  lutimesSync(path.join(own, link), old, old);
  expect(tidyEncoderFiles(own, new Date())).toEqual([name]);
  expect(readdirSync(own).sort()).toEqual([link, "notes.txt"].sort());
  expect(await pool.encode(of, x)).toEqual(first);
  await pool.close();
  expect(await encode(of, x.data, { folder: own, reasons })).toMatchObject({ indices: first.indices });
  expect(readdirSync(own)).toContain(name);
  expect(reasons).toEqual([]);
  expect(tidyEncoderFiles(path.join(folder, "nowhere"), new Date())).toEqual([]);
});

test("a file that is cut, damaged anywhere or of other weights is made anew, and nothing else is left", async () => {
  const own = path.join(folder, "damaged");
  const of = dictionaryOf(sparse(64, 64, 5));
  const x = normal(9 * 64, 1, 6);
  const plain = await encode(of, x);
  expect(await encode(of, x, { folder: own })).toEqual(plain);
  const [name = ""] = readdirSync(own);
  const file = path.join(own, name);
  const whole = readFileSync(file);
  const changed = (at: number) => {
    const bytes = Buffer.from(whole);
    bytes[at] ^= 1;
    return bytes;
  };
  const places = [0, 9, 41, 73, 128, Math.floor(whole.length / 2), whole.length - 1];
  for (const damaged of [...places.map(changed), whole.subarray(0, -1), Buffer.alloc(0)]) {
    writeFileSync(file, damaged);
    const reasons: string[] = [];
    expect(await encode(of, x, { folder: own, reasons })).toEqual(plain);
    expect(reasons).toEqual([]);
    expect(readFileSync(file).equals(whole)).toBe(true);
  }
  const other = dictionaryOf(sparse(64, 64, 6));
  expect(await encode(other, x, { folder: own })).toEqual(await encode(other, x));
  expect(readdirSync(own).length).toBe(2);
});

test("weights that are not finite are refused in the words of the plain way", async () => {
  const W = normal(64 * 64, 1, 1);
  W[77] = Number.NaN;
  const of = dictionaryOf(sparse(64, 64, 5, { W }));
  await expect(encode(of, normal(64, 1, 6), {})).rejects.toThrow("its element 77 is NaN or infinite");
  expect(readTensor(of.b_enc).length).toBe(64);
});
