import type { Mode } from "@/lib/circuit-format/kinds";
import { assertShape } from "../shapes";
import type { StopSignal } from "../stop-signal";
import type { AttributionState } from "./attribution-state";
import { dot } from "./dot";
import type { ReadBatch } from "./read-vectors";
import { type RowBlock, rowsAt, type Source } from "./source";

/**
 * What the nodes of one source at one position write into some targets' reads: `products[r, j]` is
 * `row_r . r_s` of target `targets[j]`, to be multiplied by the node's scale.
 */
export interface Piece {
  source: Source;
  position: number;
  /** Number, within the source, of the first node. */
  first: number;
  count: number;
  targets: Uint32Array; // (J), numbers within the batch
  products: Float32Array; // (count, J)
}

/** All contributions to a batch of targets: section 2's signed terms, those of bias summed into one. */
export interface BatchContributions {
  batch: ReadBatch;
  pieces: Piece[];
  /** The bias part of the stream that is read. */
  stream: Float64Array; // (D)
  /** Constant and bias terms of each target. */
  bias: Float64Array; // (N)
  /** Sum of |contribution|, bias among them. */
  absolute: Float64Array; // (N)
  /** |contributions + bias - value|. */
  residual: Float64Array; // (N)
}

/** One step back from every target of a batch, to all that the stream it reads is a sum of. `signal` is asked at each source. */
export async function contribute(
  state: AttributionState,
  batch: ReadBatch,
  mode: Mode,
  signal?: StopSignal,
): Promise<BatchContributions> {
  const [N, D] = [batch.targets.length, state.model.config.dModel];
  assertShape(batch.basis, N * batch.heads, D, "the basis");
  assertShape(batch.constants, N, 1, "the constants");
  assertShape(batch.values, N, 1, "the values");
  const twoStep = mode === "residual" && readsOpenedStream(state, batch);
  const last = Math.max(...batch.targets.map(({ position }) => position));
  const positions = batch.readsManyPositions
    ? Array.from({ length: last + 1 }, (_, s) => s)
    : [...new Set(batch.targets.map(({ position }) => position))];
  const pieces: Piece[] = [];
  for (const source of await sourcesOf(state, batch, twoStep, signal)) {
    signal?.throwIfAborted();
    const basis = source.throughOut ? await state.products.outRead(source.layer, batch.basis) : batch.basis;
    const blocks = await state.rowsOf(source, positions);
    pieces.push(
      ...(batch.readsManyPositions
        ? await contractBlocks(state, batch, source, basis, blocks)
        : await contractPositions(state, batch, source, basis, blocks)),
    );
  }
  const stream = twoStep
    ? state.biases.decoder("resid", batch.layer)
    : state.biases.stream(batch.layer, batch.readsMiddle);
  return { stream, ...sumUp(batch, pieces, biasOf(batch, stream)) };
}

/**
 * Whether the stream that a batch reads is taken apart by residual features in the residual mode: as a layer's attention reads
 * it, or between attention and MLP where the residual dictionaries are of that (`hook_resid_mid`).
 */
function readsOpenedStream(state: AttributionState, batch: ReadBatch): boolean {
  return state.opensMiddle ? batch.readsMiddle : batch.readsManyPositions;
}

/** In the order of the forward pass. */
async function sourcesOf(
  state: AttributionState,
  batch: ReadBatch,
  twoStep: boolean,
  signal: StopSignal | undefined,
): Promise<Source[]> {
  if (twoStep) return [await state.source("resid", batch.layer)];
  const sources = [await state.source("stream", 0)];
  for (let l = 0; l < batch.layer; l++) {
    signal?.throwIfAborted();
    sources.push(await state.source("attn", l), await state.source("mlp", l));
  }
  if (batch.readsMiddle) sources.push(await state.source("attn", batch.layer));
  return sources;
}

/** Targets that read many positions: a product a block. */
async function contractBlocks(
  state: AttributionState,
  batch: ReadBatch,
  source: Source,
  basis: Float32Array, // (N, heads, W)
  blocks: readonly RowBlock[],
): Promise<Piece[]> {
  const { heads: H, targets } = batch;
  const N = targets.length;
  const W = source.width;
  const everyone = Uint32Array.from(targets.keys());
  const last = Math.max(...targets.map(({ position }) => position));
  const pieces: Piece[] = [];
  for (const { positions, m, rows } of blocks) {
    if (!positions.some((s) => s <= last)) continue;
    const S = positions.length;
    const coefficients = new Float32Array(N * S * H);
    for (const [n, { position }] of targets.entries()) {
      for (const [i, s] of positions.entries()) {
        if (s > position) continue;
        for (let h = 0; h < H; h++) coefficients[(n * S + i) * H + h] = batch.coefficientAt(n, s, h);
      }
    }
    const products = await state.products.contract(
      { data: rows, shape: [S, m, W] },
      { data: basis, shape: [N, H, W] },
      { data: coefficients, shape: [N, S, H] },
    );
    for (const [i, position] of positions.entries()) {
      if (position > last) continue;
      const first = source.starts[position];
      const count = source.starts[position + 1] - first;
      const start = i * m * N;
      pieces.push({
        ...{ source, position, first, count, targets: everyone },
        products: products.subarray(start, start + count * N),
      });
    }
  }
  return pieces;
}

/** Targets that read their own position: a product a position. */
async function contractPositions(
  state: AttributionState,
  batch: ReadBatch,
  source: Source,
  basis: Float32Array, // (N, heads, W)
  blocks: readonly RowBlock[],
): Promise<Piece[]> {
  const W = source.width;
  const pieces: Piece[] = [];
  for (const [position, targets] of byPosition(batch)) {
    const N = targets.length;
    const first = source.starts[position];
    const count = source.starts[position + 1] - first;
    const own = new Float32Array(N * W);
    for (const [j, n] of targets.entries()) own.set(basis.subarray(n * W, (n + 1) * W), j * W);
    const coefficients = Float32Array.from(targets, (n) => batch.coefficientAt(n, 0, 0));
    const products = await state.products.contract(
      { data: rowsAt(source, blocks, position), shape: [1, count, W] },
      { data: own, shape: [N, 1, W] },
      { data: coefficients, shape: [N, 1, 1] },
    );
    pieces.push({ source, position, first, count, targets: Uint32Array.from(targets), products });
  }
  return pieces;
}

function byPosition({ targets }: ReadBatch): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const [n, { position }] of targets.entries()) {
    const group = groups.get(position);
    if (group) group.push(n);
    else groups.set(position, [n]);
  }
  return groups;
}

/** Each target's constant and its reads' share of the bias vector `stream`. */
function biasOf(
  batch: ReadBatch,
  stream: Float64Array, // (D)
): Float64Array {
  const { heads: H, basis } = batch;
  const D = stream.length;
  return batch.constants.map((constant, n) => {
    const positions = batch.readsManyPositions ? (batch.targets[n]?.position ?? 0) + 1 : 1;
    let total = constant;
    for (let h = 0; h < H; h++) {
      let coefficient = 0;
      for (let s = 0; s < positions; s++) coefficient += batch.coefficientAt(n, s, h);
      const start = (n * H + h) * D;
      total += coefficient * dot(stream, basis.subarray(start, start + D));
    }
    return total;
  });
}

function sumUp(
  batch: ReadBatch,
  pieces: Piece[],
  bias: Float64Array, // (N)
): Omit<BatchContributions, "stream"> {
  const total = bias.slice();
  const absolute = bias.map(Math.abs);
  for (const { source, first, count, targets, products } of pieces) {
    const J = targets.length;
    for (let r = 0; r < count; r++) {
      const scale = source.scales[first + r];
      for (let j = 0; j < J; j++) {
        const contribution = scale * products[r * J + j];
        const n = targets[j];
        total[n] += contribution;
        absolute[n] += Math.abs(contribution);
      }
    }
  }
  const residual = total.map((sum, n) => Math.abs(sum - batch.values[n]));
  return { batch, pieces, bias, absolute, residual };
}
