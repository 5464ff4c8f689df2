import { closeSync, openSync } from "node:fs";
import { madeFile } from "./made-files";
import type { ModelFile } from "./model-folder";
import { numbersOf } from "./numbers";
import { readAt, readSafetensors, type SafetensorsFile, type TensorEntry } from "./safetensors";
import type { TensorSource } from "./write-safetensors";

/**
 * The same tensors, all in one file (`madeFile`) where some are doubles: these rounded to float32, as everything is computed. What has no place
 * in float32 becomes infinite there, and is refused as such wherever it is read.
 */
export function withoutDoubles(source: SafetensorsFile): SafetensorsFile {
  const entries = [...source.tensors.values()];
  if (entries.every(({ dtype }) => dtype !== "F64")) return source;
  const fileOf = ({ file = source.file }: TensorEntry) => file;
  const others = new Map(entries.map(fileOf).map((file) => [file.path, file]));
  others.delete(source.file.path);
  const make = () => entries.map((entry) => rounded(fileOf(entry), entry));
  return readSafetensors(madeFile([source.file, ...others.values()], ["doubles as float32"], make));
}

function rounded(file: ModelFile, { name, shape, dtype, offset, byteLength }: TensorEntry): TensorSource {
  const isDouble = dtype === "F64";
  const make = () => {
    const fd = openSync(file.path, "r");
    try {
      const bytes = readAt(fd, offset, byteLength, file.label);
      const numbers = isDouble ? numbersOf(bytes, dtype) : undefined;
      return numbers ? new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength) : bytes;
    } finally {
      closeSync(fd);
    }
  };
  return { name, dtype: isDouble ? "F32" : dtype, shape, make };
}
