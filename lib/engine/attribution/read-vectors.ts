import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import {
  type FeatureId,
  formatNodeId,
  isLogit,
  outputTokens,
  type TargetId,
} from "@/lib/circuit-format/node-id";
import { whyNotTraced } from "@/lib/circuit-format/processing";
import type { ModelConfig } from "../architectures/architecture";
import { streamSite } from "../architectures/sites";
import { EngineError } from "../errors";
import { readTensor } from "../weights/safetensors";
import type { AttributionState } from "./attribution-state";
import { dot } from "./dot";

/**
 * The read vectors of N targets of one kind and layer: target n reads the stream at position s with
 * `r_s = sum_h coefficients[n, s, h] basis[n, h]`. An attention feature has a basis vector a head and
 * reads all positions up to its own; every other target has one and reads its own position alone.
 */
export interface ReadBatch {
  targets: readonly TargetId[]; // (N)
  /** Vectors in a target's basis: H for attention features, else 1. */
  heads: number;
  basis: Float32Array; // (N, heads, D)
  /** coefficients[n, s, h] for s up to the target's position; a target of one position reads with s = 0. */
  coefficientAt(n: number, s: number, h: number): number;
  readsManyPositions: boolean;
  /** The stream that is read: x of `layer`, or its x_mid. */
  layer: number;
  readsMiddle: boolean;
  constants: Float64Array; // (N)
  /** Of an attention feature, the parts of its constant that come in by each head's values; the others have none. */
  valueConstants: Float64Array | undefined; // (N, heads)
  /** u of each target: its pre-activation, or the logit. */
  values: Float64Array; // (N)
}

/** Kind and layer, the same for every target of a batch; logits form one batch. */
export async function readVectors(state: AttributionState, targets: readonly TargetId[]): Promise<ReadBatch> {
  const [first] = targets;
  if (!first) throw new Error("a batch has at least one target");
  if (isLogit(first)) return readLogits(state, targets);
  checkNoLeaf(state, first);
  return readFeatures(state, first.kind, first.layer, targets);
}

async function readFeatures(
  state: AttributionState,
  kind: DictionaryKind,
  l: number,
  targets: readonly TargetId[],
): Promise<ReadBatch> {
  const { config } = state.model;
  const { heads: H, dHead: K } = config;
  const { T, products, biases } = state;
  const values = new Float64Array(targets.length);
  for (const [n, { index, position }] of targets.entries())
    values[n] = await state.activation(kind, l, index, position);
  const dictionary = state.dictionary(kind, l);
  if (!dictionary) throw new Error("an active feature has a dictionary");
  const indices = targets.map(({ index }) => index);
  const W = dictionary.dIn;
  const columns = await products.encoderColumns(dictionary, indices); // (N, W)
  const constants = Float64Array.from(indices, (index, n) =>
    biases.toSite(dictionary, index, columns.subarray(n * W, (n + 1) * W)),
  );
  const common = { targets, layer: l, values, constants };
  if (kind === "attn") {
    const valueConstant = biases.valueConstant(l); // (H K)
    const valueConstants = Float64Array.from({ length: targets.length * H }, (_, i) => {
      const ofHead = valueConstant.subarray((i % H) * K, ((i % H) + 1) * K);
      return dot(ofHead, columns.subarray(i * K, (i + 1) * K));
    });
    for (const [i, constant] of valueConstants.entries()) constants[Math.floor(i / H)] += constant;
    const pattern = state.site(`blocks.${l}.attn.hook_pattern`); // (H, T, T)
    const sigma = state.site(`blocks.${l}.ln1.hook_scale`); // (T, 1)
    const positions = Uint32Array.from(targets, ({ position }) => position); // (N)
    return {
      ...common,
      heads: H,
      valueConstants,
      basis: await products.valueRead(l, columns),
      coefficientAt: (n, s, h) => pattern[(h * T + positions[n]) * T + s] / sigma[s],
      readsManyPositions: true,
      readsMiddle: false,
    };
  }
  const single = { ...common, heads: 1, valueConstants: undefined, readsManyPositions: false };
  if (kind === "resid") return { ...single, basis: columns, coefficientAt: () => 1, readsMiddle: false };
  const sigma = state.site(`blocks.${l}.ln2.hook_scale`);
  const scales = Float64Array.from(targets, ({ position }) => 1 / sigma[position]); // (N)
  if (config.norm.kind === "layer") centreEach(columns, W);
  return { ...single, basis: columns, coefficientAt: (n) => scales[n], readsMiddle: !config.parallel };
}

/** Refuses a feature of what is opened as leaves: nothing is traced behind it. */
function checkNoLeaf(state: AttributionState, { kind, layer, index }: FeatureId): void {
  const reason = state.dictionary(kind, layer)?.leavesOnly ?? null;
  if (reason === null) return;
  throw new EngineError("invalid-input", whyNotTraced({ kind, layer, index }, reason));
}

async function readLogits(state: AttributionState, targets: readonly TargetId[]): Promise<ReadBatch> {
  const { config, weights } = state.model;
  const { dModel: D, layers: L } = config;
  const gamma = readTensor(weights.finalNorm.gamma);
  const beta = weights.finalNorm.beta && readTensor(weights.finalNorm.beta);
  const x = state.site(streamSite(config, L));
  const ids = targets.flatMap((id) => [id.index, id.kind === "logit-diff" ? id.minus : id.index]);
  for (const target of targets) checkLogit(state, config, target);
  const columns = await state.products.unembeddingRows(ids); // (2 N, D)
  const N = targets.length;
  const basis = new Float32Array(N * D);
  const [constants, values, scales] = [new Float64Array(N), new Float64Array(N), new Float64Array(N)];
  for (const [n, target] of targets.entries()) {
    const column = columns.slice(2 * n * D, (2 * n + 1) * D);
    if (target.kind === "logit-diff") {
      for (let j = 0; j < D; j++) column[j] -= columns[(2 * n + 1) * D + j];
    }
    const row = x.subarray(target.position * D, (target.position + 1) * D);
    const { mean, sigma } = spread(row, config);
    constants[n] = beta ? dot(beta, column) : 0;
    for (let j = 0; j < D; j++) basis[n * D + j] = gamma[j] * column[j];
    const read = basis.subarray(n * D, (n + 1) * D);
    let value = constants[n];
    for (let j = 0; j < D; j++) value += ((row[j] - mean) / sigma) * read[j];
    values[n] = value;
    scales[n] = 1 / sigma;
  }
  if (config.norm.kind === "layer") centreEach(basis, D);
  return {
    ...{ targets, heads: 1, basis, valueConstants: undefined, coefficientAt: (n) => scales[n] },
    ...{ readsManyPositions: false, layer: L, readsMiddle: false, constants, values },
  };
}

function checkLogit(state: AttributionState, config: ModelConfig, target: TargetId): void {
  state.checkPosition(target.position);
  const unknown = outputTokens(target).find((id) => id >= config.vocabularySize);
  if (unknown !== undefined) {
    throw new EngineError(
      "invalid-input",
      `There is no token ${unknown} in ${formatNodeId(target)}: the vocabulary has ${config.vocabularySize}.`,
    );
  }
}

/** What the model's norm takes from one row, its mean or nothing, and what it divides by. */
export function spread(
  row: Float32Array, // (D)
  { norm }: ModelConfig,
): { mean: number; sigma: number } {
  let total = 0;
  if (norm.kind === "layer") for (let j = 0; j < row.length; j++) total += row[j];
  const mean = total / row.length;
  let squares = 0;
  for (let j = 0; j < row.length; j++) squares += (row[j] - mean) ** 2;
  return { mean, sigma: Math.sqrt(squares / row.length + norm.epsilon) };
}

/** C of each row, in place. */
function centreEach(
  rows: Float32Array, // (N, D)
  D: number,
): void {
  for (let start = 0; start < rows.length; start += D) {
    let total = 0;
    for (let j = start; j < start + D; j++) total += rows[j];
    const mean = total / D;
    for (let j = start; j < start + D; j++) rows[j] -= mean;
  }
}
