import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { JsonLimits } from "@/lib/json/weigh-json";
import { invalidFile } from "../errors";
import { kindBytes, refuseNoTensors } from "./file-kinds";
import type { ModelFile } from "./model-folder";
import { elementBytes, findNonFinite, isWeightType, toFloat32, type WeightType } from "./number-formats";
import { parseStrictJson } from "./strict-json";

/** One tensor's place: `offset` counts from the start of the file, in bytes. */
export interface TensorEntry {
  name: string;
  dtype: string;
  shape: readonly number[];
  offset: number;
  byteLength: number;
  /** The file it lies in, where the tensors are in several. */
  file?: ModelFile;
}

/** A tensor that was checked to be one of the formats the engine computes with. */
export interface WeightTensor extends TensorEntry {
  dtype: WeightType;
  file: ModelFile;
}

export interface SafetensorsFile {
  file: ModelFile;
  tensors: ReadonlyMap<string, TensorEntry>;
}

/**
 * The format allows a header of 100 MB, which takes gigabytes to parse. The largest that are published have less than a
 * tenth of this: DeepSeek-V3 has 92,000 tensors over 163 files, and 100,000 of them in one would take 13 MB.
 */
const maxHeaderBytes = 25_000_000;
/** Some 12 values for each tensor. */
const headerLimits: JsonLimits = {
  maxDepth: 8,
  maxContainers: 450_000,
  maxValues: 2_000_000,
  maxKeys: 150_000,
  maxStringBytes: 1_000_000,
};
const scanBytes = 1024 * 1024;
const scanElements = scanBytes / 4;

/**
 * Reads and checks a safetensors header (huggingface/safetensors, "Format"): tensors must fill the data
 * section without holes or overlaps, and agree with their shapes. The data itself is not read.
 */
export function readSafetensors(file: ModelFile): SafetensorsFile {
  const fd = openSync(file.path, "r");
  try {
    const size = fstatSync(fd).size;
    if (size < 8) throw invalidFile(file.label, `it has ${size} bytes, too few for a safetensors file`);
    refuseNoTensors(readAt(fd, 0, Math.min(size, kindBytes), file.label), file.label);
    const headerBytes = Number(new DataView(readAt(fd, 0, 8, file.label).buffer).getBigUint64(0, true));
    if (headerBytes > maxHeaderBytes) {
      throw invalidFile(
        file.label,
        `its header claims ${headerBytes} bytes, and ${maxHeaderBytes} is the most that is read`,
      );
    }
    if (8 + headerBytes > size) {
      throw invalidFile(
        file.label,
        `its header claims ${headerBytes} bytes, but the file ends after ${size}`,
      );
    }
    const header = parseStrictJson(readAt(fd, 8, headerBytes, file.label), file.label, headerLimits);
    return {
      file,
      tensors: checkLayout(file, parseEntries(file, header, 8 + headerBytes), 8 + headerBytes, size),
    };
  } finally {
    closeSync(fd);
  }
}

function parseEntries(file: ModelFile, header: unknown, dataStart: number): TensorEntry[] {
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw invalidFile(file.label, "its header is not a JSON object");
  }
  return Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, value]) => parseEntry(file, name, value, dataStart));
}

function parseEntry(file: ModelFile, name: string, value: unknown, dataStart: number): TensorEntry {
  const refuse = (reason: string) => invalidFile(file.label, reason, name.slice(0, 200));
  if (typeof value !== "object" || value === null) throw refuse("its entry is not an object");
  const { dtype, shape, data_offsets: offsets }: Record<string, unknown> = { ...value };
  const bytes =
    typeof dtype === "string" && Object.hasOwn(elementBytes, dtype) ? elementBytes[dtype] : undefined;
  if (typeof dtype !== "string" || bytes === undefined) throw refuse(`its dtype ${show(dtype)} is unknown`);
  if (!isCounts(shape)) throw refuse(`its shape ${show(shape)} is not a list of sizes`);
  if (!isCounts(offsets) || offsets.length !== 2)
    throw refuse(`its data_offsets ${show(offsets)} are not a pair`);
  const [begin = 0, end = 0] = offsets;
  if (begin > end) throw refuse(`its data_offsets ${show(offsets)} run backwards`);
  const elements = shape.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(elements * bytes)) throw refuse(`its shape ${show(shape)} is absurd`);
  if (elements * bytes !== end - begin) {
    throw refuse(
      `its shape ${show(shape)} of ${dtype} takes ${elements * bytes} bytes, but it is given ${end - begin}`,
    );
  }
  return { name, dtype, shape, offset: dataStart + begin, byteLength: end - begin };
}

function checkLayout(file: ModelFile, entries: TensorEntry[], dataStart: number, size: number) {
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset || a.byteLength - b.byteLength);
  let end = dataStart;
  let previous = "";
  for (const entry of inOrder) {
    const { name, offset, byteLength } = entry;
    if (offset < end) throw invalidFile(file.label, `it overlaps tensor ${previous}`, name);
    if (offset > end)
      throw invalidFile(file.label, `${offset - end} bytes before it belong to no tensor`, name);
    end = offset + byteLength;
    previous = name;
    if (end > size) {
      throw invalidFile(file.label, `it ends at byte ${end}, but the file is cut off at ${size}`, name);
    }
  }
  if (end < size) throw invalidFile(file.label, `${size - end} bytes at its end belong to no tensor`);
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/** The tensor called `name`, once its dtype and exact shape are what the caller needs. */
export function requireTensor(source: SafetensorsFile, name: string, shape: readonly number[]): WeightTensor {
  const entry = source.tensors.get(name);
  if (!entry) throw invalidFile(source.file.label, "it is missing", name);
  const file = entry.file ?? source.file;
  if (!isWeightType(entry.dtype)) {
    throw invalidFile(file.label, `its dtype is ${entry.dtype}; F64, F32, F16 and BF16 are read`, name);
  }
  if (entry.shape.length !== shape.length || entry.shape.some((size, axis) => size !== shape[axis])) {
    throw invalidFile(file.label, `its shape is ${show(entry.shape)}, but must be ${show(shape)}`, name);
  }
  return { ...entry, dtype: entry.dtype, file };
}

/** The whole tensor, widened to float32. For vectors and small matrices: it is a copy in memory. */
export function readTensor(tensor: WeightTensor): Float32Array {
  const fd = openSync(tensor.file.path, "r");
  try {
    const values = toFloat32(readAt(fd, tensor.offset, tensor.byteLength, tensor.file.label), tensor.dtype);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw notFinite(tensor, bad);
    return values;
  } finally {
    closeSync(fd);
  }
}

/** Rows `from` up to `to` of a matrix, (to - from, width), widened to float32. */
export function readRows(tensor: WeightTensor, from: number, to: number): Float32Array {
  const [rows = 0] = tensor.shape;
  if (from < 0 || from > to || to > rows)
    throw new Error(`${tensor.name}: there are no rows ${from} to ${to} of ${rows}`);
  const bytes = rows === 0 ? 0 : tensor.byteLength / rows;
  return readTensor({ ...tensor, offset: tensor.offset + from * bytes, byteLength: (to - from) * bytes });
}

/** Columns `from` up to `to` of a matrix (rows, width), as (rows, to - from), widened to float32. */
export function readColumns(tensor: WeightTensor, from: number, to: number): Float32Array {
  const [rows = 0, width = 0] = tensor.shape;
  if (from < 0 || from > to || to > width)
    throw new Error(`${tensor.name}: there are no columns ${from} to ${to} of ${width}`);
  const bytes = elementBytes[tensor.dtype];
  const rowBytes = (to - from) * bytes;
  const buffer = new Uint8Array(rows * rowBytes);
  const fd = openSync(tensor.file.path, "r");
  try {
    for (let row = 0; row < rows; row++) {
      const place = buffer.subarray(row * rowBytes, (row + 1) * rowBytes);
      readInto(place, fd, tensor.offset + (row * width + from) * bytes, tensor.file.label);
    }
  } finally {
    closeSync(fd);
  }
  const values = toFloat32(buffer, tensor.dtype);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw notFinite(tensor, Math.floor(bad / (to - from)) * width + from + (bad % (to - from)));
  return values;
}

/** Throws if any element is NaN or infinite; reads in pieces, holding 1 MiB. */
export function checkFinite(tensor: WeightTensor): void {
  const fd = openSync(tensor.file.path, "r");
  const width = elementBytes[tensor.dtype];
  const buffer = new Uint8Array(Math.min(scanBytes, tensor.byteLength));
  try {
    for (let done = 0; done < tensor.byteLength; done += scanBytes) {
      const piece = buffer.subarray(0, tensor.byteLength - done);
      readInto(piece, fd, tensor.offset + done, tensor.file.label);
      const bad = findNonFinite(piece, tensor.dtype);
      if (bad >= 0) throw notFinite(tensor, done / width + bad);
    }
  } finally {
    closeSync(fd);
  }
}

/** Index of the first element in which two tensors of one shape differ, or -1; reads in pieces. */
export function findDifference(a: WeightTensor, b: WeightTensor): number {
  const [left, right] = [openSync(a.file.path, "r"), openSync(b.file.path, "r")];
  const count = a.shape.reduce((product, size) => product * size, 1);
  const piece = (fd: number, { dtype, offset, file, byteLength }: WeightTensor, from: number, to: number) => {
    const width = byteLength / count;
    return toFloat32(readAt(fd, offset + from * width, (to - from) * width, file.label), dtype);
  };
  try {
    for (let from = 0; from < count; from += scanElements) {
      const to = Math.min(count, from + scanElements);
      const ours = piece(left, a, from, to);
      const theirs = piece(right, b, from, to);
      const different = ours.findIndex((value, i) => value !== theirs[i]);
      if (different >= 0) return from + different;
    }
    return -1;
  } finally {
    closeSync(left);
    closeSync(right);
  }
}

function notFinite(tensor: WeightTensor, element: number) {
  return invalidFile(tensor.file.label, `its element ${element} is NaN or infinite`, tensor.name);
}

export function readAt(fd: number, offset: number, length: number, label: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  readInto(bytes, fd, offset, label);
  return bytes;
}

function readInto(bytes: Uint8Array, fd: number, offset: number, label: string): void {
  for (let done = 0; done < bytes.length; ) {
    const got = readSync(fd, bytes, done, Math.min(bytes.length - done, 1 << 30), offset + done);
    if (got === 0) throw invalidFile(label, `it ends at byte ${offset + done}, before its data does`);
    done += got;
  }
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
