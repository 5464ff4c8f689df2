import type { EdgeParts } from "@/lib/circuit-format/circuit";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { EngineError } from "../errors";
import { assertFinite } from "../finite";
import type { AttributionState } from "./attribution-state";
import { completenessTolerance } from "./completeness";
import type { BatchContributions } from "./contributions";
import { dot } from "./dot";
import type { ReadBatch } from "./read-vectors";
import { rowsAt, type Source } from "./source";

/** One contribution that is to be split; without a source it is that of biases. */
export interface SplitEdge {
  /** Number of the target within its batch. */
  target: number;
  source: Source | undefined;
  /** Number of the node within its source. */
  node: number;
  contribution: number;
}

/** A contribution by head (attribution.md section 3): each list adds up to it. */
export interface HeadParts {
  /** What each head of the target's layer reads of it: of targets that are attention features. */
  readBy?: Float64Array; // (H)
  /** What each head of the source's layer wrote of it: of sources that write z. */
  writtenBy?: Float64Array; // (H)
  /** Of biases that an attention feature gets, what no head reads: those of its dictionary. With `readBy`, all of them. */
  ofNoHead?: number;
}

/** Whether a contribution goes through heads: an attention feature reads through them, and what writes z writes through them. */
export function goesThroughHeads(batch: ReadBatch, source: Source | undefined): boolean {
  return batch.valueConstants !== undefined || (source?.throughOut ?? false);
}

/**
 * Splits contributions of one step that go through heads, in the order they are given. Sums are float64. Throws
 * `EngineError` "inexact" where parts miss their contribution by more than completeness allows.
 */
export async function splitByHead(
  state: AttributionState,
  step: BatchContributions,
  edges: readonly SplitEdge[],
): Promise<HeadParts[]> {
  const parts = new Map<SplitEdge, HeadParts>();
  for (const [source, own] of groupBySource(edges)) {
    if (source) await splitSource(state, step.batch, source, own, parts);
    else for (const edge of own) parts.set(edge, splitBias(step, edge.target));
  }
  return edges.map((edge) => {
    const split = parts.get(edge) ?? {};
    checkParts(step.batch, edge, split);
    return split;
  });
}

function groupBySource(edges: readonly SplitEdge[]): Map<Source | undefined, SplitEdge[]> {
  const groups = new Map<Source | undefined, SplitEdge[]>();
  for (const edge of edges) {
    const group = groups.get(edge.source);
    if (group) group.push(edge);
    else groups.set(edge.source, [edge]);
  }
  return groups;
}

async function splitSource(
  state: AttributionState,
  batch: ReadBatch,
  source: Source,
  edges: readonly SplitEdge[],
  parts: Map<SplitEdge, HeadParts>,
): Promise<void> {
  const { heads: B } = batch;
  const { width: W, positions, starts, scales } = source;
  const numbers = [...new Set(edges.map(({ target }) => target))];
  const own = basesOf(batch, numbers, state.model.config.dModel);
  const basis = source.throughOut ? await state.products.outRead(source.layer, own) : own; // (numbers, B, W)
  const blocks = await state.rowsOf(source, [...new Set(edges.map(({ node }) => positions[node]))]);
  for (const edge of edges) {
    const { target, node } = edge;
    const s = positions[node];
    const first = (node - starts[s]) * W;
    const row = rowsAt(source, blocks, s).subarray(first, first + W);
    const start = numbers.indexOf(target) * B * W;
    const reads = basis.subarray(start, start + B * W); // (B, W)
    const coefficients = Float64Array.from(
      { length: B },
      (_, h) => scales[node] * coefficientOf(batch, target, s, h),
    );
    parts.set(edge, {
      ...(batch.valueConstants && { readBy: readBy(row, reads, coefficients) }),
      ...(source.throughOut && { writtenBy: writtenBy(row, reads, coefficients, state.model.config.heads) }),
    });
  }
}

/** The basis vectors of some targets of a batch. */
function basesOf({ heads: B, basis }: ReadBatch, numbers: readonly number[], D: number): Float32Array {
  const own = new Float32Array(numbers.length * B * D);
  for (const [i, n] of numbers.entries()) own.set(basis.subarray(n * B * D, (n + 1) * B * D), i * B * D);
  return own;
}

function coefficientOf(batch: ReadBatch, n: number, s: number, h: number): number {
  return batch.readsManyPositions ? batch.coefficientAt(n, s, h) : batch.coefficientAt(n, 0, 0);
}

/** A row by the head that reads it: its product with each basis vector. */
function readBy(
  row: Float32Array, // (W)
  reads: Float32Array, // (H, W)
  coefficients: Float64Array, // (H)
): Float64Array {
  const W = row.length;
  return coefficients.map((coefficient, h) => coefficient * dot(row, reads.subarray(h * W, (h + 1) * W)));
}

/** A row of z by the head that wrote it: the product of each head's K numbers with the same numbers of what reads the row. */
function writtenBy(
  row: Float32Array, // (H K)
  reads: Float32Array, // (B, H K)
  coefficients: Float64Array, // (B)
  H: number,
): Float64Array {
  const W = row.length;
  const K = W / H;
  const parts = new Float64Array(H);
  for (let i = 0; i < W; i++) {
    let read = 0;
    for (let b = 0; b < coefficients.length; b++) read += coefficients[b] * reads[b * W + i];
    parts[Math.floor(i / K)] += row[i] * read;
  }
  return parts;
}

/** The biases of an attention feature by the head that reads them, over all source positions. */
function splitBias({ batch, stream }: BatchContributions, n: number): HeadParts {
  const { heads: H, valueConstants, constants, targets } = batch;
  if (!valueConstants) return {};
  const D = stream.length;
  const d = targets[n]?.position ?? 0;
  let ofNoHead = constants[n];
  const parts = Float64Array.from({ length: H }, (_, h) => {
    let coefficient = 0;
    for (let s = 0; s <= d; s++) coefficient += batch.coefficientAt(n, s, h);
    const start = (n * H + h) * D;
    const constant = valueConstants[n * H + h];
    ofNoHead -= constant;
    return constant + coefficient * dot(stream, batch.basis.subarray(start, start + D));
  });
  return { readBy: parts, ofNoHead };
}

function checkParts(batch: ReadBatch, { target, contribution }: SplitEdge, split: HeadParts): void {
  const lists = [split.readBy && [...split.readBy, split.ofNoHead ?? 0], split.writtenBy];
  for (const list of lists) {
    if (!list) continue;
    let [sum, absolute] = [0, 0];
    for (const part of list) {
      sum += part;
      absolute += Math.abs(part);
    }
    const relative = Math.abs(sum - contribution) / (1 + absolute);
    assertFinite([relative]);
    if (relative <= completenessTolerance) continue;
    const id = batch.targets[target];
    throw new EngineError(
      "inexact",
      `What ${id ? formatNodeId(id) : "a target"} gets by head does not add up to its edge: ${relative.toExponential(1)} of it is missing, and rounding accounts for ${completenessTolerance}. No circuit is shown rather than a wrong one.`,
    );
  }
}

/** As a document has them. */
export function describeParts({ readBy, ofNoHead, writtenBy }: HeadParts): Omit<EdgeParts, "source"> {
  return {
    ...(readBy && { readBy: Array.from(readBy, shortPart) }),
    ...(ofNoHead !== undefined && { ofNoHead: shortPart(ofNoHead) }),
    ...(writtenBy && { writtenBy: Array.from(writtenBy, shortPart) }),
  };
}

/** Six significant digits: a part is told to what a sum of parts is exact to, and there are as many as heads. */
function shortPart(value: number): number {
  return Number(value.toPrecision(6));
}
