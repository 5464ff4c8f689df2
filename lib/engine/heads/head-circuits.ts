import { layerOf } from "../architectures/architecture";
import { assertFinite } from "../finite";
import type { LoadedModel } from "../model";
import { float32Of } from "../rows";
import type { StopSignal } from "../stop-signal";
import { readRows, type WeightTensor } from "../weights/safetensors";
import { buildOwnTokens } from "./graphs";

/** Tokens whose rows are held at once. */
const tokensAtOnce = 2048;

export interface HeadCircuits {
  layer: number;
  head: number;
  copying: number;
  matching: number;
}

/** What a head's two circuits say of each token and itself: (V) each, as `buildOwnTokens` has it. */
export interface OwnTokens {
  layer: number;
  head: number;
  ov: Float32Array;
  qk: Float32Array;
}

/**
 * Of every head, by layer and head, what its circuits W_E W_V W_O W_U and W_E W_Q W_K^T W_E^T (Elhage et al. 2021, "A Mathematical
 * Framework for Transformer Circuits") say of tokens by themselves: `copying`, the share of the vocabulary whose own logit rises
 * above the mean of all where the head attends to it, and `matching`, the share that scores its own key above the mean of all
 * keys. A head that does neither has about one half of both. It leaves out: positions, whatever earlier layers make of a token,
 * the norms' denominators, biases and betas.
 */
export async function headCircuits(model: LoadedModel, signal?: StopSignal): Promise<HeadCircuits[]> {
  const found: HeadCircuits[] = [];
  for await (const { layer, head, ov, qk } of ownTokens(model, signal))
    found.push({ layer, head, copying: sharePositive(ov), matching: sharePositive(qk) });
  return found;
}

export async function* ownTokens(model: LoadedModel, signal?: StopSignal): AsyncGenerator<OwnTokens> {
  const { config, weights, runtime, manifest } = model;
  const { layers: L, heads: H, dModel: D, vocabularySize: V } = config;
  const means = { keys: meanRow(weights.tokenEmbedding, V, D), logits: meanRow(weights.unembedding, V, D) };
  for (let layer = 0; layer < L; layer++) {
    const graph = buildOwnTokens(config, layerOf(weights, layer), weights.finalNorm, manifest.processing);
    const session = await runtime.open(graph);
    const all = { ov: new Float32Array(H * V), qk: new Float32Array(H * V) };
    try {
      for (let start = 0; start < V; start += tokensAtOnce) {
        signal?.throwIfAborted();
        const end = Math.min(V, start + tokensAtOnce);
        const tensor = (data: Float32Array) => ({ data, shape: [end - start, D] });
        const embeddings = readRows(weights.tokenEmbedding, start, end);
        const inputs = {
          embeddings: tensor(embeddings),
          keys: tensor(lessRow(embeddings, means.keys)),
          unembeddings: tensor(lessRow(readRows(weights.unembedding, start, end), means.logits)),
        };
        const parts = await session.run(inputs, ["ov", "qk"]);
        for (const name of ["ov", "qk"] as const) {
          const part = float32Of(parts[name], name);
          assertFinite(part);
          for (let h = 0; h < H; h++)
            all[name].set(part.subarray(h * (end - start), (h + 1) * (end - start)), h * V + start);
        }
      }
    } finally {
      await session.close();
    }
    for (let head = 0; head < H; head++) {
      const of = (values: Float32Array) => values.subarray(head * V, (head + 1) * V);
      yield { layer, head, ov: of(all.ov), qk: of(all.qk) };
    }
  }
}

/** In float64, read in pieces. */
function meanRow(table: WeightTensor, V: number, D: number): Float64Array {
  const mean = new Float64Array(D);
  for (let start = 0; start < V; start += tokensAtOnce) {
    const rows = readRows(table, start, Math.min(V, start + tokensAtOnce));
    for (let i = 0; i < rows.length; i++) mean[i % D] += rows[i] / V;
  }
  return mean;
}

function lessRow(rows: Float32Array, row: Float64Array): Float32Array {
  const D = row.length;
  return rows.map((value, i) => value - row[i % D]);
}

function sharePositive(values: Float32Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > 0) count++;
  return count / values.length;
}
