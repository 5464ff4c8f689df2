/** The number formats weights may be stored in; all arithmetic is float32 (attribution.md section 6). */
export type WeightType = "F32" | "F16" | "BF16";

/** Bytes an element takes, for every type the safetensors format knows. */
export const elementBytes: Readonly<Record<string, number> & Record<WeightType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
};

export function isWeightType(dtype: string): dtype is WeightType {
  return dtype === "F32" || dtype === "F16" || dtype === "BF16";
}

/** Whether it has numbers that are not whole, which can be widened or narrowed to float32. */
export function isFloatType(dtype: string): boolean {
  return isWeightType(dtype) || dtype === "F64";
}

/** Widens `bytes` (little-endian, any alignment) to float32. */
export function toFloat32(bytes: Uint8Array, dtype: WeightType): Float32Array {
  if (dtype === "F32") return new Float32Array(aligned(bytes));
  const half = new Uint16Array(aligned(bytes));
  const out = new Float32Array(half.length);
  const bits = new Uint32Array(out.buffer);
  if (dtype === "BF16") {
    for (let i = 0; i < half.length; i++) bits[i] = half[i] << 16;
  } else {
    const numbers = halfNumbers();
    for (let i = 0; i < half.length; i++) out[i] = numbers[half[i]];
  }
  return out;
}

let table: Float32Array | undefined; // (65,536)

/** The number of each half float, by its bits: looking up is some five times as fast as computing. */
function halfNumbers(): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, bits) => halfToNumber(bits));
  return table;
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * Index of the first NaN or infinity in `bytes` (starting at a multiple of 4 in its buffer), or -1. A
 * number is not finite exactly when every bit of its exponent is set, so the test is one mask an element.
 */
export function findNonFinite(bytes: Uint8Array, dtype: WeightType): number {
  const mask = { F32: 0x7f800000, F16: 0x7c00, BF16: 0x7f80 }[dtype];
  const { buffer, byteOffset, byteLength } = bytes;
  const words =
    dtype === "F32"
      ? new Uint32Array(buffer, byteOffset, byteLength / 4)
      : new Uint16Array(buffer, byteOffset, byteLength / 2);
  // A separate function for each width, so that each is compiled for one kind of array.
  return words instanceof Uint32Array ? firstMasked32(words, mask) : firstMasked16(words, mask);
}

function firstMasked32(words: Uint32Array, mask: number): number {
  for (let i = 0; i < words.length; i++) if ((words[i] & mask) === mask) return i;
  return -1;
}

function firstMasked16(words: Uint16Array, mask: number): number {
  for (let i = 0; i < words.length; i++) if ((words[i] & mask) === mask) return i;
  return -1;
}

function aligned(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
