import path from "node:path";
import { expect } from "vitest";
import { safetensorsAt } from "@/lib/engine/oracle/form-files";
import { type NpyArray, npzOf } from "@/lib/engine/oracle/write-npz";
import {
  legacyPyTorch,
  pickleWithSettings,
  recordsOf,
  type TorchTensor,
  zipped,
} from "@/lib/engine/oracle/write-pytorch";
import { readSettings, readTensors } from "@/lib/engine/pytorch/read-tensors";
import { keepMadeFilesIn } from "@/lib/engine/weights/made-files";
import { readTensor, requireTensor } from "@/lib/engine/weights/safetensors";
import type { Reader, Write } from "./reader";

const numbers = Float32Array.from({ length: 480 }, (_, i) => i / 4 - 1);
const W: TorchTensor = {
  ...{ name: "W_enc", storage: "FloatStorage", shape: [20, 24] },
  bytes: new Uint8Array(numbers.buffer),
};
const half: TorchTensor = {
  ...{ name: "b_enc", storage: "HalfStorage", shape: [3] },
  bytes: Uint8Array.of(0, 60, 0, 64, 0, 66),
};
const doubles: TorchTensor = {
  ...{ name: "threshold", storage: "DoubleStorage", shape: [2] },
  bytes: new Uint8Array(Float64Array.of(1.5, -2).buffer),
};
const settings = { model_name: "gpt2-small", hook_point_layer: 3, d_in: 20, lr: 0.1, is_transcoder: true };
const arrays: NpyArray[] = [
  { name: "W_enc", descr: "<f4", shape: [20, 24], bytes: new Uint8Array(numbers.buffer) },
  { name: "b_enc", descr: "<f8", shape: [4], bytes: new Uint8Array(32) },
];
const vector = (value: number) => [Float32Array.of(value, value), [2]] as const;
const index = {
  metadata: {
    ...{
      total_size: 24,
      total_parameters: 6,
      format: "pt",
      producer: ["made", "up"],
      version: 1,
      tied: false,
    },
    notes: { of: "this file", and: "of no other" },
  },
  weight_map: { a: "1.safetensors", b: "1.safetensors", c: "2.safetensors" },
};

/** The ways in which files of tensors come in that others than safetensors' have. */
export function tensorReaders(
  folder: string,
  written: Write,
): Record<"pytorch" | "legacy" | "npz" | "shards", () => Reader> {
  const read = (bytes: Buffer) => {
    const file = written(bytes, "weights");
    const source = readTensors(file);
    for (const {
      name,
      dtype,
      shape,
      offset,
      byteLength,
      file: of = source.file,
    } of source.tensors.values()) {
      // It lies in the file itself or in what is made of it.
      expect(offset + byteLength).toBeLessThanOrEqual(of.byteLength);
      const count = shape.reduce((product, size) => product * size, 1);
      if (dtype === "F32") expect(readTensor(requireTensor(source, name, shape))).toHaveLength(count);
    }
    readSettings(file);
  };
  keepMadeFilesIn(path.join(folder, "made"));
  return {
    pytorch: () => ({
      files: [
        zipped(recordsOf([W, half])),
        zipped(recordsOf([W, half], pickleWithSettings([W, half], settings))),
      ],
      ...{ isBinary: true, read },
    }),
    legacy: () => ({ files: [legacyPyTorch([W, half, doubles])], isBinary: true, read }),
    npz: () => ({ files: [npzOf(arrays), npzOf(arrays, true)], isBinary: true, read }),
    shards: () => {
      safetensorsAt(path.join(folder, "1.safetensors"), { a: vector(1), b: vector(2) });
      safetensorsAt(path.join(folder, "2.safetensors"), { c: vector(3) });
      return {
        files: [Buffer.from(JSON.stringify(index))],
        read: (bytes) => {
          const { tensors } = readTensors(written(bytes, "model.safetensors.index.json"));
          expect([...tensors.keys()].toSorted()).toEqual(["a", "b", "c"]);
        },
      };
    },
  };
}
