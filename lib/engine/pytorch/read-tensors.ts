import { closeSync, openSync, readSync } from "node:fs";
import { isZipOfTorch, kindBytes } from "../weights/file-kinds";
import type { ModelFile } from "../weights/model-folder";
import { readSafetensors, type SafetensorsFile } from "../weights/safetensors";
import { readPyTorch } from "./read-pytorch";

/** Where the tensors of a file lie, of safetensors or of PyTorch, told by how it begins. The data itself is not read. */
export function readTensors(file: ModelFile): SafetensorsFile {
  const beginning = Buffer.alloc(kindBytes);
  const fd = openSync(file.path, "r");
  try {
    readSync(fd, beginning, 0, kindBytes, 0);
  } finally {
    closeSync(fd);
  }
  return isZipOfTorch(beginning) ? readPyTorch(file) : readSafetensors(file);
}
