/*
 * Windows are drawn band by band of the strongest activation in them, so that weak firings are seen beside strong ones.
 * The bands are octaves, fixed before anything is measured: so what parts of a corpus drew can be put together, and of
 * every window the probability with which it was drawn is known.
 */

/** Band 0 reaches up to 2 to the power of this, each next one to twice as much, and the last has no end. */
const firstBandEnd = -3;
export const bandCount = 12;

/** From where to where a band reaches, in units of activation: `from` is in it, `to` is not. */
export function bandBounds(band: number): { from: number; to: number } {
  return {
    from: band === 0 ? 0 : 2 ** (firstBandEnd + band - 1),
    to: band === bandCount - 1 ? Number.POSITIVE_INFINITY : 2 ** (firstBandEnd + band),
  };
}

/** Bars of the histogram of activations, four to an octave from 2^-6 to 2^10; what is beyond counts in the outer ones. */
const binsPerOctave = 4;
const firstOctave = -6;
const lastOctave = 10;
export const binCount = (lastOctave - firstOctave) * binsPerOctave;

const asFloat = new Float32Array(1);
const asBits = new Uint32Array(asFloat.buffer);

/** The band of a float32 activation above 0: its exponent, no logarithm for each of a corpus' firings. */
export function bandOf(activation: number): number {
  asFloat[0] = activation;
  const octave = ((asBits[0] ?? 0) >>> 23) - 127 - firstBandEnd + 1;
  return octave < 0 ? 0 : octave >= bandCount ? bandCount - 1 : octave;
}

/**
 * The bar of a float32 activation above 0. Bars are even steps between two powers of two, which are the first two bits
 * of the fraction.
 */
export function binOf(activation: number): number {
  asFloat[0] = activation;
  const bin = ((asBits[0] ?? 0) >>> 21) - ((127 + firstOctave) << 2);
  return bin < 0 ? 0 : bin >= binCount ? binCount - 1 : bin;
}

/** Where a bar begins; it ends where the next one begins. */
export function binStart(bin: number): number {
  const octave = Math.floor(bin / binsPerOctave) + firstOctave;
  return 2 ** octave * (1 + (bin % binsPerOctave) / binsPerOctave);
}
