import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isWeightType, type WeightType } from "../weights/number-formats";
import { readSafetensors } from "../weights/safetensors";
import { writeSafetensors } from "../weights/write-safetensors";

export const bundledModel = path.resolve(import.meta.dirname, "../../../models/storybook-4l");

export type Json = Record<string, unknown>;
export interface StoredTensor {
  dtype: WeightType | "F64";
  shape: readonly number[];
  bytes: Uint8Array;
}
export type StoredTensors = Map<string, StoredTensor>;

/** A copy of the bundled model, in which faults of real files are planted. */
export class ModelVariant {
  private readonly parent = mkdtempSync(path.join(tmpdir(), "variant-"));
  readonly folder = path.join(this.parent, "variant");

  constructor() {
    const unread = /\.(?:jsonl|py|md)$/;
    cpSync(bundledModel, this.folder, { recursive: true, filter: (file) => !unread.test(file) });
  }

  write(file: string, content: string): void {
    writeFileSync(path.join(this.folder, file), content);
  }

  /** Rewrites a JSON file; `change` gets it parsed. */
  editJson(file: string, change: (json: Json) => Json): void {
    const json: Json = JSON.parse(readFileSync(path.join(this.folder, file), "utf8"));
    this.write(file, JSON.stringify(change(json)));
  }

  /** Rewrites a safetensors file; `change` gets its tensors by name. */
  editTensors(file: string, change: (tensors: StoredTensors) => StoredTensors): void {
    const at = path.join(this.folder, file);
    const bytes = readFileSync(at);
    const { tensors } = readSafetensors({ path: at, label: file, byteLength: bytes.length });
    const stored: StoredTensors = new Map();
    for (const [name, { dtype, shape, offset, byteLength }] of tensors)
      if (isWeightType(dtype))
        stored.set(name, { dtype, shape, bytes: bytes.subarray(offset, offset + byteLength) });
    const sources = [...change(stored)].map(([name, tensor]) => ({
      ...{ name, dtype: tensor.dtype, shape: tensor.shape },
      make: () => tensor.bytes,
    }));
    writeSafetensors(at, sources);
  }

  remove(): void {
    rmSync(this.parent, { recursive: true });
  }
}
