import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";

/** The active features of a run at one dictionary, sorted by position, then index. All three arrays are (N). */
export interface SparseFeatures {
  kind: DictionaryKind;
  layer: number;
  positions: Uint32Array;
  indices: Uint32Array;
  activations: Float32Array;
}

/*
 * Format 1, little-endian: "CCF1", then LEB128 integers: T, number of dictionaries; per dictionary: kind (0 attn,
 * 1 resid, 2 mlp), layer, N, then for each of the T positions how many fire there, then for each position the
 * index of the first and the gaps to the next; then the N activations as float32. 5 to 6 bytes a feature.
 */
const magic = new TextEncoder().encode("CCF1");

/** Packs the active features of a text of `tokenCount` tokens. Throws when a list is not sorted. */
export function encodeFeatures(tokenCount: number, dictionaries: SparseFeatures[]): Uint8Array<ArrayBuffer> {
  const total = dictionaries.reduce((sum, dictionary) => sum + dictionary.indices.length, 0);
  const writer = new ByteWriter(64 + dictionaries.length * (16 + tokenCount * 5) + total * 9);
  writer.bytes(magic);
  writer.integer(tokenCount);
  writer.integer(dictionaries.length);
  for (const { kind, layer, positions, indices, activations } of dictionaries) {
    const count = indices.length;
    if (positions.length !== count || activations.length !== count)
      throw new Error("The three lists differ in length.");
    const perPosition = new Uint32Array(tokenCount);
    for (const position of positions) {
      if (position >= tokenCount) throw new Error(`Position ${position} lies outside ${tokenCount} tokens.`);
      perPosition[position] = (perPosition[position] ?? 0) + 1;
    }
    writer.integer(dictionaryKinds.indexOf(kind));
    writer.integer(layer);
    writer.integer(count);
    for (const firing of perPosition) writer.integer(firing);
    let previousPosition = -1;
    let previous = 0;
    for (let n = 0; n < count; n++) {
      const position = positions[n] ?? 0;
      const index = indices[n] ?? 0;
      const first = position !== previousPosition;
      if (position < previousPosition || (!first && index <= previous)) {
        throw new Error(`The ${kind} features of layer ${layer} are not sorted by position and index.`);
      }
      writer.integer(first ? index : index - previous);
      previousPosition = position;
      previous = index;
    }
    for (const activation of activations) writer.float(activation);
  }
  return writer.done();
}

/** Unpacks what `encodeFeatures` packed. Throws on anything else. */
export function decodeFeatures(packed: Uint8Array): { tokenCount: number; dictionaries: SparseFeatures[] } {
  const reader = new ByteReader(packed);
  for (const byte of magic)
    if (reader.byte() !== byte) throw new Error("These are not packed features of format 1.");
  const tokenCount = reader.integer();
  const dictionaryCount = reader.integer();
  const dictionaries: SparseFeatures[] = [];
  for (let d = 0; d < dictionaryCount; d++) {
    const kind = dictionaryKinds[reader.integer()];
    if (!kind) throw new Error("Packed features name an unknown kind.");
    const layer = reader.integer();
    const count = reader.count(4);
    const positions = new Uint32Array(count);
    const indices = new Uint32Array(count);
    const activations = new Float32Array(count);
    let filled = 0;
    for (let position = 0; position < tokenCount; position++) {
      const firing = reader.integer();
      if (filled + firing > count) throw new Error("Packed features do not add up.");
      positions.fill(position, filled, filled + firing);
      filled += firing;
    }
    if (filled !== count) throw new Error("Packed features do not add up.");
    for (let n = 0; n < count; n++) {
      const gap = reader.integer();
      const follows = n > 0 && positions[n] === positions[n - 1];
      indices[n] = follows ? (indices[n - 1] ?? 0) + gap : gap;
    }
    reader.floats(activations);
    dictionaries.push({ kind, layer, positions, indices, activations });
  }
  reader.end();
  return { tokenCount, dictionaries };
}

class ByteWriter {
  private readonly view: DataView<ArrayBuffer>;
  private offset = 0;

  constructor(capacity: number) {
    this.view = new DataView(new ArrayBuffer(capacity));
  }

  bytes(bytes: Uint8Array) {
    for (const byte of bytes) this.view.setUint8(this.offset++, byte);
  }

  integer(value: number) {
    let rest = value;
    while (rest > 0x7f) {
      this.view.setUint8(this.offset++, (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.view.setUint8(this.offset++, rest);
  }

  float(value: number) {
    this.view.setFloat32(this.offset, value, true);
    this.offset += 4;
  }

  done() {
    return new Uint8Array(this.view.buffer, 0, this.offset).slice();
  }
}

/** A run of a large model on its longest text has millions of integers, and a page waits for them. */
class ByteReader {
  private offset = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    const byte = this.bytes[this.offset++];
    if (byte === undefined) throw new Error("Packed features end too early.");
    return byte;
  }

  integer(): number {
    let value = this.byte();
    if (value < 0x80) return value;
    value &= 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error("Packed features hold an integer of more than 35 bits.");
  }

  /** A number of things of which each takes at least `bytesEach`, so that a broken one cannot ask for gigabytes. */
  count(bytesEach: number): number {
    const count = this.integer();
    if (count * bytesEach > this.bytes.byteLength - this.offset)
      throw new Error("Packed features end too early.");
    return count;
  }

  /** Fills a list. */
  floats(values: Float32Array): void {
    const { buffer, byteOffset } = this.bytes;
    if (this.offset + values.byteLength > this.bytes.byteLength)
      throw new Error("Packed features end too early.");
    const view = new DataView(buffer, byteOffset + this.offset, values.byteLength);
    for (let n = 0; n < values.length; n++) values[n] = view.getFloat32(4 * n, true);
    this.offset += values.byteLength;
  }

  end() {
    if (this.offset !== this.bytes.byteLength) throw new Error("Packed features have bytes left over.");
  }
}
