import { bandCount, bandOf, binCount, binOf } from "@/lib/evidence-format/strata";
import type { ActiveFeatures } from "../features";
import { mix, placeOf } from "./draw";
import { ExampleStore } from "./example-store";
import type { Keep } from "./part";

/** A feature in the window that was added last, kept with what it reads. */
export interface KeptPeak {
  index: number;
  position: number;
  /** In the tally's store. */
  place: number;
}

/** Tokens before a peak by which, with the peak's own, two windows are told apart. */
const alikeBefore = 4;

/** Firings that wait to be counted into the histograms: 256 KB, which stay in a core's cache. */
const mostPending = 65_536;

/** Of a feature in the window at hand: places of its last firing (0), its strongest and their number. */
const strongest = 1;
const count = 2;
const ofEach = 3;

/**
 * What part of a corpus showed of one dictionary's F features, counted window by window. What it holds depends on F and
 * `keep`, not on how many windows there were.
 */
export class Tally {
  /** Tokens at which each fires, position 0 left out. (F) */
  readonly tokens: Uint32Array;
  /** Windows in which it does. (F) */
  readonly windows: Uint32Array;
  /** Of its activations. (F) */
  readonly sums: Float64Array;
  /** (F, binCount) */
  private readonly histogram: Uint32Array;
  /** Bars of firings that are not counted in it yet. */
  private readonly pendingBars = new Uint32Array(mostPending);
  private pending = 0;
  /** Windows by the band of their strongest activation. (F, bandCount) */
  readonly bandWindows: Uint32Array;
  readonly store = new ExampleStore();
  /** Places in the store, -1 for none: (F, top), strongest first, and (F, bandCount, drawn). */
  private readonly topPlaces: Int32Array;
  private readonly drawnPlaces: Int32Array;
  /** What tells the strongest windows apart. (F, top) */
  private readonly topKeys: Uint32Array;
  /** What a window must reach to be among them. (F) */
  private readonly topLeast: Float32Array;
  /**
   * Of the window at hand, by feature: its last firing, its strongest one and how many there are; and of each firing the
   * one before it of the same feature. Firings are indices into the window's lists, -1 is none. (F, 3), (m)
   */
  private readonly own: Int32Array;
  private before = new Int32Array(1024);
  private fired = new Uint32Array(1024);
  /** The firings of one feature in it. */
  private positions = new Uint32Array(128);
  private activations = new Float32Array(128);

  constructor(
    /** F */ readonly dFeatures: number,
    readonly keep: Keep,
    private readonly seed: number,
  ) {
    const F = dFeatures;
    this.tokens = new Uint32Array(F);
    this.windows = new Uint32Array(F);
    this.sums = new Float64Array(F);
    this.histogram = new Uint32Array(F * binCount);
    this.bandWindows = new Uint32Array(F * bandCount);
    this.topPlaces = new Int32Array(F * keep.top).fill(-1);
    this.topKeys = new Uint32Array(F * keep.top);
    this.topLeast = new Float32Array(F);
    this.drawnPlaces = new Int32Array(F * bandCount * keep.drawn).fill(-1);
    this.own = new Int32Array(ofEach * F).fill(-1);
  }

  /** Adds a window of the corpus, by its number there. Returned are the features that are kept with what they read. */
  add(
    window: number,
    tokenIds: readonly number[],
    active: Pick<ActiveFeatures, "positions" | "indices" | "activations">,
  ): KeptPeak[] {
    this.makeRoom(active.indices.length, tokenIds.length);
    const fired = this.countFirings(active);
    const bitsOfWindow = mix(this.seed, window);
    const kept: KeptPeak[] = [];
    for (let i = 0; i < fired; i++) {
      const index = this.fired[i];
      const at = this.own[ofEach * index + strongest];
      const peak = active.activations[at];
      this.tokens[index] += this.own[ofEach * index + count];
      this.windows[index] += 1;
      const band = index * bandCount + bandOf(peak);
      this.bandWindows[band] += 1;
      const slot = placeOf(this.bandWindows[band], this.keep.drawn, mix(bitsOfWindow, index));
      const isTop = peak >= this.topLeast[index];
      if (slot >= 0 || isTop) {
        const place = this.put(index, window, active);
        const position = active.positions[at];
        if (slot >= 0) this.setDrawn(band, slot, place);
        const isOfTop = isTop && this.addTop(index, window, peak, keyOf(tokenIds, position), place);
        if (isOfTop || (slot >= 0 && slot < this.keep.read)) kept.push({ index, position, place });
        this.store.release(place);
      }
      this.own[ofEach * index] = -1;
    }
    return kept;
  }

  private makeRoom(firings: number, tokens: number): void {
    if (this.before.length < firings) this.before = new Int32Array(2 * firings);
    if (this.fired.length < firings) this.fired = new Uint32Array(2 * firings);
    if (this.positions.length >= tokens) return;
    this.positions = new Uint32Array(tokens);
    this.activations = new Float32Array(tokens);
  }

  /** Counts a window's firings; how many features there are in `fired`. */
  private countFirings({
    positions,
    indices,
    activations,
  }: Pick<ActiveFeatures, "positions" | "indices" | "activations">): number {
    const { own, before, fired, sums, pendingBars } = this;
    const m = indices.length;
    let features = 0;
    let start = 0;
    while (start < m && positions[start] === 0) start++;
    for (let i = start; i < m; i++) {
      const index = indices[i];
      const activation = activations[i];
      const at = ofEach * index;
      before[i] = own[at];
      if (own[at] < 0) {
        fired[features++] = index;
        own[at + strongest] = i;
        own[at + count] = 1;
      } else {
        own[at + count] += 1;
        if (activation > activations[own[at + strongest]]) own[at + strongest] = i;
      }
      own[at] = i;
      sums[index] += activation;
      if (this.pending === mostPending) this.countPending();
      pendingBars[this.pending++] = index * binCount + binOf(activation);
    }
    return features;
  }

  /**
   * Counts the firings that wait. A dictionary's histograms are half a megabyte, and each window reaches all over them:
   * many windows' firings at once find them in the cache.
   */
  private countPending(): void {
    const { histogram, pendingBars, pending } = this;
    for (let i = 0; i < pending; i++) histogram[pendingBars[i]] += 1;
    this.pending = 0;
  }

  /** How often a feature fired in each bar, of what was added so far. (binCount) */
  histogramOf(index: number): Uint32Array {
    this.countPending();
    return this.histogram.subarray(index * binCount, (index + 1) * binCount);
  }

  /** Stores a feature's firings in the window at hand. */
  private put(
    index: number,
    window: number,
    active: Pick<ActiveFeatures, "positions" | "activations">,
  ): number {
    const firings = this.own[ofEach * index + count];
    let peak = 0;
    let at = firings;
    for (let i = this.own[ofEach * index]; i >= 0; i = this.before[i]) {
      at -= 1;
      this.positions[at] = active.positions[i];
      this.activations[at] = active.activations[i];
      if (i === this.own[ofEach * index + strongest]) peak = at;
    }
    return this.store.put(window, peak, firings, this.positions, this.activations);
  }

  private setDrawn(band: number, slot: number, place: number): void {
    const first = band * this.keep.drawn;
    const count = this.bandWindows[band];
    const old = this.drawnPlaces[first + slot];
    if (count <= this.keep.drawn) this.drawnPlaces[first + count - 1] = old;
    else this.store.release(old);
    this.drawnPlaces[first + slot] = place;
    this.store.hold(place);
  }

  private addTop(index: number, window: number, peak: number, key: number, place: number): boolean {
    const { topPlaces, topKeys, store } = this;
    const first = index * this.keep.top;
    const last = first + this.keep.top - 1;
    // The place of the one that it is like; else the first that is free; else that of the weakest.
    let at = first;
    while (at < last && topPlaces[at] >= 0 && topKeys[at] !== key) at++;
    const old = topPlaces[at];
    if (old >= 0 && !this.isStronger(peak, window, old)) return false;
    for (; at > first && this.isStronger(peak, window, topPlaces[at - 1]); at--) {
      topPlaces[at] = topPlaces[at - 1];
      topKeys[at] = topKeys[at - 1];
    }
    topPlaces[at] = place;
    topKeys[at] = key;
    store.hold(place);
    if (old >= 0) store.release(old);
    if (topPlaces[last] >= 0) this.topLeast[index] = store.peakOf(topPlaces[last]);
    return true;
  }

  /** Of two equally strong windows the earlier one stands first, so that the order of parts does not matter. */
  private isStronger(peak: number, window: number, place: number): boolean {
    const other = this.store.peakOf(place);
    return peak > other || (peak === other && window < this.store.windowOf(place));
  }

  /** The strongest windows of a feature, strongest first; of windows alike up to the peak only the strongest. */
  top(index: number): number[] {
    return heldIn(this.topPlaces, index * this.keep.top, this.keep.top);
  }

  /** Windows of a band, drawn evenly from its `bandWindows`, and so are the first `keep.read` of them. */
  drawn(index: number, band: number): number[] {
    return heldIn(this.drawnPlaces, (index * bandCount + band) * this.keep.drawn, this.keep.drawn);
  }
}

function heldIn(places: Int32Array, start: number, count: number): number[] {
  return Array.from(places.subarray(start, start + count)).filter((place) => place >= 0);
}

/** The tokens up to a peak as one number: of windows alike there, the strongest stands for all. */
export function keyOf(tokenIds: ArrayLike<number>, position: number): number {
  const first = Math.max(0, position - alikeBefore);
  let key = position - first + 1;
  for (let i = first; i <= position; i++) key = mix(key, tokenIds[i] ?? 0);
  return key;
}
