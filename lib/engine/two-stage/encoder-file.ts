import { createHash } from "node:crypto";
import { closeSync, fstatSync, futimesSync, openSync, readSync } from "node:fs";
import path from "node:path";
import type { Dictionary } from "../dictionaries/dictionary";
import type { ExternalNumbers } from "../graph/onnx-graph";
import type { WeightTensor } from "../weights/safetensors";
import type { ColumnScales } from "./bound";

/*
 * An encoder as two stages need it (docs/formats.md): "CCENC01\n", the SHA-256 of the weights it was made of and of all
 * that follows the head, K and F; then, each at a multiple of 64 bytes, the columns of W_enc with their bias (F, K + 1) in
 * float32; `order`, `scale`, `length` and `missed` (F) in 32 bits, and whole numbers (K, F) of a byte. These are in an order
 * of their own, ascending in what fires them, so that of neighbours either none can fire or several can.
 */

export const headBytes = 128;
const magic = "CCENC01\n";
const pieceBytes = 1024 * 1024;

export interface Places {
  columns: number;
  scales: number;
  whole: number;
  end: number;
}

/** Where the parts of a file stand, in bytes from its beginning. */
export function placesOf(K: number, F: number): Places {
  const after = (offset: number, bytes: number) => Math.ceil((offset + bytes) / 64) * 64;
  const columns = headBytes;
  const scales = after(columns, 4 * F * (K + 1));
  const whole = after(scales, 16 * F);
  return { columns, scales, whole, end: whole + K * F };
}

/** A file that was found whole, open until `close`. */
export interface EncoderFile {
  K: number;
  F: number;
  /** Which feature stands at each place of `scales` and `whole`. (F) */
  order: Int32Array;
  scales: ColumnScales;
  whole: ExternalNumbers;
  /** Puts the columns of some features, each with its bias, one after the other into `target` (features, K + 1). */
  readColumns(features: Int32Array, target: Float32Array): void;
  close(): void;
}

export function headOf({ dIn: K, dFeatures: F }: Dictionary, source: Buffer, body: Buffer): Buffer {
  const head = Buffer.alloc(headBytes);
  head.write(magic, "latin1");
  source.copy(head, 8);
  body.copy(head, 40);
  head.writeUInt32LE(K, 72);
  head.writeUInt32LE(F, 76);
  return head;
}

/** SHA-256 of the numbers an encoder's file is made of. */
export function sourceChecksum({ W_enc, b_enc, activation }: Dictionary): Buffer {
  const hash = createHash("sha256");
  const thresholds = activation.rule === "jumprelu" ? [activation.threshold] : [];
  for (const tensor of [W_enc, b_enc, ...thresholds]) {
    hash.update(`${tensor.dtype} ${tensor.shape.join(" ")}\n`);
    hashBytes(hash, tensor);
  }
  return hash.digest();
}

/**
 * The file of an encoder; undefined where there is none that is whole and was made of these weights. Its time of change says from then on that it
 * is in use (`tidyEncoderFiles`).
 */
export function openEncoderFile(
  file: string,
  dictionary: Dictionary,
  source: Buffer,
): EncoderFile | undefined {
  const fd = openIfThere(file);
  if (fd === undefined) return undefined;
  try {
    const found = readWhole(file, fd, dictionary, source);
    if (found) sayInUse(fd);
    else closeSync(fd);
    return found;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function readWhole(
  file: string,
  fd: number,
  dictionary: Dictionary,
  source: Buffer,
): EncoderFile | undefined {
  const { dIn: K, dFeatures: F } = dictionary;
  const { columns, scales, whole, end } = placesOf(K, F);
  if (fstatSync(fd).size !== end) return undefined;
  const hash = createHash("sha256");
  const tensor = { file: { path: file, label: path.basename(file), byteLength: end } };
  hashBytes(hash, { ...tensor, offset: headBytes, byteLength: end - headBytes });
  const head = readAt(fd, 0, headBytes);
  if (!head.equals(headOf(dictionary, source, hash.digest()))) return undefined;
  const order = new Int32Array(F);
  readInto(fd, scales, new Uint8Array(order.buffer));
  const numbers = new Float32Array(3 * F);
  readInto(fd, scales + 4 * F, new Uint8Array(numbers.buffer));
  const width = K + 1;
  return {
    ...{ K, F, order },
    scales: {
      scale: numbers.subarray(0, F),
      length: numbers.subarray(F, 2 * F),
      missed: numbers.subarray(2 * F),
    },
    whole: { path: file, type: "I8", shape: [K, F], offset: whole, byteLength: K * F },
    readColumns: (features, target) => {
      const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
      for (let c = 0; c < features.length; c++) {
        const place = bytes.subarray(4 * c * width, 4 * (c + 1) * width);
        readInto(fd, columns + 4 * features[c] * width, place);
      }
    },
    close: () => closeSync(fd),
  };
}

/** Of a disk that nothing can be written to nothing is deleted either. */
function sayInUse(fd: number): void {
  try {
    const now = new Date();
    futimesSync(fd, now, now);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function hashBytes(
  hash: ReturnType<typeof createHash>,
  { file, offset, byteLength }: Pick<WeightTensor, "file" | "offset" | "byteLength">,
): void {
  const fd = openSync(file.path, "r");
  const buffer = new Uint8Array(Math.min(pieceBytes, byteLength));
  try {
    for (let done = 0; done < byteLength; done += buffer.length) {
      const piece = buffer.subarray(0, byteLength - done);
      readInto(fd, offset + done, piece);
      hash.update(piece);
    }
  } finally {
    closeSync(fd);
  }
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readInto(fd, offset, bytes);
  return bytes;
}

function readInto(fd: number, offset: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    const got = readSync(fd, bytes, done, bytes.length - done, offset + done);
    if (got === 0) throw new Error("an encoder's file ends before its data does");
    done += got;
  }
}
