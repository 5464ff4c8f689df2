import type { Circuit } from "@/lib/circuit-format/circuit";
import { type FeatureId, formatFeature, isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { type AttributionState, stateOf } from "../attribution/attribution-state";
import { findFeature } from "../attribution/source";
import { parseTargetId } from "../attribution/target";
import { EngineError } from "../errors";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { pearson, spearman } from "./correlations";
import { type Freeze, nothingFrozen, runEdited } from "./edited-pass";
import { targetReader } from "./read-target";
import { stageOf, type Variant } from "./variant";

/** Rows (variants times positions) of one batch: more gain little, and each holds about 20 KB a layer. */
const batchRows = 768;

export interface CausalPoint {
  id: string;
  /** The node's `effect` in the circuit. */
  predicted: number;
  /** The root's value less its value with the node ablated in the model. */
  measured: number;
}

export interface CausalCheck {
  target: string;
  value: number;
  freeze: Freeze;
  points: CausalPoint[];
  /** Null where there are too few points or one side does not vary. */
  pearson: number | null;
  spearman: number | null;
}

export interface CausalCheckOptions {
  freeze?: Freeze;
  /** Checks the most influential feature nodes only. */
  maxNodes?: number;
  onProgress?: (progress: { done: number; total: number }) => void;
  signal?: StopSignal;
}

/**
 * Ablates each feature node of a circuit in the real model and compares the change of the root's value with
 * the effect the circuit predicts (attribution.md section 5). Nodes are run in batches that begin at the
 * first layer and position any of theirs is edited at.
 */
export async function causalCheck(
  model: LoadedModel,
  tokenIds: readonly number[],
  circuit: Pick<Circuit, "nodes"> & { spec: Pick<Circuit["spec"], "target"> },
  options: CausalCheckOptions = {},
): Promise<CausalCheck> {
  const { freeze = nothingFrozen, onProgress = () => {}, signal } = options;
  const state = await stateOf(model, tokenIds);
  const target = parseTargetId(circuit.spec.target);
  const reader = await targetReader(state, target, freeze);
  const nodes = featureNodes(circuit, options.maxNodes);
  const measured = new Map<string, number>();
  for (const batch of batches(nodes, target.position)) {
    signal?.throwIfAborted();
    const variants = await Promise.all(batch.map(({ feature }) => ablation(state, feature)));
    const result = await runEdited(state, {
      ...{ variants, freeze, lastPosition: target.position, sites: [reader.site] },
      ...(signal && { signal }),
    });
    for (const [slot, { id }] of batch.entries())
      measured.set(id, reader.before - reader.after(result, slot));
    onProgress({ done: measured.size, total: nodes.length });
  }
  const points = nodes.map(({ id, predicted }) => ({ id, predicted, measured: measured.get(id) ?? 0 }));
  const [a, b] = [points.map((point) => point.predicted), points.map((point) => point.measured)];
  const correlations = points.length < 2 ? [null, null] : [pearson(a, b), spearman(a, b)];
  const [pearsonOf = null, spearmanOf = null] = correlations;
  return {
    target: reader.id,
    value: reader.before,
    freeze,
    points,
    pearson: pearsonOf,
    spearman: spearmanOf,
  };
}

interface CheckedNode {
  id: string;
  feature: FeatureId;
  predicted: number;
}

/** The feature nodes but the root, in the order of the circuit. */
function featureNodes(
  { nodes, spec }: Parameters<typeof causalCheck>[2],
  limit = Number.POSITIVE_INFINITY,
): CheckedNode[] {
  const features = nodes.flatMap((node) => {
    const feature = parseNodeId(node.id);
    if (!feature || !isFeature(feature) || node.id === spec.target) return [];
    return [{ id: node.id, feature, predicted: node.effect, influence: node.influence }];
  });
  if (features.length <= limit) return features;
  const chosen = new Set(features.toSorted((a, b) => b.influence - a.influence).slice(0, limit));
  return features.filter((node) => chosen.has(node));
}

/** Nodes of near positions together, since a batch computes all rows from its first edited position on. */
function* batches(nodes: readonly CheckedNode[], lastPosition: number): Generator<CheckedNode[]> {
  // What comes after the root's position cannot change it.
  const order = nodes
    .filter(({ feature }) => feature.position <= lastPosition)
    .toSorted((a, b) => b.feature.position - a.feature.position || stageOf(a.feature) - stageOf(b.feature));
  let batch: CheckedNode[] = [];
  for (const node of order) {
    const rows = lastPosition + 1 - node.feature.position;
    if (batch.length > 0 && (batch.length + 1) * rows > batchRows) {
      yield batch;
      batch = [];
    }
    batch.push(node);
  }
  if (batch.length > 0) yield batch;
}

/** Takes `f W_dec` out of the site; nothing in front of it is edited, so f is the unedited run's. */
async function ablation(state: AttributionState, feature: FeatureId): Promise<Variant> {
  const { kind, layer, index, position } = feature;
  const source = await state.source(kind, layer);
  const node = findFeature(source, index, position);
  if (node < 0) {
    throw new EngineError(
      "invalid-input",
      `${formatFeature({ kind, layer, index })} is not active at position ${position}, so the circuit is not of this text and model.`,
    );
  }
  const row = await state.rowOf(source, node);
  const f = source.scales[node];
  const apply = (written: Float32Array, _read: Float32Array, firstRow: number) => {
    const start = (position - firstRow) * row.length;
    for (let j = 0; j < row.length; j++) written[start + j] -= f * row[j];
  };
  return { edits: [{ kind, layer, opened: state.opens(kind, layer), firstPosition: position, apply }] };
}
