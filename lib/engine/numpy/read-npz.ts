import { closeSync, openSync } from "node:fs";
import { constants, inflateRawSync } from "node:zlib";
import { invalidFile } from "../errors";
import { readZip, type ZipRecord } from "../pytorch/stored-zip";
import { madeFile } from "../weights/made-files";
import type { ModelFile } from "../weights/model-folder";
import { elementBytes, isFloatType } from "../weights/number-formats";
import { numbersOf } from "../weights/numbers";
import { readAt, readSafetensors, type SafetensorsFile } from "../weights/safetensors";
import type { TensorSource } from "../weights/write-safetensors";
import { maxHeaderBytes, NpyFault, type NpyHeader, readNpyHeader } from "./npy-header";

/** Bytes of one array. What is packed is unpacked in memory: no more than it says that it has, and no more than this. */
const maxArrayBytes = 2_000_000_000;
/** Arrays of one archive: a dictionary has five. */
const maxArrays = 1_000;

/**
 * The arrays of an archive that `numpy.savez` or `savez_compressed` wrote, in a file of their own (`madeFile`): as float32, and whole
 * numbers as they are.
 * Arrays of objects, which are pickles, are refused, and nothing is evaluated. Throws `EngineError`.
 */
export function readNpz(file: ModelFile): SafetensorsFile {
  const records = [...readZip(file).values()];
  if (records.length > maxArrays) throw invalidFile(file.label, "it has more arrays than are read");
  const arrays = records.map((record) => {
    const name = record.name.replace(/\.npy$/, "");
    if (name === record.name || name === "" || name.includes("/"))
      throw invalidFile(file.label, `its record ${record.name.slice(0, 100)} is no array of NumPy`);
    return { name, record, header: headerOf(file, name, record) };
  });
  const how = [
    "npz, whole numbers as they are",
    ...arrays.map(({ name, record }) => [name, record.offset, record.byteLength]),
  ];
  return readSafetensors(
    madeFile([file], how, () =>
      arrays.map(
        ({ name, record, header }): TensorSource => ({
          ...{ name, dtype: isFloatType(header.dtype) ? "F32" : header.dtype, shape: header.shape },
          make: () => bytesOf(file, name, record, header),
        }),
      ),
    ),
  );
}

function headerOf(file: ModelFile, name: string, record: ZipRecord): NpyHeader {
  const refuse = (reason: string) => invalidFile(file.label, reason, name.slice(0, 200));
  const most = Math.min(record.byteLength, maxHeaderBytes + 12);
  const packed = Math.min(record.packedBytes, 2 * maxHeaderBytes);
  const beginning = record.isPacked
    ? inflated(readRecord(file, record, packed), most, refuse, constants.Z_SYNC_FLUSH)
    : readRecord(file, record, most);
  let header: NpyHeader;
  try {
    header = readNpyHeader(beginning);
  } catch (error) {
    if (error instanceof NpyFault) throw refuse(error.message);
    throw error;
  }
  const count = header.shape.reduce((product, size) => product * size, 1);
  const byteLength = count * (elementBytes[header.dtype] ?? 0);
  if (header.length + byteLength !== record.byteLength)
    throw refuse(
      `its shape ${JSON.stringify(header.shape)} takes ${byteLength} bytes, but there are ${record.byteLength - header.length}`,
    );
  if (byteLength > maxArrayBytes) throw refuse(`it has ${byteLength} bytes, more than are read`);
  return header;
}

/** The numbers of an array, row by row: float32, or whole numbers of their own type. */
function bytesOf(file: ModelFile, name: string, record: ZipRecord, header: NpyHeader): Uint8Array {
  const refuse = (reason: string) => invalidFile(file.label, reason, name.slice(0, 200));
  const stored = readRecord(file, record, record.packedBytes);
  const whole = record.isPacked ? inflated(stored, record.byteLength, refuse) : stored;
  if (whole.length !== record.byteLength) throw refuse("it is cut off");
  const isTurned = header.byColumns && header.shape.length > 1;
  const own = whole.subarray(header.length);
  if (!isFloatType(header.dtype)) {
    if (isTurned) throw refuse("it has whole numbers that lie column by column, which are not read");
    return own;
  }
  const values = numbersOf(own, header.dtype);
  if (!values) throw refuse(`its numbers are of ${header.dtype}, which is not read`);
  return bytesOfFloats(isTurned ? turnedRowByRow(values, header, refuse) : values);
}

function turnedRowByRow(
  values: Float32Array,
  { shape }: NpyHeader,
  refuse: (reason: string) => Error,
): Float32Array {
  const [rows = 0, columns = 0, ...more] = shape;
  if (more.length > 0) throw refuse("it lies column by column and has more than two axes");
  const turned = new Float32Array(values.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) turned[i * columns + j] = values[j * rows + i];
  return turned;
}

function inflated(
  bytes: Buffer,
  most: number,
  refuse: (reason: string) => Error,
  finishFlush = constants.Z_FINISH,
): Buffer {
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, most), finishFlush });
  } catch (error) {
    // More than was asked for: of a beginning it is what there is, of a whole array it is more than it says.
    if (finishFlush === constants.Z_SYNC_FLUSH) return beginningOf(bytes, most, refuse);
    throw Object.assign(refuse("it cannot be unpacked, or is longer than it says"), { cause: error });
  }
}

/** The first bytes of what unpacks to more than `most`: of ever fewer packed ones, of which each unpacks to at most 1,032. */
function beginningOf(bytes: Buffer, most: number, refuse: (reason: string) => Error): Buffer {
  for (let length = bytes.length; length > 0; length = Math.floor(length / 2)) {
    try {
      return inflateRawSync(bytes.subarray(0, length), {
        maxOutputLength: 1_100 * maxHeaderBytes,
        finishFlush: constants.Z_SYNC_FLUSH,
      }).subarray(0, most);
    } catch {
      // It is still too long, or no deflated data at all.
    }
  }
  throw refuse("it cannot be unpacked");
}

function readRecord(file: ModelFile, { offset }: ZipRecord, byteLength: number): Buffer {
  const fd = openSync(file.path, "r");
  try {
    return Buffer.from(readAt(fd, offset, byteLength, file.label).buffer);
  } finally {
    closeSync(fd);
  }
}

function bytesOfFloats(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
