import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pickleWithSettings, recordsOf, writePyTorch, zipped } from "@/lib/engine/oracle/write-pytorch";
import { readSafetensors, readTensor, requireTensor } from "@/lib/engine/weights/safetensors";
import { writeSafetensors } from "@/lib/engine/weights/write-safetensors";
import type { MadeUpFile } from "@/lib/hub/made-up-hub";
import { givenFile } from "./given-file";

/** The bundled model in the forms that people have, for tests alone. */

export const bundled = path.resolve(import.meta.dirname, "../../models/storybook-4l");
const ofModel = ["config.json", "model.safetensors", "tokenizer.json"];

/** As Hugging Face lays out a model: without a manifest and dictionaries. */
export function giveFolder(folder: string, files: readonly string[] = ofModel): string {
  mkdirSync(folder, { recursive: true });
  for (const file of files) cpSync(path.join(bundled, file), path.join(folder, file));
  return folder;
}

/** As its hub keeps what it fetched: snapshots of links to blobs. */
export function giveCache(parent: string): string {
  const cache = path.join(parent, "models--somebody--Story.Book");
  const commit = "a".repeat(40);
  const snapshot = path.join(cache, "snapshots", commit);
  for (const folder of [snapshot, path.join(cache, "refs"), path.join(cache, "blobs")])
    mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(cache, "refs", "main"), commit);
  for (const [n, file] of ofModel.entries()) {
    cpSync(path.join(bundled, file), path.join(cache, "blobs", `blob-${n}`));
    symlinkSync(path.join("..", "..", "blobs", `blob-${n}`), path.join(snapshot, file));
  }
  return cache;
}

/** Its weights in several files, with their index. */
export function giveShards(folder: string, count = 3): string {
  giveFolder(folder, ["config.json", "tokenizer.json"]);
  const source = readSafetensors(givenFile(path.join(bundled, "model.safetensors"), "model.safetensors"));
  const bytes = readFileSync(source.file.path);
  const names = [...source.tensors.keys()];
  const weight_map: Record<string, string> = {};
  for (let n = 0; n < count; n++) {
    const file = `model-0000${n + 1}-of-0000${count}.safetensors`;
    const own = names.filter((_, i) => i % count === n);
    for (const name of own) weight_map[name] = file;
    const tensors = own.flatMap((name) => source.tensors.get(name) ?? []);
    writeSafetensors(
      path.join(folder, file),
      tensors.map(({ name, dtype, shape, offset, byteLength }) => ({
        ...{ name, dtype, shape },
        make: () => bytes.subarray(offset, offset + byteLength),
      })),
    );
  }
  writeFileSync(
    path.join(folder, "model.safetensors.index.json"),
    JSON.stringify({ metadata: {}, weight_map }),
  );
  return folder;
}

/** The numbers of one of its dictionaries. */
export function readBundled(kind: "attn" | "mlp" | "resid", layer: number) {
  const file = path.join(bundled, "saes", kind, `layer_${layer}`, "sae_weights.safetensors");
  const source = readSafetensors(givenFile(file, "sae_weights.safetensors"));
  const read = (name: string) => {
    const shape = [...(source.tensors.get(name)?.shape ?? [])];
    return { name, shape, values: readTensor(requireTensor(source, name, shape)) };
  };
  return { W_enc: read("W_enc"), b_enc: read("b_enc"), W_dec: read("W_dec"), b_dec: read("b_dec") };
}

interface GivenTensor {
  name: string;
  shape: readonly number[];
  values: Float32Array;
}

/** A folder of SAELens'. */
export function giveSaeLens(folder: string, cfg: object, tensors: readonly GivenTensor[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "cfg.json"), JSON.stringify(cfg));
  writeSafetensors(
    path.join(folder, "sae_weights.safetensors"),
    tensors.map(({ name, shape, values }) => ({ name, dtype: "F32", shape, make: () => bytesOf(values) })),
  );
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A dict of float32 tensors as `torch.save` writes it. */
export function giveTorch(
  file: string,
  given: readonly GivenTensor[],
  settings?: Record<string, string | number | boolean | null>,
): void {
  const tensors = given.map(({ name, shape, values }) => ({
    ...{ name, storage: "FloatStorage", shape },
    bytes: bytesOf(values),
  }));
  if (settings) writeFileSync(file, zipped(recordsOf(tensors, pickleWithSettings(tensors, settings))));
  else writePyTorch(file, tensors);
}

/** The files below a folder, as a made-up hub has them; large ones apart. */
export function hubFiles(folder: string, below = ""): Record<string, MadeUpFile> {
  const entries = readdirSync(path.join(folder, below), { withFileTypes: true });
  return Object.assign(
    {},
    ...entries.map((entry) => {
      const name = path.posix.join(below, entry.name);
      if (entry.isDirectory()) return hubFiles(folder, name);
      const bytes = readFileSync(path.join(folder, name));
      return { [name]: { bytes, isLarge: bytes.length > 200_000 } };
    }),
  );
}
