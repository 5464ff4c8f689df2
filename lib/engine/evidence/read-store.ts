import { enlarged } from "./enlarged";

/** Of an example's reads by head and source, how many are kept. */
export const maxReads = 6;

/** What N examples in a window of T tokens read, by head and source; the sums of all; and of the absolute ones of each head. */
export interface FoundReads {
  table: Float32Array; // (H, N, T)
  totals: Float32Array; // (N)
  byHead: Float32Array; // (H, N)
}

/** What attention features read at the peaks of examples, by the examples' places. */
export class ReadStore {
  private places = 64;
  /** Largest by absolute value first; values of 0 where there are fewer. (place, maxReads) */
  private readHeads = new Uint16Array(64 * maxReads);
  private sources = new Uint32Array(64 * maxReads);
  private values = new Float32Array(64 * maxReads);
  /** Over all heads and sources. (place) */
  private totals = new Float32Array(64);
  /** Of the sum of absolute reads, each head's. (place, H) */
  private shares: Float32Array;

  constructor(/** H */ readonly heads: number) {
    this.shares = new Float32Array(64 * heads);
  }

  /** Takes a place's reads: the `n`-th of those found in a window of T tokens. */
  set(place: number, { table, totals, byHead }: FoundReads, n: number, T: number): void {
    while (place >= this.places) this.grow();
    const N = totals.length;
    this.keepLargest(place * maxReads, table, n * T, N * T, T);
    this.totals[place] = totals[n];
    const H = this.heads;
    let absolute = 0;
    for (let h = 0; h < H; h++) absolute += byHead[h * N + n];
    for (let h = 0; h < H; h++) this.shares[place * H + h] = absolute > 0 ? byHead[h * N + n] / absolute : 0;
  }

  /** The largest by absolute value, largest first, of equal ones the first: of T cells of each head, `step` apart. */
  private keepLargest(at: number, table: Float32Array, first: number, step: number, T: number): void {
    const { values, readHeads, sources } = this;
    values.fill(0, at, at + maxReads);
    const last = at + maxReads - 1;
    let least = 0;
    for (let h = 0; h < this.heads; h++) {
      for (let s = 0, cell = first + h * step; s < T; s++, cell++) {
        const size = Math.abs(table[cell]);
        if (size <= least) continue;
        let rank = last;
        for (; rank > at && size > Math.abs(values[rank - 1]); rank--) {
          values[rank] = values[rank - 1];
          readHeads[rank] = readHeads[rank - 1];
          sources[rank] = sources[rank - 1];
        }
        values[rank] = table[cell];
        readHeads[rank] = h;
        sources[rank] = s;
        least = Math.abs(values[last]);
      }
    }
  }

  totalOf(place: number): number {
    return this.totals[place];
  }

  /** Largest by absolute value first. */
  readsOf(place: number): { head: number; source: number; value: number }[] {
    return Array.from({ length: maxReads }, (_, i) => place * maxReads + i)
      .filter((at) => this.values[at] !== 0)
      .map((at) => ({ head: this.readHeads[at], source: this.sources[at], value: this.values[at] }));
  }

  /** (H) */
  sharesOf(place: number): Float32Array {
    return this.shares.subarray(place * this.heads, (place + 1) * this.heads);
  }

  private grow(): void {
    this.places *= 2;
    this.readHeads = enlarged(this.readHeads, new Uint16Array(this.places * maxReads));
    this.sources = enlarged(this.sources, new Uint32Array(this.places * maxReads));
    this.values = enlarged(this.values, new Float32Array(this.places * maxReads));
    this.totals = enlarged(this.totals, new Float32Array(this.places));
    this.shares = enlarged(this.shares, new Float32Array(this.places * this.heads));
  }
}
