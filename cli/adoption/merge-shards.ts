import { closeSync, openSync } from "node:fs";
import { readTensorsOfOne } from "@/lib/engine/pytorch/read-tensors";
import type { ModelFile } from "@/lib/engine/weights/model-folder";
import { readAt } from "@/lib/engine/weights/safetensors";
import {
  joinShards,
  labelOfShard,
  missingShard,
  namesOfShards,
  readIndex,
} from "@/lib/engine/weights/shards";
import { type TensorSource, writeSafetensors } from "@/lib/engine/weights/write-safetensors";
import { givenFile } from "./given-file";
import type { SourceFiles } from "./source-files";

/** Writes the tensors of all shards into one safetensors file. Each must stand where the index says, and nowhere else. */
export async function mergeShards(
  index: ModelFile,
  source: Pick<SourceFiles, "names" | "get">,
  target: string,
): Promise<void> {
  const map = readIndex(index);
  const names = namesOfShards(map);
  const absent = names.find((name) => !source.names.includes(name));
  if (absent !== undefined) throw missingShard(index, absent);
  const shards = [];
  for (const name of names) {
    const file = givenFile(await source.get(name), labelOfShard(index, name));
    shards.push([name, readTensorsOfOne(file)] as const);
  }
  const { tensors } = joinShards(index, map, shards);
  writeSafetensors(
    target,
    [...tensors.values()].map(
      ({ name, dtype, shape, offset, byteLength, file = index }): TensorSource => ({
        ...{ name, dtype, shape },
        make: () => bytesAt(file, offset, byteLength),
      }),
    ),
  );
}

function bytesAt(file: ModelFile, offset: number, byteLength: number): Uint8Array {
  const fd = openSync(file.path, "r");
  try {
    return readAt(fd, offset, byteLength, file.label);
  } finally {
    closeSync(fd);
  }
}
