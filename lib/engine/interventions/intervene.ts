import type { Edit } from "@/lib/circuit-format/edit";
import { type FeatureId, formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { streamSite } from "../architectures/sites";
import { type AttributionState, stateOf } from "../attribution/attribution-state";
import { spread } from "../attribution/read-vectors";
import type { LoadedModel } from "../model";
import type { Prediction } from "../predictions";
import { type Freeze, nothingFrozen, type PassResult, runEdited } from "./edited-pass";
import { planVariant } from "./edits";
import { layerSessionsOf } from "./layer-sessions";
import { preActivationReader, targetReader } from "./read-target";
import { type TokenChanges, tokenChanges } from "./token-changes";
import { topPredictions } from "./top-predictions";
import { siteName } from "./variant";

export interface InterveneRequest {
  edits: readonly Edit[];
  target: TargetId;
  /** Other features to watch, active or not. */
  features?: readonly FeatureId[];
  freeze?: Freeze;
}

interface FeatureChange {
  preActivation: number;
  activation: number;
}

export interface InterveneResult {
  target: { id: string; before: number; after: number };
  /** After the last token, best first. */
  predictions: { before: Prediction[]; after: Prediction[] };
  tokens: TokenChanges;
  features: { id: string; before: FeatureChange; after: FeatureChange }[];
}

/** Runs a text with edits and says what they change (attribution.md section 5). */
export async function intervene(
  model: LoadedModel,
  tokenIds: readonly number[],
  request: InterveneRequest,
): Promise<InterveneResult> {
  const { edits, target, features = [], freeze = nothingFrozen } = request;
  const state = await stateOf(model, tokenIds);
  const { T } = state;
  const L = model.config.layers;
  const reader = await targetReader(state, target, freeze);
  const result = await runEdited(state, {
    variants: [await planVariant(state, edits)],
    freeze,
    lastPosition: T - 1,
    sites: [reader.site, { kind: "final", layer: L }, ...features],
  });
  // What lies in front of every edit, or in layers below, is not among what was computed, and cannot have changed.
  const isComputed = target.position >= result.firstPosition && result.sites.has(siteName(reader.site));
  const after = isComputed ? reader.after(result, 0) : reader.before;
  return {
    target: { id: reader.id, before: reader.before, after },
    predictions: await comparePredictions(state, result, freeze),
    tokens: await tokenChanges(state, result, target, freeze),
    features: await Promise.all(features.map((feature) => watchFeature(state, result, feature))),
  };
}

async function comparePredictions(state: AttributionState, result: PassResult, freeze: Freeze) {
  const { model, T } = state;
  const { dModel: D, layers: L } = model.config;
  const unedited = state.site(streamSite(model.config, L)).subarray((T - 1) * D, T * D);
  const [before = []] = await model.predict({ data: unedited, shape: [1, D] });
  const rows = result.sites.get(siteName({ kind: "final", layer: L }));
  if (!rows) throw new Error("the edited run does not hold the last residual stream");
  const row = rows.subarray((result.n - 1) * D, result.n * D);
  if (!freeze.layerNorms) {
    const [after = []] = await model.predict({ data: row, shape: [1, D] });
    return { before, after };
  }
  const { sigma } = spread(unedited, model.config);
  const logits = await layerSessionsOf(model).logits({
    x: { data: row, shape: [1, 1, D] },
    sigma: { data: Float32Array.of(sigma), shape: [1, 1, 1] },
  });
  return { before, after: topPredictions(logits, model.tokenOf) };
}

async function watchFeature(
  state: AttributionState,
  result: PassResult,
  feature: FeatureId,
): Promise<InterveneResult["features"][number]> {
  const { kind, layer, index, position } = feature;
  const dictionary = state.dictionary(kind, layer);
  if (!dictionary) throw state.noDictionary(kind, layer);
  state.checkPosition(position);
  const D = dictionary.dIn;
  const read = await preActivationReader(state, kind, layer, index);
  const measure = async (row: Float32Array): Promise<FeatureChange> => {
    const active = await state.model.encode(dictionary, { data: row, shape: [1, D] });
    const at = active.indices.indexOf(index);
    return { preActivation: read(row), activation: at < 0 ? 0 : active.activations[at] };
  };
  const unedited = state.site(dictionary.hookIn).slice(position * D, (position + 1) * D);
  const before = await measure(unedited);
  const row = position - result.firstPosition;
  const rows = result.sites.get(siteName(feature));
  const after = row < 0 || !rows ? before : await measure(rows.slice(row * D, (row + 1) * D));
  return { id: formatNodeId(feature), before, after };
}
