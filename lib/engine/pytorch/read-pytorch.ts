import { closeSync, openSync, readSync } from "node:fs";
import { EngineError, invalidFile, printable, unsupported } from "../errors";
import type { ModelFile } from "../weights/model-folder";
import { elementBytes } from "../weights/number-formats";
import type { SafetensorsFile, TensorEntry } from "../weights/safetensors";
import { type Pickled, type PickledTensor, PickleFault, readPickle } from "./pickle";
import { readStoredZip, type StoredRecord } from "./stored-zip";

const dtypes: Readonly<Record<string, string>> = {
  FloatStorage: "F32",
  HalfStorage: "F16",
  BFloat16Storage: "BF16",
  DoubleStorage: "F64",
  LongStorage: "I64",
  IntStorage: "I32",
  ShortStorage: "I16",
  CharStorage: "I8",
  ByteStorage: "U8",
  BoolStorage: "BOOL",
};
/** Names, shapes and places of a model's tensors: some 150 bytes each. */
const maxPickleBytes = 50_000_000;

/**
 * The tensors of a file that `torch.save` wrote of a dict of tensors, since PyTorch 1.6: where each lies in the file. Nothing
 * in it is run. Throws `EngineError` where it holds anything else, or a tensor that does not lie there as it is.
 */
export function readPyTorch(file: ModelFile): SafetensorsFile {
  const records = readStoredZip(file);
  const pickles = [...records.keys()].filter((name) => /^[^/]+\/data\.pkl$/.test(name));
  const [name] = pickles;
  if (name === undefined || pickles.length > 1)
    throw invalidFile(file.label, "it is a zip archive, but none that torch.save wrote");
  const folder = name.slice(0, -"data.pkl".length);
  const order = records.get(`${folder}byteorder`);
  if (order && readRecord(file, order, 100).toString("latin1") !== "little")
    throw unsupported(file.label, "its numbers are not little-endian. Save it again on another machine");
  const tensors = new Map<string, TensorEntry>();
  for (const [key, tensor] of stateDict(file, pickled(file, records.get(name))))
    tensors.set(key, entryOf(file, key, tensor, records.get(`${folder}data/${tensor.storage.key}`)));
  return { file, tensors };
}

function pickled(file: ModelFile, record: StoredRecord | undefined): Pickled {
  if (!record) throw new Error("the record was found before");
  try {
    return readPickle(readRecord(file, record, maxPickleBytes));
  } catch (error) {
    if (!(error instanceof PickleFault)) throw error;
    const { message: reason } = error;
    const details = { file: file.label, reason };
    throw new EngineError("invalid-file", `${printable(`${file.label}: ${reason}`)}.`, details, {
      cause: error,
    });
  }
}

function stateDict(file: ModelFile, value: Pickled): [string, PickledTensor][] {
  if (!(value instanceof Map))
    throw invalidFile(
      file.label,
      "it holds something else than a dict of tensors. Save the state_dict alone",
    );
  return [...value].map(([key, tensor]) => {
    if (typeof key !== "string")
      throw invalidFile(file.label, "one of its tensors has a name that is no text");
    if (typeof tensor !== "object" || tensor === null || !("is" in tensor) || tensor.is !== "tensor")
      throw invalidFile(file.label, "it is no tensor. Save the state_dict alone", key.slice(0, 200));
    return [key, tensor];
  });
}

function entryOf(
  file: ModelFile,
  name: string,
  { storage, offset, shape, stride }: PickledTensor,
  record: StoredRecord | undefined,
): TensorEntry {
  const refuse = (reason: string) => invalidFile(file.label, reason, name.slice(0, 200));
  const dtype = dtypes[storage.type] ?? "";
  const width = elementBytes[dtype];
  if (width === undefined) throw refuse(`its numbers are of torch.${storage.type}`);
  if (!record) throw refuse(`its numbers, data/${storage.key.slice(0, 100)}, are missing`);
  if (record.byteLength !== storage.elements * width)
    throw refuse(
      `its ${storage.elements} numbers take ${storage.elements * width} bytes, but there are ${record.byteLength}`,
    );
  const count = shape.reduce((product, size) => product * size, 1);
  const byteLength = count * width;
  const start = record.offset + offset * width;
  if (!Number.isSafeInteger(byteLength) || offset + count > storage.elements)
    throw refuse(`its shape ${JSON.stringify(shape).slice(0, 80)} does not fit into its numbers`);
  if (!isContiguous(shape, stride))
    throw refuse(
      "it does not lie in the file row by row (it is transposed or a part of another). Save it with .contiguous()",
    );
  if (start % width !== 0) throw refuse("its numbers do not stand at a multiple of their size");
  return { name, dtype, shape, offset: start, byteLength };
}

function isContiguous(shape: readonly number[], stride: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 0;
    if (size === 0) return true;
    if (size > 1 && stride[axis] !== step) return false;
    step *= size;
  }
  return true;
}

function readRecord(file: ModelFile, { offset, byteLength, name }: StoredRecord, most: number): Buffer {
  if (byteLength > most)
    throw invalidFile(
      file.label,
      `its record ${name.slice(0, 100)} has ${byteLength} bytes, and ${most} is the most that is read`,
    );
  const bytes = Buffer.alloc(byteLength);
  const fd = openSync(file.path, "r");
  try {
    for (let done = 0; done < byteLength; ) {
      const got = readSync(fd, bytes, done, byteLength - done, offset + done);
      if (got === 0) throw invalidFile(file.label, "it is cut off");
      done += got;
    }
  } finally {
    closeSync(fd);
  }
  return bytes;
}
