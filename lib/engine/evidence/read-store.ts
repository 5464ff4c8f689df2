import { enlarged } from "./enlarged";

/** Of an example's reads by head and source, how many are kept. */
export const maxReads = 6;

/** Of N examples in a window the `count` largest reads, in cells h T + s; the sum of all; and of the absolute ones of each head. */
export interface FoundReads {
  count: number;
  values: Float32Array; // (N, count)
  cells: Int32Array; // (N, count)
  totals: Float32Array; // (N)
  byHead: Float32Array; // (N, H)
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
  set(place: number, { count, values, cells, totals, byHead }: FoundReads, n: number, T: number): void {
    while (place >= this.places) this.grow();
    for (let i = 0; i < maxReads; i++) {
      const at = place * maxReads + i;
      const from = n * count + i;
      this.values[at] = i < count ? values[from] : 0;
      this.readHeads[at] = i < count ? Math.floor(cells[from] / T) : 0;
      this.sources[at] = i < count ? cells[from] % T : 0;
    }
    this.totals[place] = totals[n];
    const H = this.heads;
    let absolute = 0;
    for (let h = 0; h < H; h++) absolute += byHead[n * H + h];
    for (let h = 0; h < H; h++) this.shares[place * H + h] = absolute > 0 ? byHead[n * H + h] / absolute : 0;
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
