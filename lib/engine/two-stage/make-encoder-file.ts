import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import type { Dictionary } from "../dictionaries/dictionary";
import { readColumns, readTensor } from "../weights/safetensors";
import { type ColumnScales, mostWhole, roundedUp, thresholdsOf } from "./bound";
import { headBytes, headOf, placesOf } from "./encoder-file";

/** Columns that are read and turned at once: some megabytes. */
const columnsAtOnce = 512;
/** What another process began and has not ended for so long is nobody's. */
const staleMillis = 3_600_000;

/**
 * Makes the file of an encoder: under another name, which is changed once all of it is on the disk, so that nobody finds a
 * part of it. Throws where the disk is full or weights are not finite, and then leaves nothing behind.
 */
export function makeEncoderFile(file: string, dictionary: Dictionary, source: Buffer): void {
  mkdirSync(path.dirname(file), { recursive: true });
  clearDrafts(path.dirname(file));
  const draft = `${file}.${randomBytes(6).toString("hex")}.draft`;
  try {
    writeFile(draft, dictionary, source);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function writeFile(draft: string, dictionary: Dictionary, source: Buffer): void {
  const { dIn: K, dFeatures: F } = dictionary;
  const places = placesOf(K, F);
  const hash = createHash("sha256");
  const fd = openSync(draft, "wx");
  try {
    let offset = headBytes;
    const put = (bytes: Uint8Array) => {
      hash.update(bytes);
      writeAll(fd, bytes, offset);
      offset += bytes.byteLength;
    };
    const padTo = (place: number) => put(new Uint8Array(place - offset));
    const biases = readTensor(dictionary.b_enc);
    const whole = new Int8Array(K * F);
    const scales = { scale: new Float32Array(F), length: new Float32Array(F), missed: new Float32Array(F) };
    for (let from = 0; from < F; from += columnsAtOnce) {
      const to = Math.min(F, from + columnsAtOnce);
      const values = readColumns(dictionary.W_enc, from, to);
      put(bytesOf(turned(values, K, biases.subarray(from, to))));
      toWhole(values, { K, F, from, to }, whole, scales);
    }
    padTo(places.scales);
    const order = orderOf(scales.scale, thresholdsOf(dictionary), biases);
    put(bytesOf(order));
    for (const numbers of [scales.scale, scales.length, scales.missed]) put(bytesOf(inOrder(numbers, order)));
    padTo(places.whole);
    for (let k = 0; k < K; k++) put(bytesOf(inOrder(whole.subarray(k * F, (k + 1) * F), order)));
    writeAll(fd, headOf(dictionary, source, hash.digest()), 0);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Features by what an integer sum must exceed for them to fire, for inputs of any size. */
function orderOf(scale: Float32Array, thresholds: Float32Array, biases: Float32Array): Int32Array {
  const least = Float64Array.from(scale, (t, j) => (thresholds[j] - biases[j]) / t);
  return Int32Array.from(scale.keys()).sort((a, b) => least[a] - least[b] || a - b);
}

function inOrder(numbers: Float32Array | Int8Array, order: Int32Array): Float32Array | Int8Array {
  const found = numbers.slice();
  for (let place = 0; place < order.length; place++) found[place] = numbers[order[place]];
  return found;
}

/** Columns (K, count) as rows with their bias behind (count, K + 1). */
function turned(values: Float32Array, K: number, biases: Float32Array): Float32Array {
  const count = biases.length;
  const rows = new Float32Array(count * (K + 1));
  for (let c = 0; c < count; c++) {
    const start = c * (K + 1);
    for (let k = 0; k < K; k++) rows[start + k] = values[k * count + c];
    rows[start + K] = biases[c];
  }
  return rows;
}

/** Columns as whole numbers into `whole` (K, F), with what the bound needs of them. */
export function toWhole(
  values: Float32Array,
  { K, F, from, to }: { K: number; F: number; from: number; to: number },
  whole: Int8Array,
  { scale, length, missed }: ColumnScales,
): void {
  const count = to - from;
  for (let c = 0; c < count; c++) {
    let largest = 0;
    for (let k = 0; k < K; k++) largest = Math.max(largest, Math.abs(values[k * count + c]));
    const t = largest === 0 ? 1 : Math.fround(largest / mostWhole);
    let [kept, left] = [0, 0];
    for (let k = 0; k < K; k++) {
      const value = values[k * count + c];
      // A scale so small that bits of it are lost is refused by `boundsOf`.
      const q = t === 0 ? 0 : Math.max(-mostWhole, Math.min(mostWhole, Math.round(value / t)));
      whole[k * F + from + c] = q;
      kept += (t * q) ** 2;
      left += (value - t * q) ** 2;
    }
    scale[from + c] = t;
    length[from + c] = upwards(Math.sqrt(kept));
    missed[from + c] = upwards(Math.sqrt(left));
  }
}

/** Not smaller as a float32 than it is, nor than it was before it was added up in float64. */
function upwards(value: number): number {
  return value * roundedUp * (1 + 2 ** -23);
}

function bytesOf(numbers: Float32Array | Int32Array | Int8Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function writeAll(fd: number, bytes: Uint8Array, offset: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, Math.min(bytes.length - done, 1 << 28), offset + done);
}

function clearDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".draft")) continue;
    const stat = statSync(path.join(folder, name), { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > staleMillis) rmSync(path.join(folder, name), { force: true });
  }
}
