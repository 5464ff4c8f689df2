import { enlarged } from "./enlarged";

/** Of an example's reads by head and source, how many are kept. */
export const maxReads = 6;

/** What attention features read at the peaks of examples, by the examples' places. */
export class ReadStore {
  private places = 64;
  /** Largest by absolute value first, of (place, maxReads); a head past the last where there are fewer. */
  private readHeads = new Uint16Array(64 * maxReads);
  private sources = new Uint32Array(64 * maxReads);
  private values = new Float32Array(64 * maxReads);
  /** Over all heads and sources. (place) */
  private totals = new Float64Array(64);
  /** Of the sum of absolute reads, each head's. (place, H) */
  private shares: Float32Array;

  constructor(/** H */ readonly heads: number) {
    this.shares = new Float32Array(64 * heads);
  }

  /** Takes a place's reads from row `n` of a table (H, N, T), sources up to `position`. */
  set(place: number, table: Float32Array, n: number, N: number, T: number, position: number): void {
    while (place >= this.places) this.grow();
    const start = place * maxReads;
    this.readHeads.fill(this.heads, start, start + maxReads);
    this.values.fill(0, start, start + maxReads);
    let total = 0;
    let absolute = 0;
    let least = 0;
    for (let h = 0; h < this.heads; h++) {
      const row = (h * N + n) * T;
      let ofHead = 0;
      for (let s = 0; s <= position; s++) {
        const value = table[row + s];
        const size = Math.abs(value);
        total += value;
        ofHead += size;
        if (size > least) least = this.insert(start, h, s, value);
      }
      this.shares[place * this.heads + h] = ofHead;
      absolute += ofHead;
    }
    this.totals[place] = total;
    for (let h = 0; absolute > 0 && h < this.heads; h++) this.shares[place * this.heads + h] /= absolute;
  }

  /** The size that the next one must pass. */
  private insert(start: number, head: number, source: number, value: number): number {
    const { values, readHeads, sources } = this;
    let at = start + maxReads - 1;
    for (; at > start && Math.abs(values[at - 1]) < Math.abs(value); at--) {
      values[at] = values[at - 1];
      readHeads[at] = readHeads[at - 1];
      sources[at] = sources[at - 1];
    }
    values[at] = value;
    readHeads[at] = head;
    sources[at] = source;
    return Math.abs(values[start + maxReads - 1]);
  }

  totalOf(place: number): number {
    return this.totals[place];
  }

  /** Largest by absolute value first. */
  readsOf(place: number): { head: number; source: number; value: number }[] {
    return Array.from({ length: maxReads }, (_, i) => place * maxReads + i)
      .filter((at) => this.readHeads[at] < this.heads)
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
    this.totals = enlarged(this.totals, new Float64Array(this.places));
    this.shares = enlarged(this.shares, new Float32Array(this.places * this.heads));
  }
}
