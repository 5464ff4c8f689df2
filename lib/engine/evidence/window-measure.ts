import { streamSite } from "../architectures/sites";
import type { AttributionState } from "../attribution/attribution-state";
import { gatherRows, rowsAt } from "../attribution/source";
import type { Dictionary } from "../dictionaries/dictionary";
import { nothingFrozen, runEdited } from "../interventions/edited-pass";
import { siteName, type Variant } from "../interventions/variant";
import type { StopSignal } from "../stop-signal";
import { knownPositions } from "./known-positions";
import type { LossReader } from "./loss";

/** Rows (variants times positions) of one edited pass, as in a causal check. */
const passRows = 768;
/** Positions whose decoder rows are held at once. */
const positionsAtOnce = 16;

/** A dictionary, and what windows showed of it. */
export interface Kept {
  dictionary: Dictionary;
  /** 1 for features that have fired. (F) */
  seen: Uint8Array;
  windows: WindowSums[];
}

/** Sums over the positions of one window that its dictionary was trained on, but the first; `predictions` and `loss` over all but the first. */
export interface WindowSums {
  positions: number;
  predictions: number;
  firings: number;
  /** Of the site: the sum (dOut), and that of its squares. */
  total: Float64Array;
  squares: number;
  squaredError: number;
  loss: { model: number; replaced: number; zero: number };
}

/** One window, measured with every dictionary (quality.ts). */
export class WindowMeasure {
  private readonly D: number;
  /** The last position after which a token follows. */
  private readonly last: number;

  constructor(
    private readonly state: AttributionState,
    private readonly losses: LossReader,
    private readonly signal: StopSignal | undefined,
  ) {
    this.D = state.model.config.dModel;
    this.last = state.T - 2;
  }

  /** Adds the window to each of the dictionaries. */
  async measure(dictionaries: readonly Kept[]): Promise<void> {
    const { state, last, D } = this;
    const { config } = state.model;
    const unedited = state.site(streamSite(config, config.layers)).subarray(D, (last + 1) * D);
    const own = await this.losses.total(unedited, this.next);
    const variantsAtOnce = Math.max(1, Math.floor(passRows / last / 2));
    for (let start = 0; start < dictionaries.length; start += variantsAtOnce) {
      const some = dictionaries.slice(start, start + variantsAtOnce);
      const errors: Float32Array[] = [];
      for (const { dictionary } of some) errors.push(await this.errorsOf(dictionary));
      const losses = await this.lossesWithout(
        some.flatMap(({ dictionary }, i) => [
          this.replaced(dictionary, this.reconstructionOf(dictionary, errors[i] ?? new Float32Array())),
          this.replaced(dictionary, new Float32Array(state.T * dictionary.dOut)),
        ]),
      );
      for (const [i, { dictionary, seen, windows }] of some.entries()) {
        const [rebuilt = Number.NaN, zero = Number.NaN] = losses.slice(2 * i, 2 * i + 2);
        windows.push({
          ...{ positions: this.positionsOf(dictionary).length, predictions: last },
          firings: await this.countFirings(dictionary, seen),
          ...this.squaresOf(dictionary, errors[i] ?? new Float32Array()),
          loss: { model: own, replaced: rebuilt, zero },
        });
      }
    }
  }

  /** The positions of the window that a dictionary is measured at, ascending. */
  private positionsOf(dictionary: Dictionary): number[] {
    const { model, tokenIds } = this.state;
    return knownPositions(model, dictionary, tokenIds).flatMap((isKnown, s) => (s > 0 && isKnown ? [s] : []));
  }

  /** The tokens after positions 1 to `last`. */
  private get next(): readonly number[] {
    return this.state.tokenIds.slice(2);
  }

  /** The sum of the losses with each variant's edits. */
  private async lossesWithout(variants: readonly Variant[]): Promise<number[]> {
    const { state, last, D, signal } = this;
    const final = { kind: "final", layer: state.model.config.layers } as const;
    const result = await runEdited(state, {
      ...{ variants, freeze: nothingFrozen, lastPosition: last, sites: [final] },
      ...(signal && { signal }),
    });
    const rows = result.sites.get(siteName(final));
    if (!rows) throw new Error("the edited pass does not hold the last residual stream");
    const losses: number[] = [];
    for (let b = 0; b < variants.length; b++)
      losses.push(await this.losses.total(rows.subarray(b * last * D, (b + 1) * last * D), this.next));
    return losses;
  }

  /** What a dictionary misses of its site: (T, dOut), nothing where it is not measured. */
  private async errorsOf(dictionary: Dictionary): Promise<Float32Array> {
    const { state } = this;
    const { kind, layer, hookOut, dOut: D } = dictionary;
    const source = await state.source(kind, layer);
    const [site, b_dec] = [state.site(hookOut), state.biases.decoder(kind, layer)];
    const skip = await state.skip(dictionary);
    const errors = new Float32Array(state.T * D);
    const all = this.positionsOf(dictionary);
    for (let first = 0; first < all.length; first += positionsAtOnce) {
      const positions = all.slice(first, first + positionsAtOnce);
      const blocks = await gatherRows(state.products, source, dictionary, { site, b_dec, skip }, positions);
      // The error is the last of the nodes that write at a position.
      for (const s of positions) errors.set(rowsAt(source, blocks, s).slice(-D), s * D);
    }
    return errors;
  }

  private reconstructionOf({ hookOut }: Dictionary, errors: Float32Array): Float32Array {
    return this.state.site(hookOut).map((value, i) => value - errors[i]);
  }

  /** A dictionary's site with `values` (T, dOut) in its place, at all positions that it is measured at. */
  private replaced(dictionary: Dictionary, values: Float32Array): Variant {
    const { kind, layer, dOut } = dictionary;
    const positions = this.positionsOf(dictionary);
    const apply = (written: Float32Array, _read: Float32Array, firstRow: number) => {
      const rows = written.length / dOut;
      for (const s of positions)
        if (s >= firstRow && s < firstRow + rows)
          written.set(values.subarray(s * dOut, (s + 1) * dOut), (s - firstRow) * dOut);
    };
    return { edits: [{ kind, layer, opened: this.state.opens(kind, layer), firstPosition: 1, apply }] };
  }

  private async countFirings(dictionary: Dictionary, seen: Uint8Array): Promise<number> {
    const { positions, indices } = await this.state.features(dictionary);
    const measured = new Set(this.positionsOf(dictionary));
    let firings = 0;
    for (let i = 0; i < indices.length; i++) {
      if (!measured.has(positions[i])) continue;
      firings += 1;
      seen[indices[i]] = 1;
    }
    return firings;
  }

  private squaresOf(dictionary: Dictionary, errors: Float32Array) {
    const { hookOut, dOut: D } = dictionary;
    const site = this.state.site(hookOut);
    const total = new Float64Array(D);
    let [squares, squaredError] = [0, 0];
    for (const s of this.positionsOf(dictionary))
      for (let i = s * D; i < (s + 1) * D; i++) {
        total[i % D] += site[i];
        squares += site[i] * site[i];
        squaredError += errors[i] * errors[i];
      }
    return { total, squares, squaredError };
  }
}
