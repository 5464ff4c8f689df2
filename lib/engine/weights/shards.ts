import { realpathSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { JsonLimits } from "@/lib/json/weigh-json";
import { EngineError, invalidFile } from "../errors";
import type { ModelFile } from "./model-folder";
import type { SafetensorsFile, TensorEntry } from "./safetensors";
import { readJsonFile } from "./strict-json";

const indexSchema = z.looseObject({ weight_map: z.record(z.string(), z.string()) });
/** DeepSeek-V3's index, the largest that is published, has 92,000 tensors. */
const indexLimits: JsonLimits = {
  ...{ maxDepth: 8, maxContainers: 1_000, maxValues: 300_000, maxKeys: 150_000, maxStringBytes: 1_000_000 },
};
const maxShards = 1_000;

/** By tensor, the file that has it. */
export type ShardIndex = ReadonlyMap<string, string>;

/** The files that an index names, beside it and nowhere else. */
export function filesOfIndex(index: ModelFile): ModelFile[] {
  return namesOfShards(readIndex(index)).map((name) => shardOf(index, name));
}

/**
 * The tensors of several files as their index (`*.index.json`, transformers) has them: every one of them in the file that
 * the index names and in no other. Throws `EngineError`, with the names.
 */
export function readShards(index: ModelFile, readOne: (file: ModelFile) => SafetensorsFile): SafetensorsFile {
  const map = readIndex(index);
  const files = namesOfShards(map).map((name) => [name, shardOf(index, name)] as const);
  return joinShards(
    index,
    map,
    files.map(([name, file]) => [name, readOne(file)]),
  );
}

/** The same of files that are open already, by their names, wherever they lie. */
export function joinShards(
  index: ModelFile,
  map: ShardIndex,
  shards: Iterable<readonly [name: string, SafetensorsFile]>,
): SafetensorsFile {
  const tensors = new Map<string, TensorEntry>();
  const foundIn = new Map<string, string>();
  for (const [name, shard] of shards) {
    for (const [tensor, entry] of shard.tensors) {
      const refuse = (reason: string) => invalidFile(index.label, reason, tensor.slice(0, 200));
      const other = foundIn.get(tensor);
      if (other !== undefined) throw refuse(`it is in ${other} and again in ${name}`);
      foundIn.set(tensor, name);
      const listed = map.get(tensor);
      if (listed === undefined) throw refuse(`it is in ${name}, but the index does not name it`);
      if (listed !== name) throw refuse(`it is in ${name}, but the index has it in ${listed}`);
      tensors.set(tensor, { ...entry, file: entry.file ?? shard.file });
    }
  }
  const missing = [...map].find(([tensor]) => !tensors.has(tensor));
  if (missing)
    throw invalidFile(
      index.label,
      `the index has it in ${missing[1]}, where it is not`,
      missing[0].slice(0, 200),
    );
  return { file: index, tensors };
}

/** Which file has which tensor, each a name of a file beside the index. Throws `EngineError`. */
export function readIndex(index: ModelFile): ShardIndex {
  const { weight_map } = readJsonFile(index, indexSchema, 25_000_000, indexLimits);
  const map = new Map(Object.entries(weight_map));
  if (map.size === 0) throw invalidFile(index.label, "it names no tensor");
  const names = namesOfShards(map);
  if (names.length > maxShards) throw invalidFile(index.label, "it names more files than are read");
  const other = names.find((name) => !/^[\w-][\w.-]{0,200}$/.test(name));
  if (other !== undefined)
    throw invalidFile(index.label, `it names ${other.slice(0, 100)}, which is no file beside it`);
  return map;
}

/** The files of an index, each once. */
export function namesOfShards(map: ShardIndex): string[] {
  return [...new Set(map.values())];
}

/** What a file of an index is called to a reader. */
export function labelOfShard(index: ModelFile, name: string): string {
  return `${path.dirname(index.label)}/${name}`;
}

export function missingShard(index: ModelFile, name: string, cause?: unknown): EngineError {
  const label = labelOfShard(index, name);
  const message = `${label} is missing: ${path.basename(index.label)} has tensors in it.`;
  return new EngineError("not-found", message, { file: label }, { cause });
}

function shardOf(index: ModelFile, name: string): ModelFile {
  const refuse = (reason: string) => invalidFile(index.label, reason);
  const shown = name.slice(0, 100);
  const folder = path.dirname(index.path);
  let real: string;
  try {
    real = realpathSync(path.join(folder, name));
  } catch (error) {
    throw missingShard(index, name, error);
  }
  if (path.dirname(real) !== folder) throw refuse(`it names ${shown}, which is a link that leads elsewhere`);
  const stat = statSync(real);
  if (!stat.isFile()) throw refuse(`it names ${shown}, which is not a regular file`);
  return { path: real, label: labelOfShard(index, name), byteLength: stat.size };
}
