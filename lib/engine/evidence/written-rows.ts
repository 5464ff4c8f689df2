import { layerOf } from "../architectures/architecture";
import type { Dictionary } from "../dictionaries/dictionary";
import { readsHeads } from "../dictionaries/sites";
import type { LoadedModel } from "../model";
import { float32Of } from "../rows";
import type { GraphSession } from "../runtime";
import { readRows } from "../weights/safetensors";
import { buildThroughHeads } from "./weight-graphs";

/** What some of a dictionary's features write, feature after feature. */
export interface WrittenRows {
  /** Of the first of them. */
  from: number;
  count: number;
  /** Rows of W_dec: (count, dOut). */
  decoder: Float32Array;
  /** What one unit of activation adds to the residual stream: (count, D). */
  directions: Float32Array;
  /** Their lengths: (count). */
  norms: Float64Array;
}

/**
 * Reads what features write to the residual stream: the decoder row, and of an attention feature that row through W_O,
 * centred where the model's processing centres what is written. Holds a session a layer of attention until it is closed.
 */
export class WrittenReader {
  private readonly throughHeads = new Map<number, GraphSession>();

  constructor(private readonly model: LoadedModel) {}

  async read(dictionary: Dictionary, from: number, to: number): Promise<WrittenRows> {
    const { dModel: D } = this.model.config;
    const decoder = readRows(dictionary.W_dec, from, to);
    const count = to - from;
    const directions = readsHeads(dictionary)
      ? await this.through(dictionary.layer, decoder, count)
      : decoder;
    const norms = new Float64Array(count);
    for (let i = 0; i < count; i++) norms[i] = length(directions.subarray(i * D, (i + 1) * D));
    return { from, count, decoder, directions, norms };
  }

  async close(): Promise<void> {
    for (const session of this.throughHeads.values()) await session.close();
    this.throughHeads.clear();
  }

  private async through(layer: number, rows: Float32Array, count: number): Promise<Float32Array> {
    const { config, weights, manifest, runtime } = this.model;
    let session = this.throughHeads.get(layer);
    if (!session) {
      session = await runtime.open(buildThroughHeads(config, layerOf(weights, layer), manifest.processing));
      this.throughHeads.set(layer, session);
    }
    const shape = [count, config.heads * config.dHead];
    const { directions } = await session.run({ rows: { data: rows, shape } }, ["directions"]);
    return float32Of(directions, "directions");
  }
}

/** Rows of length 1 (count, D); those of length 0 stay 0. */
export function unitRows({ directions, norms, count }: WrittenRows): Float32Array {
  const D = directions.length / count;
  const units = new Float32Array(directions.length);
  for (let i = 0; i < count; i++) {
    const scale = norms[i] === 0 ? 0 : 1 / norms[i];
    for (let j = i * D; j < (i + 1) * D; j++) units[j] = directions[j] * scale;
  }
  return units;
}

export function length(row: Float32Array): number {
  let squares = 0;
  for (let j = 0; j < row.length; j++) squares += row[j] * row[j];
  return Math.sqrt(squares);
}
