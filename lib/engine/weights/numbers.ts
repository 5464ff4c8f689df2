import { closeSync, openSync } from "node:fs";
import { invalidFile } from "../errors";
import type { ModelFile } from "./model-folder";
import { elementBytes, isWeightType, toFloat32 } from "./number-formats";
import { readAt, type SafetensorsFile, type TensorEntry } from "./safetensors";

/** The numbers of a tensor in any format, as float32; for whole numbers exact up to 2^24. Throws where one is not finite. */
export function readNumbers(source: SafetensorsFile, name: string): Float32Array {
  const entry = source.tensors.get(name);
  if (!entry) throw invalidFile(source.file.label, "it is missing", name);
  const file = entry.file ?? source.file;
  const values = numbersOf(bytesOf(file, entry), entry.dtype);
  if (!values) throw invalidFile(file.label, `its dtype is ${entry.dtype}, which is not read`, name);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw invalidFile(file.label, `its element ${bad} is NaN or infinite`, name);
  return values;
}

/** The one number of a tensor that has one. */
export function readScalar(source: SafetensorsFile, name: string): number {
  const values = readNumbers(source, name);
  const [value] = values;
  if (value === undefined || values.length !== 1)
    throw invalidFile(source.file.label, `it has ${values.length} numbers, and must have one`, name);
  return value;
}

/** Of a number format that can be widened or narrowed to float32; undefined for any other. */
export function numbersOf(bytes: Uint8Array, dtype: string): Float32Array | undefined {
  if (isWeightType(dtype)) return toFloat32(bytes, dtype);
  const read = readers[dtype];
  const width = elementBytes[dtype];
  if (!read || width === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.byteLength / width);
  for (let i = 0; i < values.length; i++) values[i] = read(view, i * width);
  return values;
}

const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  F64: (view, at) => view.getFloat64(at, true),
  I64: (view, at) => Number(view.getBigInt64(at, true)),
  U64: (view, at) => Number(view.getBigUint64(at, true)),
  I32: (view, at) => view.getInt32(at, true),
  U32: (view, at) => view.getUint32(at, true),
  I16: (view, at) => view.getInt16(at, true),
  U16: (view, at) => view.getUint16(at, true),
  I8: (view, at) => view.getInt8(at),
  U8: (view, at) => view.getUint8(at),
};

function bytesOf(file: ModelFile, { offset, byteLength }: TensorEntry): Uint8Array {
  const fd = openSync(file.path, "r");
  try {
    return readAt(fd, offset, byteLength, file.label);
  } finally {
    closeSync(fd);
  }
}
