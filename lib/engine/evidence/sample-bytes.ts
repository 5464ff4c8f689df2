import type { ActiveFeatures } from "../features";
import { ByteReader, ByteWriter } from "./packed-bytes";

/** "CCS1" */
const magic = 0x31534343;

/*
 * Magic, number of dictionaries; of a window 1, its number, its token ids, and of each dictionary how many features fire, of each the gap to
 * the one before, how many tokens it fires on, which of them is the strongest, and their positions as gaps. Then 0.
 */

/** Packs windows with every firing in them, position 0 left out. */
export class SampleWriter {
  private readonly writer = new ByteWriter();

  constructor(dictionaries: number) {
    this.writer.integer(magic);
    this.writer.integer(dictionaries);
  }

  /** One window and what fires in it, a list for each dictionary. */
  add(window: number, tokenIds: readonly number[], features: readonly ActiveFeatures[]): void {
    this.writer.integer(1);
    this.writer.integer(window);
    this.writer.integer(tokenIds.length);
    for (const id of tokenIds) this.writer.integer(id);
    for (const active of features) this.addDictionary(active);
  }

  private addDictionary({ positions, indices, activations }: ActiveFeatures): void {
    const byFeature = new Map<number, number[]>();
    for (const [i, index] of indices.entries()) {
      if (positions[i] === 0) continue;
      const own = byFeature.get(index);
      if (own) own.push(i);
      else byFeature.set(index, [i]);
    }
    const ascending = [...byFeature].sort(([a], [b]) => a - b);
    this.writer.integer(ascending.length);
    let last = 0;
    for (const [index, own] of ascending) {
      this.writer.integer(index - last);
      last = index;
      const strongest = own.reduce(
        (best, i, n) => (activations[i] > activations[own[best] ?? i] ? n : best),
        0,
      );
      this.writer.integer(own.length);
      this.writer.integer(strongest);
      let before = 0;
      for (const i of own) {
        this.writer.integer(positions[i] - before);
        before = positions[i];
      }
    }
  }

  packed(): Uint8Array<ArrayBuffer> {
    const all = new ByteWriter(this.writer.length + 1);
    all.append(this.writer.written());
    all.integer(0);
    return all.written().slice();
  }
}

/** What is told of packed windows as they are read. */
export interface SampleVisitor {
  window(number: number, tokenIds: Uint32Array): void;
  /** A feature, by its dictionary's place, fires at a position of the window told last. */
  firing(dictionary: number, index: number, position: number, strongest: boolean): void;
}

/** Reads packed windows; `sizes` are the numbers of features of the dictionaries. */
export function visitSample(bytes: Uint8Array, sizes: readonly number[], visitor: SampleVisitor): void {
  const reader = new ByteReader(bytes);
  reader.expect(reader.integer() === magic, "it does not begin as it should");
  reader.expect(reader.integer() === sizes.length, `it is not of ${sizes.length} dictionaries`);
  while (reader.integer(1) === 1) {
    const number = reader.integer();
    const tokenIds = new Uint32Array(reader.count());
    for (let i = 0; i < tokenIds.length; i++) tokenIds[i] = reader.integer();
    visitor.window(number, tokenIds);
    for (const [dictionary, F] of sizes.entries())
      visitDictionary(reader, dictionary, F, tokenIds.length, visitor);
  }
  reader.end();
}

function visitDictionary(
  reader: ByteReader,
  dictionary: number,
  F: number,
  T: number,
  visitor: SampleVisitor,
): void {
  const features = reader.count();
  let index = 0;
  for (let n = 0; n < features; n++) {
    const gap = reader.integer(F);
    index += gap;
    reader.expect(index < F && (gap > 0 || n === 0), "features in it do not ascend");
    const count = reader.count();
    const strongest = reader.integer();
    reader.expect(strongest < count, "a feature in it has no peak");
    let position = 0;
    for (let i = 0; i < count; i++) {
      const step = reader.integer(T);
      position += step;
      reader.expect(step > 0 && position < T, "positions in it do not ascend");
      visitor.firing(dictionary, index, position, i === strongest);
    }
  }
}
