import { closeSync, openSync, readSync } from "node:fs";
import { readNpz } from "../numpy/read-npz";
import { isIndexOfShards, isNpz, isZipOfTorch, kindBytes } from "../weights/file-kinds";
import type { ModelFile } from "../weights/model-folder";
import { readSafetensors, type SafetensorsFile } from "../weights/safetensors";
import { filesOfIndex, readShards } from "../weights/shards";
import { withoutDoubles } from "../weights/without-doubles";
import { isLegacyTorch, readLegacyPyTorch, readLegacySettings } from "./read-legacy";
import { readPyTorch, readPyTorchSettings } from "./read-pytorch";
import type { Settings } from "./state-dict";

/**
 * Where the tensors of a file lie, told by how it begins: safetensors, PyTorch's of either form, an archive of NumPy, or the
 * index of several such files. The data of what lies there as it is computed with is not read;
 * doubles are rounded to float32.
 */
export function readTensors(file: ModelFile): SafetensorsFile {
  const isIndex = isIndexOfShards(beginningOf(file));
  return withoutDoubles(isIndex ? readShards(file, readAsStored) : readAsStored(file));
}

/** What the training run that wrote a file of tensors said of itself in it (PyTorch's alone); null where it said nothing. */
export function readSettings(file: ModelFile): Settings {
  const beginning = beginningOf(file);
  if (isLegacyTorch(beginning)) return readLegacySettings(file);
  return isZipOfTorch(beginning) && !isNpz(beginning) ? readPyTorchSettings(file) : null;
}

/** The files that a file of tensors consists of: itself, and what it is an index of. */
export function filesOfTensors(file: ModelFile): ModelFile[] {
  return isIndexOfShards(beginningOf(file)) ? [file, ...filesOfIndex(file)] : [file];
}

/** The same of a file that must have the tensors itself, and be no index of others. */
export function readTensorsOfOne(file: ModelFile): SafetensorsFile {
  return withoutDoubles(readAsStored(file));
}

function readAsStored(file: ModelFile): SafetensorsFile {
  const beginning = beginningOf(file);
  if (isLegacyTorch(beginning)) return readLegacyPyTorch(file);
  if (isNpz(beginning)) return readNpz(file);
  return isZipOfTorch(beginning) ? readPyTorch(file) : readSafetensors(file);
}

function beginningOf(file: ModelFile): Buffer {
  const beginning = Buffer.alloc(kindBytes);
  const fd = openSync(file.path, "r");
  try {
    return beginning.subarray(0, readSync(fd, beginning, 0, kindBytes, 0));
  } finally {
    closeSync(fd);
  }
}
