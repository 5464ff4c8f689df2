import { bandCount, bandOf, binCount } from "@/lib/evidence-format/strata";
import { maxFirings } from "./example-store";
import { activationOf, ByteReader, ByteWriter } from "./packed-bytes";
import { maxReads, type ReadStore } from "./read-store";
import type { Tally } from "./tally";

/** "CCT1" */
const magic = 0x31544343;

/** What an example was kept for, and whether with what it reads. */
const isTop = 1;
const isDrawn = 2;
const isRead = 4;

/** An example that a part kept. */
export interface PartExample {
  window: number;
  position: number;
  activation: number;
  /** That of its activation (lib/evidence-format/strata.ts). */
  band: number;
  fired: number;
  /** [position, activation], ascending; the peak's own as it was, the others to three digits. */
  firings: [number, number][];
  /** Whether it was kept for its strength, and whether it was drawn. */
  top: boolean;
  drawn: boolean;
  reads?: { head: number; source: number; value: number }[];
  readsTotal?: number;
}

/** What one part showed of one feature. */
export interface FeatureTally {
  tokens: number;
  windows: number;
  sum: number;
  /** Firings by bar. (binCount) */
  histogram: Uint32Array;
  /** Windows by band. (bandCount) */
  bandWindows: Uint32Array;
  examples: PartExample[];
  /** Of attention features: shares of absolute DFA by head, summed over all windows as the drawn ones of each band stand for them. (H) */
  headSums: Float64Array;
  /** The drawn ones that these are of. */
  headExamples: number;
}

/*
 * Of a dictionary: magic, F, H (0 where its features read no heads), how many windows of a band are drawn. Of a feature:
 * tokens, and where it fired windows, sum, histogram, windows by band, examples by window, sums by head.
 */
export function packTally(tally: Tally, reads: ReadStore | undefined): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(1 << 16);
  writer.integer(magic);
  writer.integer(tally.dFeatures);
  writer.integer(reads?.heads ?? 0);
  writer.integer(tally.keep.drawn);
  for (let index = 0; index < tally.dFeatures; index++) packFeature(writer, tally, index, reads);
  return writer.written().slice();
}

function packFeature(writer: ByteWriter, tally: Tally, index: number, reads: ReadStore | undefined): void {
  writer.integer(tally.tokens[index]);
  if (tally.tokens[index] === 0) return;
  writer.integer(tally.windows[index]);
  writer.double(tally.sums[index]);
  packCounts(writer, tally.histogramOf(index));
  const bandWindows = tally.bandWindows.subarray(index * bandCount, (index + 1) * bandCount);
  packCounts(writer, bandWindows);
  const top = new Set(tally.top(index));
  const byBand = Array.from({ length: bandCount }, (_, band) => tally.drawn(index, band));
  const drawn = new Set(byBand.flat());
  const { store } = tally;
  const read = new Set(reads && [...top, ...byBand.flatMap((places) => places.slice(0, tally.keep.read))]);
  const places = [...new Set([...top, ...drawn])].sort((a, b) => store.windowOf(a) - store.windowOf(b));
  writer.integer(places.length);
  let last = 0;
  for (const place of places) {
    writer.integer(
      (top.has(place) ? isTop : 0) + (drawn.has(place) ? isDrawn : 0) + (read.has(place) ? isRead : 0),
    );
    writer.integer(store.windowOf(place) - last);
    last = store.windowOf(place);
    writer.append(store.bytesOf(place));
    if (reads && read.has(place)) packReads(writer, reads, place);
  }
  if (!reads) return;
  const sums = new Float64Array(reads.heads);
  for (const [band, places] of byBand.entries()) {
    const some = places.slice(0, tally.keep.read);
    for (const place of some)
      for (const [h, share] of reads.sharesOf(place).entries())
        sums[h] += (share * bandWindows[band]) / some.length;
  }
  writer.integer(byBand.reduce((sum, places) => sum + Math.min(places.length, tally.keep.read), 0));
  for (const sum of sums) writer.float(sum);
}

function packReads(writer: ByteWriter, reads: ReadStore, place: number): void {
  writer.float(reads.totalOf(place));
  const largest = reads.readsOf(place);
  writer.integer(largest.length);
  for (const { head, source, value } of largest) {
    writer.integer(head);
    writer.integer(source);
    writer.float(value);
  }
}

/** The first that is not 0, how many from there on, and those. */
function packCounts(writer: ByteWriter, counts: Uint32Array): void {
  const first = Math.max(0, counts.findIndex(Boolean));
  const end = counts.findLastIndex(Boolean) + 1;
  writer.integer(first);
  writer.integer(Math.max(0, end - first));
  for (let i = first; i < end; i++) writer.integer(counts[i]);
}

/** Reads what was packed of a dictionary of F features, one feature after the other. */
export class TallyReader {
  private readonly reader: ByteReader;
  private readonly heads: number;
  private readonly drawn: number;

  constructor(bytes: Uint8Array, dFeatures: number) {
    this.reader = new ByteReader(bytes);
    this.reader.expect(this.reader.integer() === magic, "it does not begin as it should");
    this.reader.expect(this.reader.integer() === dFeatures, `it is not of ${dFeatures} features`);
    this.heads = this.reader.integer(0xffff);
    this.drawn = this.reader.integer();
  }

  next(): FeatureTally {
    const { reader } = this;
    const tokens = reader.integer();
    const windows = tokens === 0 ? 0 : reader.integer(tokens);
    const sum = tokens === 0 ? 0 : reader.double();
    const histogram = tokens === 0 ? new Uint32Array(binCount) : this.counts(binCount, tokens);
    const bandWindows = tokens === 0 ? new Uint32Array(bandCount) : this.counts(bandCount, windows);
    const examples = tokens === 0 ? [] : this.examples(bandWindows);
    const headExamples = tokens > 0 && this.heads > 0 ? reader.integer(examples.length) : 0;
    const headSums = new Float64Array(this.heads);
    if (tokens > 0) for (let h = 0; h < this.heads; h++) headSums[h] = reader.float();
    return { tokens, windows, sum, histogram, bandWindows, examples, headSums, headExamples };
  }

  end(): void {
    this.reader.end();
  }

  private counts(length: number, total: number): Uint32Array {
    const counts = new Uint32Array(length);
    const first = this.reader.integer(length);
    const end = first + this.reader.integer(length - first);
    for (let i = first; i < end; i++) counts[i] = this.reader.integer(total);
    this.reader.expect(counts.reduce((sum, count) => sum + count, 0) === total, "its counts do not add up");
    return counts;
  }

  private examples(bandWindows: Uint32Array): PartExample[] {
    const examples: PartExample[] = [];
    const drawn = new Uint32Array(bandCount);
    const count = this.reader.count();
    let window = 0;
    for (let i = 0; i < count; i++) {
      const kept = this.reader.integer(isTop + isDrawn + isRead);
      window += this.reader.integer();
      const example = this.example(window, kept);
      if (example.drawn) drawn[example.band] += 1;
      examples.push(example);
    }
    const whole = bandWindows.every((windows, band) => drawn[band] === Math.min(windows, this.drawn));
    this.reader.expect(whole, "windows that were drawn are missing");
    return examples;
  }

  private example(window: number, kept: number): PartExample {
    const { reader } = this;
    const fired = reader.integer();
    const count = Math.min(fired, maxFirings);
    const peak = reader.integer();
    const activation = reader.float();
    reader.expect(peak < count && activation > 0, "an example in it has no peak");
    const firings: [number, number][] = [];
    let position = 0;
    for (let i = 0; i < count; i++) {
      const gap = reader.integer();
      reader.expect(gap > 0, "positions in it do not ascend");
      position += gap;
      firings.push([position, i === peak ? activation : activationOf(reader.short())]);
    }
    const example = {
      ...{ window, position: firings[peak]?.[0] ?? 0, activation, band: bandOf(activation), fired, firings },
      ...{ top: (kept & isTop) > 0, drawn: (kept & isDrawn) > 0 },
    };
    if ((kept & isRead) === 0) return example;
    reader.expect(this.heads > 0, "an example in it reads no heads");
    const readsTotal = reader.float();
    const reads = Array.from({ length: reader.integer(maxReads) }, () => {
      return { head: reader.integer(this.heads - 1), source: reader.integer(), value: reader.float() };
    });
    return { ...example, reads, readsTotal };
  }
}
