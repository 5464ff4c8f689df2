import type { Circuit, CircuitEdge } from "@/lib/circuit-format/circuit";
import type { EdgeEnds } from "@/lib/circuit-format/edge-ends";
import { isBias, isLayerKind, placeInLayer } from "@/lib/circuit-format/kinds";
import { formatNodeId, type NodeId, parseNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { EngineError } from "../errors";
import { assertFinite } from "../finite";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { type AttributionState, stateOf } from "./attribution-state";
import { completenessTolerance } from "./completeness";
import { goesThroughHeads } from "./head-parts";
import { type ReadBatch, readVectors } from "./read-vectors";
import { findFeature, rowsAt, type Source } from "./source";
import { parseTargetId } from "./target";

/** Targets whose read vectors are held at once. */
const batchTargets = 64;

interface KnownEdge {
  edge: CircuitEdge;
  id: Exclude<NodeId, { kind: "bias" }>;
}

/**
 * Gives each edge of a circuit but those of biases by the heads at both of its ends, which the document does not have of a pair. Those
 * into residual features come last, by layer downward. Throws `EngineError` "invalid-file" where the model gives another contribution
 * than the circuit, and the signal's reason once aborted.
 */
export async function splitEdges(
  model: LoadedModel,
  circuit: Circuit,
  take: (edge: CircuitEdge, ends: EdgeEnds) => void,
  signal?: StopSignal,
): Promise<void> {
  const state = await stateOf(model, circuit.spec.tokenIds);
  for (const stage of stagesOf(circuit)) {
    const targets = [...stage.keys()];
    for (let start = 0; start < targets.length; start += batchTargets) {
      signal?.throwIfAborted();
      const own = targets.slice(start, start + batchTargets);
      const batch = await readVectors(state, own.map(parseTargetId));
      for (const [n, target] of own.entries())
        await splitTarget(state, batch, n, stage.get(target) ?? [], take);
    }
  }
}

/** Edges by their targets, those of one kind and layer together; residual features last. */
function stagesOf({ edges }: Circuit): Map<string, KnownEdge[]>[] {
  const stages = new Map<string, { target: TargetId; edges: Map<string, KnownEdge[]> }>();
  for (const edge of edges) {
    const target = parseTargetId(edge.target);
    const id = parseNodeId(edge.source);
    if (!id) throw new EngineError("invalid-file", `${edge.source} is no node.`);
    if (id.kind === "bias" || isBias(id.kind)) continue;
    const name = "layer" in target ? `${target.kind} ${target.layer}` : "logit";
    const stage = stages.get(name) ?? { target, edges: new Map() };
    const own = stage.edges.get(edge.target) ?? [];
    own.push({ edge, id });
    stage.edges.set(edge.target, own);
    stages.set(name, stage);
  }
  const rank = (target: TargetId) =>
    (target.kind === "resid" ? -1e9 : 0) + ("layer" in target ? target.layer : 1e9);
  return [...stages.values()].toSorted((a, b) => rank(b.target) - rank(a.target)).map((stage) => stage.edges);
}

async function splitTarget(
  state: AttributionState,
  batch: ReadBatch,
  n: number,
  edges: readonly KnownEdge[],
  take: (edge: CircuitEdge, ends: EdgeEnds) => void,
): Promise<void> {
  const D = state.model.config.dModel;
  const own = batch.basis.slice(n * batch.heads * D, (n + 1) * batch.heads * D);
  const throughOut = new Map<number, Float32Array>();
  for (const { edge, id } of edges) {
    const source = await sourceOf(state, id);
    if (!goesThroughHeads(batch, source)) {
      take(edge, { writers: null, readers: 1, parts: Float64Array.of(edge.contribution) });
      continue;
    }
    let basis: Float32Array = own;
    if (source.throughOut) {
      basis = throughOut.get(source.layer) ?? (await state.products.outRead(source.layer, own));
      throughOut.set(source.layer, basis);
    }
    const ends = await endsOf(state, { batch, n, source, node: nodeOf(source, id), basis });
    checkEnds(edge, ends);
    take(edge, ends);
  }
}

function sourceOf(state: AttributionState, id: KnownEdge["id"]): Promise<Source> {
  if (id.kind === "embed" || id.kind === "pos") return state.source("stream", 0);
  if ("layer" in id && isLayerKind(id.kind)) return state.source(placeInLayer(id.kind), id.layer);
  throw new EngineError("invalid-file", `A ${id.kind} is the source of no edge.`);
}

function nodeOf(source: Source, id: KnownEdge["id"]): number {
  const { position } = id;
  const leaves: readonly string[] = source.leaves;
  const leaf = leaves.indexOf(id.kind);
  if (position < source.starts.length - 1) {
    if ("index" in id) {
      const node = findFeature(source, id.index, position);
      if (node >= 0) return node;
    } else if (leaf >= 0) return source.starts[position + 1] - leaves.length + leaf;
  }
  throw new EngineError(
    "invalid-file",
    `The circuit has ${formatNodeId(id)}, which the model has not at this text. \`commons verify\` tells what differs.`,
  );
}

interface Split {
  batch: ReadBatch;
  /** Number of the target within its batch. */
  n: number;
  source: Source;
  /** Number of the node within its source. */
  node: number;
  /** What the target reads of the source's own numbers. */
  basis: Float32Array; // (heads, W)
}

async function endsOf(state: AttributionState, { batch, n, source, node, basis }: Split): Promise<EdgeEnds> {
  const { width: W, positions, starts, scales } = source;
  const s = positions[node];
  const first = (node - starts[s]) * W;
  const row = rowsAt(source, await state.rowsOf(source, [s]), s).subarray(first, first + W);
  const writers = source.throughOut ? state.model.config.heads : null;
  const readers = batch.heads;
  const K = W / (writers ?? 1);
  const parts = new Float64Array((writers ?? 1) * readers);
  for (let r = 0; r < readers; r++) {
    const coefficient =
      scales[node] * (batch.readsManyPositions ? batch.coefficientAt(n, s, r) : batch.coefficientAt(n, 0, 0));
    for (let i = 0; i < W; i++)
      parts[Math.floor(i / K) * readers + r] += coefficient * row[i] * basis[r * W + i];
  }
  return { writers, readers, parts };
}

function checkEnds({ source, target, contribution }: CircuitEdge, { parts }: EdgeEnds): void {
  let [sum, absolute] = [0, 0];
  for (const part of parts) {
    sum += part;
    absolute += Math.abs(part);
  }
  assertFinite([absolute]);
  if (Math.abs(sum - contribution) <= completenessTolerance * (1 + absolute)) return;
  throw new EngineError(
    "invalid-file",
    `The model gives the edge ${source} -> ${target} as ${sum.toPrecision(6)}, the circuit as ${contribution}. \`commons verify\` tells what else differs.`,
  );
}
