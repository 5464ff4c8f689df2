import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  legacyPyTorch,
  pickleWithSettings,
  recordsOf,
  writePyTorch,
  zipped,
} from "@/lib/engine/oracle/write-pytorch";
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

/** As its hub keeps what it fetched: snapshots of links to blobs, here of the files of a folder. */
export function giveCache(parent: string, from: string = giveFolder(path.join(parent, "fetched"))): string {
  const cache = path.join(parent, "models--somebody--Story.Book");
  const commit = "a".repeat(40);
  const snapshot = path.join(cache, "snapshots", commit);
  for (const folder of [snapshot, path.join(cache, "refs"), path.join(cache, "blobs")])
    mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(cache, "refs", "main"), commit);
  for (const [n, file] of readdirSync(from).entries()) {
    cpSync(path.join(from, file), path.join(cache, "blobs", `blob-${n}`));
    symlinkSync(path.join("..", "..", "blobs", `blob-${n}`), path.join(snapshot, file));
  }
  return cache;
}

/** Its tensors as they are stored. */
function storedTensors() {
  const file = path.join(bundled, "model.safetensors");
  const bytes = readFileSync(file);
  return [...readSafetensors(givenFile(file, "model.safetensors")).tensors.values()].map(
    ({ name, dtype, shape, offset, byteLength }) => ({
      ...{ name, dtype, shape },
      bytes: bytes.subarray(offset, offset + byteLength),
    }),
  );
}

/** Its weights in several files, with their index; `write` puts some into one of them. */
function giveParts<Tensor extends { name: string }>(
  folder: string,
  whole: string,
  tensors: readonly Tensor[],
  write: (file: string, own: readonly Tensor[]) => void,
): void {
  const [stem, ending] = [path.parse(whole).name, path.extname(whole)];
  const weight_map: Record<string, string> = {};
  const count = 3;
  for (let n = 0; n < count; n++) {
    const file = `${stem}-0000${n + 1}-of-0000${count}${ending}`;
    const own = tensors.filter((_, i) => i % count === n);
    for (const { name } of own) weight_map[name] = file;
    write(path.join(folder, file), own);
  }
  writeFileSync(path.join(folder, `${whole}.index.json`), JSON.stringify({ metadata: {}, weight_map }));
}

export function giveShards(folder: string): string {
  giveFolder(folder, ["config.json", "tokenizer.json"]);
  giveParts(folder, "model.safetensors", storedTensors(), (file, own) =>
    writeSafetensors(
      file,
      own.map(({ bytes, ...tensor }) => ({ ...tensor, make: () => bytes })),
    ),
  );
  return folder;
}

/** Its weights as PyTorch saves them, since version 1.6 or before, with the masks that old checkpoints keep. */
export function giveTorchModel(folder: string, how: "whole" | "whole, before 1.6" | "shards"): string {
  giveFolder(folder, ["config.json", "tokenizer.json"]);
  const storages: Readonly<Record<string, string>> = { F16: "HalfStorage", F32: "FloatStorage" };
  const tensors = storedTensors().map(({ dtype, ...tensor }) => ({
    ...tensor,
    storage: storages[dtype] ?? dtype,
  }));
  const mask = { name: "h.0.attn.bias", storage: "BoolStorage", shape: [3, 3], bytes: Buffer.alloc(9, 1) };
  tensors.splice(1, 0, mask);
  const whole = path.join(folder, "pytorch_model.bin");
  if (how === "whole") writePyTorch(whole, tensors);
  else if (how === "shards") giveParts(folder, "pytorch_model.bin", tensors, writePyTorch);
  else writeFileSync(whole, legacyPyTorch(tensors));
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

export interface GivenTensor {
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
