import { enlarged } from "./enlarged";
import { ByteWriter, codeOf } from "./packed-bytes";

/** Firings of one example that are kept: those nearest to its peak. */
export const maxFirings = 32;

/** Garbage below this is not worth collecting. */
const leastGarbageBytes = 1 << 12;

/**
 * One dictionary's examples by place, each packed when it comes: a part has a hundred thousand, most of them of a few bytes.
 * A place is free again once nobody holds it.
 */
export class ExampleStore {
  private readonly free: number[] = [];
  private places = 0;
  private windows = new Uint32Array(64);
  private peaks = new Float32Array(64);
  private positions = new Uint32Array(64);
  private holders = new Uint8Array(64);
  private starts = new Uint32Array(64);
  private lengths = new Uint16Array(64);
  private bytes = new ByteWriter();
  private garbageBytes = 0;

  /** Bytes of packed examples, and of those that nobody holds any more. */
  get heldBytes(): number {
    return this.bytes.length;
  }

  /**
   * Stores `count` firings of a feature in a window, of which that at `peak` is the strongest; held by one.
   * `positions` and `activations` ascend in position.
   */
  put(
    window: number,
    peak: number,
    count: number,
    positions: Uint32Array,
    activations: Float32Array,
  ): number {
    const place = this.free.pop() ?? this.places++;
    if (place === this.windows.length) this.grow();
    this.windows[place] = window;
    this.peaks[place] = activations[peak];
    this.positions[place] = positions[peak];
    this.holders[place] = 1;
    this.starts[place] = this.bytes.length;
    this.write(peak, count, positions, activations);
    this.lengths[place] = this.bytes.length - this.starts[place];
    return place;
  }

  hold(place: number): void {
    this.holders[place] += 1;
  }

  release(place: number): void {
    this.holders[place] -= 1;
    if (this.holders[place] > 0) return;
    this.free.push(place);
    this.garbageBytes += this.lengths[place];
    if (this.garbageBytes > leastGarbageBytes && 2 * this.garbageBytes > this.bytes.length) this.collect();
  }

  windowOf(place: number): number {
    return this.windows[place];
  }

  peakOf(place: number): number {
    return this.peaks[place];
  }

  positionOf(place: number): number {
    return this.positions[place];
  }

  /** Its firings as they were packed; valid until the next one is put. */
  bytesOf(place: number): Uint8Array {
    return this.bytes.written().subarray(this.starts[place], this.starts[place] + this.lengths[place]);
  }

  /** How many there are in all, how many are kept, their positions as gaps, which is the peak, the others' activations. */
  private write(peak: number, count: number, positions: Uint32Array, activations: Float32Array): void {
    const kept = Math.min(count, maxFirings);
    const first = Math.max(0, Math.min(peak - maxFirings / 2, count - kept));
    this.bytes.integer(count);
    this.bytes.integer(peak - first);
    this.bytes.float(activations[peak]);
    let last = 0;
    for (let i = first; i < first + kept; i++) {
      const position = positions[i];
      this.bytes.integer(position - last);
      last = position;
      if (i !== peak) this.bytes.short(codeOf(activations[i]));
    }
  }

  /** Moves what is held together. */
  private collect(): void {
    const kept = new ByteWriter(Math.max(1024, this.bytes.length - this.garbageBytes));
    for (let place = 0; place < this.places; place++) {
      if (this.holders[place] === 0) continue;
      const bytes = this.bytesOf(place);
      this.starts[place] = kept.length;
      kept.append(bytes);
    }
    this.bytes = kept;
    this.garbageBytes = 0;
  }

  private grow(): void {
    const size = 2 * this.windows.length;
    this.windows = enlarged(this.windows, new Uint32Array(size));
    this.peaks = enlarged(this.peaks, new Float32Array(size));
    this.positions = enlarged(this.positions, new Uint32Array(size));
    this.holders = enlarged(this.holders, new Uint8Array(size));
    this.starts = enlarged(this.starts, new Uint32Array(size));
    this.lengths = enlarged(this.lengths, new Uint16Array(size));
  }
}
