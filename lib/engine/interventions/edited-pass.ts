import { headsWidth } from "../architectures/architecture";
import { rotationAt } from "../architectures/rotary";
import { scoredSite, streamSite } from "../architectures/sites";
import type { AttributionState } from "../attribution/attribution-state";
import { spread } from "../attribution/read-vectors";
import { EngineError } from "../errors";
import type { Tensor } from "../runtime";
import type { StopSignal } from "../stop-signal";
import { type HeadPatch, patchInputs } from "./head-patches";
import { type LayerSessions, layerSessionsOf } from "./layer-sessions";
import {
  type ActiveRow,
  firstPositionOf,
  firstStageOf,
  type ReadSite,
  type SiteEdit,
  siteName,
  stageOf,
  stageOfEdit,
  type Variant,
} from "./variant";

/** What stays as it was in the unedited run (attribution.md section 5). */
export interface Freeze {
  /** Attention patterns. */
  patterns: boolean;
  /** Denominators of every LayerNorm. */
  layerNorms: boolean;
  /** Every attention and MLP output but the edited ones: what is left is the direct path to what is read. */
  outputs: boolean;
}

/** What reads a site squares its numbers in float32 (a LayerNorm), which past 1.8e19 gives infinity. */
const maxNumber = 1e18;

export const nothingFrozen: Freeze = { patterns: false, layerNorms: false, outputs: false };

export interface PassRequest {
  variants: readonly Variant[];
  freeze: Freeze;
  /** Rows after it are not computed. */
  lastPosition: number;
  /** Sites wanted; the pass ends after the last of them. */
  sites: readonly ReadSite[];
  /**
   * Only the last row of the last residual stream is wanted, and it is all that `sites` may name: of what follows the last layer's
   * attention no other row is computed.
   */
  endsAtLastRow?: boolean;
  signal?: StopSignal;
}

export interface PassResult {
  firstPosition: number;
  /** Rows of a variant. */
  n: number;
  /** By `siteName`, (variants, n, D) in the order of the request. */
  sites: Map<string, Float32Array>;
}

/**
 * Runs several edited variants of a text at once. Only rows from the first edited position to the last one
 * wanted are computed, a variant joins at its first edited site, and everything before comes from the
 * unedited run.
 */
export async function runEdited(state: AttributionState, request: PassRequest): Promise<PassResult> {
  return new EditedPass(state, request).run();
}

class EditedPass {
  private readonly sessions: LayerSessions;
  private readonly D: number;
  private first: number;
  private n: number;
  private readonly lastStage: number;
  /** Variants by the stage they join at. */
  private readonly order: { variant: Variant; slot: number; stage: number }[];
  private active = 0;
  private readonly captured = new Map<string, Float32Array>();

  constructor(
    private readonly state: AttributionState,
    private readonly request: PassRequest,
  ) {
    const { variants, lastPosition } = request;
    this.sessions = layerSessionsOf(state.model);
    this.D = state.model.config.dModel;
    this.first = Math.min(
      lastPosition,
      ...variants.map((variant) => firstPositionOf(variant) ?? lastPosition),
    );
    this.n = lastPosition + 1 - this.first;
    this.lastStage = Math.max(...request.sites.map((site) => this.stageOfReading(site)));
    this.order = variants
      .map((variant, slot) => ({ variant, slot, stage: firstStageOf(variant) }))
      .toSorted((a, b) => a.stage - b.stage || a.slot - b.slot);
  }

  async run(): Promise<PassResult> {
    const { n, D, order, state, lastStage } = this;
    const { layers } = state.model.config;
    const size = order.length * n * D;
    let x: Float32Array = new Float32Array(size);
    const firstLayer = Math.floor(Math.min(lastStage, order[0]?.stage ?? lastStage) / 3);
    for (let l = firstLayer; l <= layers; l++) {
      this.request.signal?.throwIfAborted();
      const pre = streamSite(state.model.config, l);
      this.join(3 * l, [[x, pre]]);
      await this.edit({ kind: "resid", layer: l, opened: false }, x, x);
      if (l === layers) this.capture({ kind: "final", layer: l }, x, pre);
      else if (!state.opens("resid", l)) this.capture({ kind: "resid", layer: l }, x, pre);
      if (l === layers || 3 * l >= lastStage) break;

      let z = await this.attention(l, x, pre);
      if (3 * l + 1 >= lastStage) break;

      if (this.request.endsAtLastRow && l === layers - 1) [x, z] = this.keepLastRow([x, z]);
      x = await this.feedForward(l, x, z);
      if (3 * l + 2 >= lastStage) break;
    }
    return { firstPosition: this.first, n: this.n, sites: this.captured };
  }

  /** The last row of each variant, (variants, 1, D): the pass goes on with these alone. */
  private keepLastRow([x, z]: readonly [Float32Array, Float32Array]): [Float32Array, Float32Array] {
    const { n } = this;
    const last = (all: Float32Array) => {
      const W = all.length / (this.order.length * n);
      const kept = new Float32Array(all.length / n);
      for (let b = 0; b * W < kept.length; b++)
        kept.set(all.subarray(((b + 1) * n - 1) * W, (b + 1) * n * W), b * W);
      return kept;
    };
    this.first += n - 1;
    this.n = 1;
    return [last(x), last(z)];
  }

  /** z with its edits, (variants, n, H K); where outputs are frozen, what is read of it is computed all the same. */
  private async attention(
    l: number,
    x: Float32Array, // (variants, n, D)
    pre: string,
  ): Promise<Float32Array> {
    const { state, request } = this;
    const { freeze, sites } = request;
    const site = { kind: "attn", layer: l } as const;
    const hook = `blocks.${l}.attn.hook_z`;
    const isWanted = sites.some((wanted) => siteName(wanted) === siteName(site));
    const held = new Float32Array(this.order.length * this.n * headsWidth(state.model.config));
    for (let b = 0; b < this.active; b++) this.restore(held, b, hook);
    const z = freeze.outputs && !isWanted ? held : await this.attend(l, x);
    this.join(3 * l + 1, [
      [x, pre],
      [z, hook],
      [held, hook],
    ]);
    const place = { ...site, opened: false };
    await this.edit(place, z, z);
    if (!state.opens("attn", l)) this.capture(site, z, hook);
    if (!freeze.outputs || z === held) return z;
    await this.edit(place, held, held);
    return held;
  }

  private async attend(
    l: number,
    x: Float32Array, // (variants, n, D)
  ): Promise<Float32Array> {
    const { state, first, n, D, active, request } = this;
    const whole = new Float32Array(this.order.length * n * headsWidth(state.model.config));
    if (active === 0) return whole;
    const rows = { data: x.subarray(0, active * n * D), shape: [active, n, D] };
    const sigma = this.sigma(rows.data, `blocks.${l}.ln1.hook_scale`);
    const { keyHeads: G, dHead: K, rotary } = state.model.config;
    const prefix = (site: string) => {
      return { data: state.site(site).subarray(0, first * G * K), shape: [1, first, G * K] };
    };
    const inputs = { x: rows, sigma, v: prefix(`blocks.${l}.attn.hook_v`) };
    const z = request.freeze.patterns
      ? await this.sessions.mixValues(l, { ...inputs, pattern: this.pattern(l) }, this.patchesAt(l, ["v"]))
      : await this.sessions.attend(
          l,
          {
            ...{ ...inputs, k: prefix(scoredSite(state.model.config, l, "k")), mask: this.mask() },
            ...(rotary && rotationAt(rotary, first, n)),
          },
          this.patchesAt(l, ["q", "k", "v"]),
        );
    whole.set(z);
    return whole;
  }

  /** The patches of the active variants at a layer, as its attention takes them. */
  private patchesAt(l: number, parts: readonly HeadPatch["part"][]): Record<string, Tensor> | undefined {
    const { first, n, order, active, state } = this;
    const patches = order.slice(0, active).map(({ variant }) => variant.patches ?? []);
    return patchInputs(state.model.config, patches, parts, { layer: l, first, n });
  }

  /** The rest of the layer: (variants, n, D) to (variants, n, D). */
  private async feedForward(
    l: number,
    x: Float32Array, // (variants, n, D)
    z: Float32Array, // (variants, n, H K)
  ): Promise<Float32Array> {
    const { n, D, sessions, request } = this;
    const [middle, read, out] = [
      new Float32Array(x.length),
      new Float32Array(x.length),
      new Float32Array(x.length),
    ];
    const used = this.active * n * D;
    const Z = this.widthOf(z);
    if (used > 0) {
      middle.set(
        await sessions.project(l, {
          z: { data: z.subarray(0, this.active * n * Z), shape: [this.active * n, Z] },
        }),
      );
      await this.editOpened({ kind: "attn", layer: l }, middle);
      for (let i = 0; i < used; i++) middle[i] += x[i];
      await this.editOpened({ kind: "resid", layer: l }, middle);
      const mlpReads = this.state.model.config.parallel ? x : middle;
      const rows = { data: mlpReads.subarray(0, used), shape: [this.active, n, D] };
      const sigma = this.sigma(rows.data, `blocks.${l}.ln2.hook_scale`);
      this.normalize(mlpReads, sigma.data, read);
      if (request.freeze.outputs) {
        for (let b = 0; b < this.active; b++) this.restore(out, b, `blocks.${l}.hook_mlp_out`);
      } else if (3 * l + 2 < this.lastStage) await this.mlp(l, rows.data, sigma.data, out);
    }
    this.join(3 * l + 2, [
      [middle, `blocks.${l}.hook_resid_mid`],
      [read, `blocks.${l}.ln2.hook_normalized`],
      [out, `blocks.${l}.hook_mlp_out`],
    ]);
    const place = { kind: "mlp", layer: l } as const;
    if (!this.state.opens("mlp", l)) this.capture(place, read, `blocks.${l}.ln2.hook_normalized`);
    await this.edit({ ...place, opened: false }, out, read);
    await this.editOpened(place, out);
    for (let i = 0; i < out.length; i++) out[i] += middle[i];
    return out;
  }

  /** The MLP's output, into `out`, of the rows that need it; of all others the unedited run's. */
  private async mlp(
    l: number,
    middle: Float32Array, // (active, n, D)
    sigma: Float32Array, // (active, n)
    out: Float32Array, // (variants, n, D)
  ): Promise<void> {
    const { D, active, sessions } = this;
    const reached = this.reachedRows(l);
    const R = reached.length;
    if (R * D === middle.length) {
      const x = { data: middle, shape: [1, R, D] };
      out.set(await sessions.mlp(l, { x, sigma: { data: sigma, shape: [1, R, 1] } }));
      return;
    }
    for (let b = 0; b < active; b++) this.restore(out, b, `blocks.${l}.hook_mlp_out`);
    if (R === 0) return;
    const x = { data: new Float32Array(R * D), shape: [1, R, D] };
    for (const [i, row] of reached.entries()) x.data.set(middle.subarray(row * D, (row + 1) * D), i * D);
    const sigmas = { data: Float32Array.from(reached, (row) => sigma[row]), shape: [1, R, 1] };
    const written = await sessions.mlp(l, { x, sigma: sigmas });
    for (const [i, row] of reached.entries()) out.set(written.subarray(i * D, (i + 1) * D), row * D);
  }

  /**
   * Rows of the active variants whose MLP is to be computed: not those that are the unedited run's still, since no attention has
   * spread a variant's first edits yet, nor those that an edit replaces whatever they are.
   */
  private reachedRows(l: number): number[] {
    const { first, n, order, active } = this;
    return order.slice(0, active).flatMap(({ variant, stage }, b) => {
      const here = variant.edits.filter((edit) => stageOfEdit(edit) === stage);
      const knows = stage === 3 * l + 1 && here.every(({ positions }) => positions !== undefined);
      const rows = knows
        ? [...new Set(here.flatMap(({ positions = [] }) => positions))].map((position) => position - first)
        : Array.from({ length: n }, (_, i) => i);
      const behind = variant.edits.filter(({ kind, layer }) => kind === "mlp" && layer === l);
      const replaced = new Set(behind.flatMap(({ replaces = [] }) => replaces));
      return rows.filter((i) => i >= 0 && i < n && !replaced.has(first + i)).map((i) => b * n + i);
    });
  }

  /** Lets the variants of a stage in, with the rows of the unedited run. */
  private join(stage: number, arrays: readonly (readonly [Float32Array, string])[]): void {
    while (this.order[this.active]?.stage === stage) {
      for (const [array, site] of arrays) this.restore(array, this.active, site);
      this.active += 1;
    }
  }

  private restore(array: Float32Array, b: number, site: string): void {
    const { first, n } = this;
    const W = this.widthOf(array);
    array.set(this.state.site(site).subarray(first * W, (first + n) * W), b * n * W);
  }

  /** Numbers of a row of what is held of all variants, (variants, n, width). */
  private widthOf(array: Float32Array): number {
    return array.length / (this.order.length * this.n);
  }

  /** The stage that is reached once a site is known: of what a layer has written already, the next. */
  private stageOfReading(site: ReadSite): number {
    return site.kind !== "final" && this.state.opens(site.kind, site.layer)
      ? 3 * site.layer + (site.kind === "mlp" ? 3 : 2)
      : stageOf(site);
  }

  /** Edits what a layer has written, or the stream's middle, (variants, n, D), which is also what a dictionary there reads. */
  private async editOpened(
    { kind, layer }: Pick<SiteEdit, "kind" | "layer">,
    written: Float32Array,
  ): Promise<void> {
    await this.edit({ kind, layer, opened: true }, written, written);
    if (this.state.opens(kind, layer))
      this.capture({ kind, layer }, written, this.state.writtenSite(kind, layer));
  }

  private async edit(
    place: Pick<SiteEdit, "kind" | "layer" | "opened">,
    written: Float32Array,
    read: Float32Array,
  ) {
    const { n } = this;
    const edits = this.order
      .slice(0, this.active)
      .flatMap(({ variant }, b) => variant.edits.map((edit) => ({ edit, b })))
      .filter(
        ({ edit }) => edit.kind === place.kind && edit.layer === place.layer && edit.opened === place.opened,
      );
    const active = await this.encode(edits, read);
    for (const { edit, b } of edits) {
      const rowsOf = (array: Float32Array) => {
        const W = this.widthOf(array);
        return array.subarray(b * n * W, (b + 1) * n * W);
      };
      await edit.apply(rowsOf(written), rowsOf(read), this.first, active.get(edit) ?? new Map());
    }
  }

  /** What fires where edits of one site want to know it, in one run of the encoder: by edit and position. */
  private async encode(
    edits: readonly { edit: SiteEdit; b: number }[],
    read: Float32Array, // (variants, n, D)
  ): Promise<Map<SiteEdit, Map<number, ActiveRow>>> {
    const { first, n, state } = this;
    const D = this.widthOf(read);
    const rows = edits.flatMap(({ edit, b }) =>
      (edit.encodes?.positions ?? [])
        .filter((position) => position >= first && position < first + n)
        .map((position) => ({ edit, position, at: (b * n + position - first) * D })),
    );
    const found = new Map<SiteEdit, Map<number, ActiveRow>>();
    const dictionary = rows[0]?.edit.encodes?.dictionary;
    if (!dictionary) return found;
    const x = new Float32Array(rows.length * D);
    for (const [i, { at }] of rows.entries()) x.set(read.subarray(at, at + D), i * D);
    const features = await state.model.encode(dictionary, { data: x, shape: [rows.length, D] });
    let start = 0;
    for (const [i, { edit, position }] of rows.entries()) {
      let end = start;
      while (end < features.positions.length && features.positions[end] === i) end += 1;
      const here = found.get(edit) ?? new Map<number, ActiveRow>();
      here.set(position, {
        indices: features.indices.subarray(start, end),
        activations: features.activations.subarray(start, end),
      });
      found.set(edit, here);
      start = end;
    }
    return found;
  }

  private capture(site: ReadSite, rows: Float32Array, unedited: string): void {
    const name = siteName(site);
    if (!this.request.sites.some((wanted) => siteName(wanted) === name)) return;
    if (!rows.every((value) => Math.abs(value) < maxNumber)) {
      throw new EngineError(
        "invalid-input",
        "These edits together bring the model's numbers to where 32-bit numbers overflow. Set or scale by less.",
      );
    }
    const { n, order } = this;
    const D = this.widthOf(rows);
    const kept = new Float32Array(order.length * n * D);
    for (const [b, { slot }] of order.entries()) {
      if (b < this.active) kept.set(rows.subarray(b * n * D, (b + 1) * n * D), slot * n * D);
      else this.restore(kept, slot, unedited);
    }
    this.captured.set(name, kept);
  }

  /** Denominators of active rows: those of the unedited run where they are frozen. */
  private sigma(rows: Float32Array, site: string): { data: Float32Array; shape: number[] } {
    const { first, n, D, request, state } = this;
    const count = rows.length / D;
    const data = new Float32Array(count);
    const unedited = state.site(site);
    for (let row = 0; row < count; row++) {
      data[row] = request.freeze.layerNorms
        ? unedited[first + (row % n)]
        : spread(rows.subarray(row * D, (row + 1) * D), state.model.config).sigma;
    }
    return { data, shape: [count / n, n, 1] };
  }

  private normalize(
    rows: Float32Array, // (variants, n, D)
    sigma: Float32Array, // (active, n, 1)
    into: Float32Array, // (variants, n, D)
  ): void {
    const { D } = this;
    for (let row = 0; row < sigma.length; row++) {
      const { mean } = spread(rows.subarray(row * D, (row + 1) * D), this.state.model.config);
      for (let i = row * D; i < (row + 1) * D; i++) into[i] = (rows[i] - mean) / sigma[row];
    }
  }

  private pattern(l: number): Tensor {
    const { first, n, state } = this;
    const { T } = state;
    const { heads: H } = state.model.config;
    const all = state.site(`blocks.${l}.attn.hook_pattern`); // (H, T, T)
    const width = first + n;
    const data = new Float32Array(H * n * width);
    for (let h = 0; h < H; h++) {
      for (let i = 0; i < n; i++) {
        const row = (h * T + first + i) * T;
        data.set(all.subarray(row, row + width), (h * n + i) * width);
      }
    }
    return { data, shape: [1, H, n, width] };
  }

  private mask(): Tensor {
    const { first, n } = this;
    const width = first + n;
    const data = new Float32Array(n * width);
    for (let i = 0; i < n; i++)
      data.fill(Number.NEGATIVE_INFINITY, i * width + first + i + 1, (i + 1) * width);
    return { data, shape: [n, width] };
  }
}
