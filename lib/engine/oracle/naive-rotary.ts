/** How a random model's positions turn queries and keys. */
export interface NaiveRotary {
  theta: number;
  /** Numbers of a head that are turned, the first. */
  rotated: number;
  scaling?: RandomScaling | undefined;
}

export type RandomScaling =
  | { kind: "linear"; factor: number }
  | { kind: "dynamic"; factor: number }
  | { kind: "llama3"; factor: number; low: number; high: number; original: number };

/** The angle of pair `i` at a position: theta^(-2 i / rotated) a step, scaled as Llama 3.1's reference code has it. */
export function naiveAngle({ theta, rotated, scaling }: NaiveRotary, i: number, position: number): number {
  const frequency = 1 / theta ** ((2 * i) / rotated);
  if (!scaling || scaling.kind === "dynamic") return position * frequency;
  if (scaling.kind === "linear") return (position / scaling.factor) * frequency;
  const wavelength = (2 * Math.PI) / frequency;
  if (wavelength < scaling.original / scaling.high) return position * frequency;
  if (wavelength > scaling.original / scaling.low) return (position * frequency) / scaling.factor;
  const smooth = (scaling.original / wavelength - scaling.low) / (scaling.high - scaling.low);
  return position * ((1 - smooth) * (frequency / scaling.factor) + smooth * frequency);
}

/** One head's vector (K) turned: of its first `rotated` numbers, those of the two halves are pairs, complex numbers. */
export function naiveTurn(
  rotary: NaiveRotary | undefined,
  vector: Float64Array,
  position: number,
): Float64Array {
  const turned = vector.slice();
  const half = (rotary?.rotated ?? 0) / 2;
  for (let i = 0; rotary && i < half; i++) {
    const angle = naiveAngle(rotary, i, position);
    const [real, imaginary] = [vector[i], vector[half + i]];
    turned[i] = real * Math.cos(angle) - imaginary * Math.sin(angle);
    turned[half + i] = real * Math.sin(angle) + imaginary * Math.cos(angle);
  }
  return turned;
}
