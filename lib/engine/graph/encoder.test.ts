import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nothingSaid } from "@/lib/circuit-format/processing";
import { nothingUnread } from "@/lib/circuit-format/unread-options";
import type { ActivationRule, Dictionary, FeatureActivation } from "../dictionaries/dictionary";
import { EncoderPool } from "../encoder-pool";
import { everyRule } from "../oracle/arbitrary-model";
import { openRuntime, type Runtime } from "../runtime";
import { readSafetensors, requireTensor } from "../weights/safetensors";
import { writeSafetensors } from "../weights/write-safetensors";

const folder = mkdtempSync(path.join(tmpdir(), "encoder-"));
let runtime: Runtime;
let count = 0;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A dictionary of F features on 2 numbers without biases: u of feature i is `x . columns[i]`. */
function dictionary(
  columns: readonly (readonly [number, number])[],
  rule: ActivationRule,
  thresholds: readonly number[] = columns.map(() => 1),
): Dictionary {
  const F = columns.length;
  const file = path.join(folder, `${count++}.safetensors`);
  const make = (values: readonly number[]) => () => new Uint8Array(Float32Array.from(values).buffer);
  const W_enc = [0, 1].flatMap((row) => columns.map((column) => column.at(row) ?? Number.NaN));
  writeSafetensors(file, [
    { name: "W_enc", dtype: "F32", shape: [2, F], make: make(W_enc) },
    { name: "b_enc", dtype: "F32", shape: [F], make: make(columns.map(() => 0)) },
    { name: "W_dec", dtype: "F32", shape: [F, 2], make: make([...columns.keys(), ...columns.keys()]) },
    { name: "b_dec", dtype: "F32", shape: [2], make: make([0, 0]) },
    { name: "threshold", dtype: "F32", shape: [F], make: make(thresholds) },
  ]);
  const weights = readSafetensors({ path: file, label: file, byteLength: statSync(file).size });
  const tensor = (name: string, ...shape: number[]) => requireTensor(weights, name, shape);
  const activations: Record<ActivationRule, FeatureActivation> = {
    relu: { rule: "relu" },
    jumprelu: { rule: "jumprelu", threshold: tensor("threshold", F) },
    topk: { rule: "topk", k: Math.min(3, F) },
  };
  return {
    ...{ kind: "attn", layer: 0, architecture: "test", hookIn: "", hookOut: "" },
    ...{ dIn: 2, dOut: 2, dFeatures: F, subtractsDecoderBias: true },
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
    activation: activations[rule],
    W_enc: tensor("W_enc", 2, F),
    b_enc: tensor("b_enc", F),
    W_dec: tensor("W_dec", F, 2),
    b_dec: tensor("b_dec", 2),
  };
}

async function encode(of: Dictionary, rows: readonly (readonly [number, number])[]) {
  const pool = new EncoderPool(runtime, 0, undefined);
  try {
    const x = { data: Float32Array.from(rows.flat()), shape: [rows.length, 2] };
    const { positions, indices, activations } = await pool.encode(of, x);
    return Array.from(activations, (f, i) => [positions[i], indices[i], f]);
  } finally {
    await pool.close();
  }
}

/** Features in and beside every block that F can be cut into, and where it cannot be cut. */
const sizes = [1, 2, 31, 32, 33, 48, 64, 100];

test("the first and the last feature of a row are found, whatever F is divisible by", async () => {
  for (const F of sizes) {
    const columns = Array.from({ length: F }, (_, i): [number, number] => [
      i === 0 ? 1 : -1,
      i === F - 1 ? 2 : 0,
    ]);
    const expected =
      F === 1
        ? [[1, 0, 3]]
        : [
            [1, 0, 1],
            [1, F - 1, 1],
          ];
    expect(
      await encode(dictionary(columns, "relu"), [
        [0, 0],
        [1, 1],
        [-0, -0],
      ]),
      `F = ${F}`,
    ).toEqual(expected);
  }
});

test("a pre-activation equal to its threshold does not fire, and one of a block does not lend its own", async () => {
  for (const F of sizes) {
    const columns = Array.from({ length: F }, (): [number, number] => [1, 0]);
    const thresholds = Array.from(columns, (_, i) => (i === F - 1 ? 0 : 0.5 + (i % 2)));
    const jumprelu = dictionary(columns, "jumprelu", thresholds);
    const fired = await encode(jumprelu, [
      [0.5, 0],
      [1.5, 0],
      [0, 0],
      [-0, 0],
      [2 ** -140, 0],
    ]);
    const expected = [0.5, 1.5, 0, -0, 2 ** -140].flatMap((u, row) =>
      thresholds.flatMap((threshold, i) => (u > threshold ? [[row, i, u]] : [])),
    );
    expect(fired, `F = ${F}`).toEqual(expected);
  }
});

test("of equal pre-activations at TopK's edge the lower indices fire, and none at or below 0", async () => {
  const columns = Array.from({ length: 40 }, (_, i): [number, number] => [i < 2 ? 2 : 1, i === 7 ? 1 : 0]);
  const fired = await encode(dictionary(columns, "topk"), [
    [1, 0],
    [0, 1],
    [-1, -1],
  ]);
  expect(fired).toEqual([
    [0, 0, 2],
    [0, 1, 2],
    [0, 2, 1],
    [1, 7, 1],
  ]);
});

test("a pre-activation that overflows is told of, wherever in a block it stands and under every rule", async () => {
  for (const rule of Object.values(everyRule)) {
    for (const place of [0, 1, 31, 32, 63]) {
      const columns = Array.from({ length: 64 }, (_, i): [number, number] =>
        i === place ? [2, -2] : [-0.1, 0],
      );
      const overflowing = encode(dictionary(columns, rule), [
        [1, 1],
        [3e38, 3e38],
      ]);
      await expect(overflowing, `${rule} at ${place}`).rejects.toThrow("overflow on this text");
    }
  }
});
