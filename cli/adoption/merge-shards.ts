import { closeSync, openSync, readSync } from "node:fs";
import { z } from "zod";
import { invalidFile } from "@/lib/engine/errors";
import { readTensors } from "@/lib/engine/pytorch/read-tensors";
import type { ModelFile } from "@/lib/engine/weights/model-folder";
import { readJsonFile } from "@/lib/engine/weights/strict-json";
import { type TensorSource, writeSafetensors } from "@/lib/engine/weights/write-safetensors";
import { givenFile } from "./given-file";

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/** DeepSeek-V3 has 92,000 tensors in its index, of 9 MB. */
const maxIndexBytes = 50_000_000;
const indexLimits = {
  ...{ maxDepth: 8, maxContainers: 100, maxValues: 1_000_000, maxKeys: 1_000_000 },
  maxStringBytes: 1_000_000,
};

/** The files that an index of shards names, each once. Throws `EngineError` where one is no name of a file beside it. */
export function shardsOf(index: ModelFile): Map<string, string> {
  const { weight_map } = readJsonFile(index, indexSchema, maxIndexBytes, indexLimits);
  for (const name of Object.values(weight_map))
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$/.test(name))
      throw invalidFile(
        index.label,
        `it names the file ${JSON.stringify(name.slice(0, 100))}, which is not beside it`,
      );
  const map = new Map(Object.entries(weight_map));
  if (map.size === 0) throw invalidFile(index.label, "it names no tensor");
  return map;
}

/** Writes the tensors of all shards into one safetensors file. Each must stand where the index says, and nowhere else. */
export async function mergeShards(
  index: ModelFile,
  get: (name: string) => Promise<string>,
  target: string,
): Promise<void> {
  const places = shardsOf(index);
  const sources: TensorSource[] = [];
  for (const name of new Set(places.values())) {
    const shard = readTensors(givenFile(await get(name), name));
    for (const entry of shard.tensors.values()) {
      if (places.get(entry.name) !== name)
        throw invalidFile(
          name,
          places.has(entry.name)
            ? `${index.label} has it in ${places.get(entry.name)}`
            : `${index.label} does not name it`,
          entry.name,
        );
      places.delete(entry.name);
      const { dtype, shape, offset, byteLength } = entry;
      const { file } = shard;
      sources.push({ name: entry.name, dtype, shape, make: () => readBytes(file, offset, byteLength) });
    }
  }
  const [missing] = places;
  if (missing) throw invalidFile(missing[1], `${index.label} has it here, but it is missing`, missing[0]);
  writeSafetensors(target, sources);
}

function readBytes(file: ModelFile, offset: number, byteLength: number): Uint8Array {
  const bytes = Buffer.alloc(byteLength);
  const fd = openSync(file.path, "r");
  try {
    for (let done = 0; done < byteLength; ) {
      const got = readSync(fd, bytes, done, Math.min(byteLength - done, 1 << 30), offset + done);
      if (got === 0) throw invalidFile(file.label, "it is cut off");
      done += got;
    }
  } finally {
    closeSync(fd);
  }
  return bytes;
}
