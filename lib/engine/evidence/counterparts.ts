import type { Dictionary } from "../dictionaries/dictionary";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { type Near, NearestKept } from "./nearest";
import { buildNearest } from "./weight-graphs";
import { WrittenReader, type WrittenRows } from "./written-rows";

/** Bytes of directions of one block of the other dictionary. */
const blockBytes = 8 * 1024 * 1024;

interface CounterpartsOptions {
  /** How many of each feature, at most. */
  most: number;
  signal?: StopSignal;
}

/**
 * Of some features of a dictionary the nearest ones of another dictionary of the same model, by the cosine of what they write to the
 * residual stream, nearest first: a list a feature, in the order of `indices`. Of a feature that writes nothing the list is empty.
 * Memory does not grow with the other dictionary.
 */
export async function findCounterparts(
  model: LoadedModel,
  own: Dictionary,
  indices: readonly number[],
  other: Dictionary,
  { most, signal }: CounterpartsOptions,
): Promise<Near[][]> {
  const { dModel: D } = model.config;
  const rowsAtOnce = Math.max(1, Math.min(2048, Math.floor(blockBytes / (4 * D))));
  const written = new WrittenReader(model);
  const session = await model.runtime.open(buildNearest(D));
  try {
    const queries = await gather(written, own, indices, D);
    const kept = new NearestKept(session, own, queries, most);
    for (let start = 0; start < other.dFeatures; start += rowsAtOnce) {
      signal?.throwIfAborted();
      const end = Math.min(other.dFeatures, start + rowsAtOnce);
      await kept.offer(other, await written.read(other, start, end));
    }
    return indices.map((_, i) => kept.listOf(i));
  } finally {
    await session.close();
    await written.close();
  }
}

/** The rows of some features beside each other. */
async function gather(
  written: WrittenReader,
  dictionary: Dictionary,
  indices: readonly number[],
  D: number,
): Promise<WrittenRows> {
  const count = indices.length;
  const rows = {
    ...{ from: 0, count, decoder: new Float32Array(0) },
    ...{ directions: new Float32Array(count * D), norms: new Float64Array(count) },
  };
  for (const [i, index] of indices.entries()) {
    const { directions, norms } = await written.read(dictionary, index, index + 1);
    rows.directions.set(directions, i * D);
    rows.norms.set(norms, i);
  }
  return rows;
}
