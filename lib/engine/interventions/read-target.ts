import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { formatNodeId, isFeature, type TargetId } from "@/lib/circuit-format/node-id";
import { streamSite } from "../architectures/sites";
import type { AttributionState } from "../attribution/attribution-state";
import { dot } from "../attribution/dot";
import { readVectors, spread } from "../attribution/read-vectors";
import { assertFinite } from "../finite";
import type { Freeze, PassResult } from "./edited-pass";
import { type ReadSite, siteName } from "./variant";

/** Reads a target's value off an edited run: its pre-activation, or the logit. */
export interface TargetReader {
  id: string;
  site: ReadSite;
  position: number;
  /** In the unedited run. */
  before: number;
  /** In variant `slot` of a result that has `site`. */
  after(result: PassResult, slot: number): number;
}

export async function targetReader(
  state: AttributionState,
  target: TargetId,
  freeze: Freeze,
): Promise<TargetReader> {
  const { dModel: D, layers: L } = state.model.config;
  const { position } = target;
  const W = isFeature(target) ? (state.dictionary(target.kind, target.layer)?.dIn ?? D) : D;
  const batch = await readVectors(state, [target]);
  const site: ReadSite = isFeature(target)
    ? { kind: target.kind, layer: target.layer }
    : { kind: "final", layer: L };
  const rowOf = (result: PassResult, slot: number) => {
    const rows = result.sites.get(siteName(site));
    if (!rows) throw new Error(`the edited run does not hold ${siteName(site)}`);
    const row = slot * result.n + position - result.firstPosition;
    return rows.subarray(row * W, (row + 1) * W);
  };
  const common = { id: formatNodeId(target), site, position, before: finite(batch.values[0]) };
  if (isFeature(target)) {
    const read = await preActivationReader(state, target.kind, target.layer, target.index);
    return { ...common, after: (result, slot) => read(rowOf(result, slot)) };
  }
  const constant = batch.constants[0];
  const unedited = spread(
    state.site(streamSite(state.model.config, L)).subarray(position * D, (position + 1) * D),
    state.model.config,
  );
  return {
    ...common,
    after: (result, slot) => {
      const row = rowOf(result, slot);
      const { sigma } = freeze.layerNorms ? unedited : spread(row, state.model.config);
      // The basis is centred, so the row's mean drops out.
      return finite(constant + dot(row, batch.basis) / sigma);
    },
  };
}

function finite(value: number): number {
  assertFinite([value]);
  return value;
}

/** u of a feature from one row of what its dictionary reads, in float64. */
export async function preActivationReader(
  state: AttributionState,
  kind: DictionaryKind,
  layer: number,
  index: number,
): Promise<(row: Float32Array) => number> {
  const dictionary = state.dictionary(kind, layer);
  if (!dictionary) throw state.noDictionary(kind, layer);
  const w = await state.products.encoderColumns(dictionary, [index]);
  const constant = state.biases.toSite(dictionary, index, w);
  return (row) => finite(constant + dot(row, w));
}
