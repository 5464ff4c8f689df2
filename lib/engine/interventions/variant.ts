import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Dictionary } from "../dictionaries/dictionary";
import type { HeadPatch } from "./head-patches";

export function siteName({ kind, layer }: ReadSite): string {
  return `${kind}.${layer}`;
}

const kindOrder = { resid: 0, attn: 1, mlp: 2, final: 0 } as const;

/** Where in the forward pass a site stands; within a layer resid, then attn, then mlp. */
export function stageOf({ kind, layer }: ReadSite): number {
  return 3 * layer + kindOrder[kind];
}

/** The stage at which a variant is computed for the sake of an edit: the stream's middle stands where attention has written. */
export function stageOfEdit({ kind, layer, opened }: SiteEdit): number {
  return opened && kind === "resid" ? stageOf({ kind: "attn", layer }) : stageOf({ kind, layer });
}

/** A change of one site of one variant. */
export interface SiteEdit {
  kind: DictionaryKind;
  layer: number;
  /**
   * Whether it changes what a dictionary of what is written already reads and writes: what attention or the MLP adds to the
   * stream, or the stream between both (`AttributionState.opens`).
   */
  opened: boolean;
  /** First position it changes. */
  firstPosition: number;
  /** All that it changes, where it says so; else any from the first on. */
  positions?: readonly number[];
  /** Of these positions it reads nothing of what was written, so that need not be computed. */
  replaces?: readonly number[];
  /**
   * Changes `written` in place, the site's rows (n, width) from `firstRow` on; `read` (n, width) is what
   * the kind's dictionary reads there, the same array for a dictionary that writes what it reads. `active` has what
   * fires at the positions of `encodes`.
   */
  apply(
    written: Float32Array,
    read: Float32Array,
    firstRow: number,
    active: ReadonlyMap<number, ActiveRow>,
  ): void | Promise<void>;
  /** Positions at which it is told of all features that fire, of all variants at once. */
  encodes?: { dictionary: Dictionary; positions: readonly number[] };
}

/** What fires at one position, by index. */
export interface ActiveRow {
  indices: Uint32Array; // (m)
  activations: Float32Array; // (m)
}

/** One edited run of the text. */
export interface Variant {
  edits: readonly SiteEdit[];
  patches?: readonly HeadPatch[];
}

/** The first position that a variant changes; undefined where it changes none. */
export function firstPositionOf({ edits, patches = [] }: Variant): number | undefined {
  const positions = [
    ...edits.map(({ firstPosition }) => firstPosition),
    ...patches.map(({ position }) => position),
  ];
  return positions.length === 0 ? undefined : Math.min(...positions);
}

/** The stage from which on a variant is computed: in front of the attention whose heads are patched. */
export function firstStageOf({ edits, patches = [] }: Variant): number {
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...edits.map(stageOfEdit),
    ...patches.map(({ layer }) => 3 * layer),
  );
}

/** What a kind's dictionary reads at a layer; `final` is the last residual stream, of layer L. */
export interface ReadSite {
  kind: DictionaryKind | "final";
  layer: number;
}
