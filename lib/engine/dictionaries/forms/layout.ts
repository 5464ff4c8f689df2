import { invalidFile } from "../../errors";
import { madeFile } from "../../weights/made-files";
import type { ModelFile } from "../../weights/model-folder";
import { elementBytes, isFloatType, isWeightType } from "../../weights/number-formats";
import { readNumbers, readScalar } from "../../weights/numbers";
import { readSafetensors, type SafetensorsFile, type TensorEntry } from "../../weights/safetensors";
import type { TensorSource } from "../../weights/write-safetensors";

/** A matrix by its name in a file; `turned` where it is stored (out, in), as torch.nn.Linear has it. */
export interface StoredMatrix {
  name: string;
  turned: boolean;
}

/** Where the parts of a dictionary stand in a file, and what is done to its numbers so that they mean what SAELens' mean. */
export interface Layout {
  W_enc: StoredMatrix; // (dIn, F)
  W_dec: StoredMatrix; // (F, dOut)
  /** Zeros where there is none. */
  b_enc: string | undefined;
  b_dec: string | undefined;
  threshold: { name: string; isOne: boolean } | undefined;
  gate: { bias: string; scale: string; magnitude: string } | undefined;
  /** Pre-activations count by the length of their decoder row, which the decoder takes back. */
  byDecoderNorm: boolean;
  /** What the input is multiplied by, and the output divided. */
  inputFactor: number;
}

/** A dictionary whose file has the names and shapes that SAELens writes. */
export const plainLayout: Layout = {
  ...{ W_enc: { name: "W_enc", turned: false }, W_dec: { name: "W_dec", turned: false } },
  ...{ b_enc: "b_enc", b_dec: "b_dec", threshold: undefined, gate: undefined },
  ...{ byDecoderNorm: false, inputFactor: 1 },
};

/** The tensors that a layout reads. */
export function namesOf({ W_enc, W_dec, b_enc, b_dec, threshold, gate }: Layout): string[] {
  const named = [b_enc, b_dec, threshold?.name, gate?.bias, gate?.scale, gate?.magnitude];
  return [W_enc.name, W_dec.name, ...named.flatMap((name) => name ?? [])];
}

export interface Sizes {
  dIn: number;
  dOut: number;
  F: number;
}

/**
 * The tensors W_enc (dIn, F), b_enc (F), W_dec (F, dOut), b_dec (dOut) and threshold (F) of a dictionary, with which
 * `u = (in - b_dec) W_enc + b_enc`, `f = u` where it is active, and `out = f W_dec + b_dec`. They are read where they lie if
 * they lie so, and else made (`madeFile`).
 */
export function laidOut(
  source: SafetensorsFile,
  layout: Layout,
  sizes: Sizes,
  sources: readonly [ModelFile, ...ModelFile[]],
): SafetensorsFile {
  checkShapes(source, layout, sizes);
  return (
    asItLies(source, layout) ??
    readSafetensors(madeFile(sources, [layout, sizes], () => made(source, layout, sizes)))
  );
}

function asItLies(source: SafetensorsFile, layout: Layout): SafetensorsFile | undefined {
  const { W_enc, W_dec, b_enc, b_dec, threshold, gate, byDecoderNorm, inputFactor } = layout;
  if (W_enc.turned || W_dec.turned || gate || byDecoderNorm || inputFactor !== 1) return undefined;
  if (b_enc === undefined || b_dec === undefined || threshold?.isOne) return undefined;
  if (threshold && readNumbers(source, threshold.name).some((value) => value < 0)) return undefined;
  const names = {
    W_enc: W_enc.name,
    b_enc,
    W_dec: W_dec.name,
    b_dec,
    ...(threshold && { threshold: threshold.name }),
  };
  const tensors = new Map<string, TensorEntry>();
  for (const [name, stored] of Object.entries(names)) {
    const entry = source.tensors.get(stored);
    if (!entry || !isWeightType(entry.dtype) || entry.offset % elementBytes[entry.dtype] !== 0)
      return undefined;
    tensors.set(name, entry);
  }
  return { file: source.file, tensors };
}

function checkShapes(source: SafetensorsFile, layout: Layout, { dIn, dOut, F }: Sizes): void {
  const { W_enc, W_dec, b_enc, b_dec, threshold, gate } = layout;
  const check = (name: string, shape: readonly number[]) => {
    const entry = source.tensors.get(name);
    if (!entry) throw invalidFile(source.file.label, "it is missing", name);
    const label = (entry.file ?? source.file).label;
    // Whole numbers stand for others, by a factor that stands elsewhere.
    if (!isFloatType(entry.dtype))
      throw invalidFile(label, `its dtype is ${entry.dtype}; F64, F32, F16 and BF16 are read`, name);
    const isSame =
      entry.shape.length === shape.length && entry.shape.every((size, axis) => size === shape[axis]);
    if (!isSame)
      throw invalidFile(
        label,
        `its shape is ${JSON.stringify(entry.shape)}, but must be ${JSON.stringify(shape)}`,
        name,
      );
  };
  check(W_enc.name, W_enc.turned ? [F, dIn] : [dIn, F]);
  check(W_dec.name, W_dec.turned ? [dOut, F] : [F, dOut]);
  if (b_enc !== undefined) check(b_enc, [F]);
  if (b_dec !== undefined) check(b_dec, [dOut]);
  // The one threshold of all may be a number of any shape.
  if (threshold)
    check(threshold.name, threshold.isOne ? (source.tensors.get(threshold.name)?.shape ?? []) : [F]);
  for (const name of gate ? [gate.bias, gate.scale, gate.magnitude] : []) check(name, [F]);
}

function made(source: SafetensorsFile, layout: Layout, { dIn, dOut, F }: Sizes): TensorSource[] {
  const norms = layout.byDecoderNorm
    ? decoderNorms(source, layout.W_dec, F, dOut)
    : new Float64Array(F).fill(1);
  const { inputFactor, threshold, gate } = layout;
  // (F): what each feature's column is multiplied by.
  const magnitudes = gate
    ? Float64Array.from(readNumbers(source, gate.scale), Math.exp)
    : new Float64Array(F).fill(1);
  const vector = (name: string, length: number, value: (i: number) => number): TensorSource => ({
    ...{ name, dtype: "F32", shape: [length] },
    make: () => bytesOf(Float32Array.from({ length }, (_, i) => value(i))),
  });
  const matrix = (
    name: string,
    stored: StoredMatrix,
    rows: number,
    columns: number,
    factor: Factor,
  ): TensorSource => ({
    ...{ name, dtype: "F32", shape: [rows, columns] },
    make: () => bytesOf(scaled(readNumbers(source, stored.name), stored.turned, rows, columns, factor)),
  });
  const [b_enc, b_dec] = [gate?.magnitude ?? layout.b_enc, layout.b_dec].map((name) =>
    name !== undefined ? readNumbers(source, name) : undefined,
  );
  return [
    matrix("W_enc", layout.W_enc, dIn, F, (_, i) => inputFactor * magnitudes[i] * norms[i]),
    vector("b_enc", F, (i) => (b_enc ? b_enc[i] * norms[i] : 0)),
    matrix("W_dec", layout.W_dec, F, dOut, (i) => (norms[i] === 0 ? 0 : 1 / (norms[i] * inputFactor))),
    vector("b_dec", dOut, (j) => (b_dec ? b_dec[j] / inputFactor : 0)),
    ...(threshold || gate ? [vector("threshold", F, thresholdOf(source, layout, magnitudes, norms))] : []),
  ];
}

type Factor = (row: number, column: number) => number;

/**
 * Above which u a feature is active, never under 0: what is below a threshold or below 0 is not (SAELens; JumpReLU is
 * `relu(u)` where `u > threshold`). A gated feature is where `x W + b_gate > 0` and its `u = e^r x W + b_mag` is above 0,
 * and that is where `u > b_mag - e^r b_gate`.
 */
function thresholdOf(source: SafetensorsFile, layout: Layout, magnitudes: Float64Array, norms: Float64Array) {
  const { threshold, gate } = layout;
  if (gate) {
    const [bias, magnitude] = [readNumbers(source, gate.bias), readNumbers(source, gate.magnitude)];
    return (i: number) => Math.max(0, (magnitude[i] - magnitudes[i] * bias[i]) * norms[i]);
  }
  if (threshold?.isOne) {
    const value = readScalar(source, threshold.name);
    return (i: number) => Math.max(0, value * norms[i]);
  }
  const values = readNumbers(source, threshold?.name ?? "threshold");
  return (i: number) => Math.max(0, values[i] * norms[i]);
}

/** The length of each decoder row, (F). */
function decoderNorms(
  source: SafetensorsFile,
  { name, turned }: StoredMatrix,
  F: number,
  dOut: number,
): Float64Array {
  const W_dec = readNumbers(source, name);
  const squares = new Float64Array(F);
  for (let i = 0; i < F; i++)
    for (let j = 0; j < dOut; j++) {
      const value = W_dec[turned ? j * F + i : i * dOut + j];
      squares[i] += value * value;
    }
  return squares.map(Math.sqrt);
}

/** A matrix (rows, columns), each number times its factor. */
function scaled(
  stored: Float32Array,
  turned: boolean,
  rows: number,
  columns: number,
  factor: Factor,
): Float32Array {
  const values = turned ? new Float32Array(stored.length) : stored;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      values[i * columns + j] = stored[turned ? j * rows + i : i * columns + j] * factor(i, j);
  return values;
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
