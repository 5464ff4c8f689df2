import type { WeightType } from "../weights/number-formats";

/** Float32 values as the bytes a safetensors file stores them in; F16 and BF16 round to nearest even. */
export function toStored(values: Float32Array, dtype: WeightType): Uint8Array {
  if (dtype === "F32") return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const half = dtype === "BF16" ? Uint16Array.from(bits, bfloat16) : Uint16Array.from(bits, float16);
  return new Uint8Array(half.buffer);
}

function bfloat16(bits: number): number {
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

function float16(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - 112;
  const fraction = bits & 0x7fffff;
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent <= 0) return exponent < -10 ? sign : sign | roundedShift(fraction | 0x800000, 14 - exponent);
  return sign + (exponent << 10) + roundedShift(fraction, 13);
}

/** `value >> shift`, rounded to nearest, ties to even. */
function roundedShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value - kept * 2 ** shift;
  const half = 2 ** (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
