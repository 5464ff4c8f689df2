import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { writeSafetensors } from "../weights/write-safetensors";
import { normal } from "./random";
import { recordsOf, type TorchTensor, zipped } from "./write-pytorch";

/** Seeded numbers of a dictionary of no particular form. */
export class FormNumbers {
  constructor(
    readonly D: number,
    readonly F: number,
    private readonly seed: number,
  ) {}

  readonly values = new Map<string, Float32Array>();

  /** A vector or a matrix by a name of its own; the same name gives the same numbers. */
  of(name: string, count: number, deviation: number, mean = 0): Float32Array {
    const known = this.values.get(name);
    if (known) return known;
    const made = normal(count, deviation, this.seed + this.values.size * 101, mean);
    this.values.set(name, made);
    return made;
  }

  /** (D, F) */
  get W_enc() {
    return this.of("W_enc", this.D * this.F, 0.3);
  }
  /** (F, D), rows of all lengths. */
  get W_dec() {
    return this.of("W_dec", this.D * this.F, 0.3);
  }
  get b_enc() {
    return this.of("b_enc", this.F, 0.3, -0.3);
  }
  get b_dec() {
    return this.of("b_dec", this.D, 0.2);
  }
}

/** (rows, columns) to (columns, rows). */
export function turned(values: Float32Array, rows: number, columns: number): Float32Array {
  const other = new Float32Array(values.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) other[j * rows + i] = values[i * columns + j];
  return other;
}

/** What is stored under a name: its numbers and its shape. */
export type NamedNumbers = Readonly<Record<string, readonly [Float32Array, readonly number[]]>>;

export function torchTensors(named: NamedNumbers): TorchTensor[] {
  return Object.entries(named).map(([name, [values, shape]]) => ({
    ...{ name, storage: "FloatStorage", shape: [...shape] },
    bytes: bytesOf(values),
  }));
}

/** As `torch.save` writes a dict of them. */
export function torchBytes(named: NamedNumbers): Uint8Array {
  return zipped(recordsOf(torchTensors(named)));
}

export function safetensorsAt(file: string, named: NamedNumbers): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeSafetensors(
    file,
    Object.entries(named).map(([name, [values, shape]]) => ({
      ...{ name, dtype: "F32", shape: [...shape] },
      make: () => bytesOf(values),
    })),
  );
}

export function jsonAt(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}

export function bytesAt(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
