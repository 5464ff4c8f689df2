import type { Dictionary } from "../dictionaries/dictionary";
import type { LoadedModel } from "../model";
import type { Tensor } from "../runtime";
import type { StopSignal } from "../stop-signal";
import { joinRows, splitFeatures } from "./joined-windows";
import { knownPositions } from "./known-positions";

/** Where one feature fires in a window, and how strongly; position 0 and those that the dictionary was not trained on are left out. (m) */
export interface FeatureFirings {
  positions: number[];
  activations: number[];
}

/** Rows from which on windows are encoded together, as where a corpus is read (tally-windows.ts). */
const rowsTogether = 256;

/**
 * Where one feature of one dictionary fires in windows, window by window in their order: the forward pass up to what the dictionary
 * reads, and its encoder.
 */
export async function* featureFirings(
  model: LoadedModel,
  dictionary: Dictionary,
  index: number,
  windows: readonly ArrayLike<number>[],
  signal?: StopSignal,
): AsyncGenerator<FeatureFirings> {
  for (let first = 0; first < windows.length; ) {
    const inputs: Tensor[] = [];
    const texts: number[][] = [];
    for (let rows = 0; rows < rowsTogether && first < windows.length; first++) {
      signal?.throwIfAborted();
      const tokenIds = Array.from(windows[first] ?? []);
      const site = (await model.forward(tokenIds, [dictionary.hookIn])).get(dictionary.hookIn);
      if (!site) throw new Error(`the forward pass did not give ${dictionary.hookIn}`);
      inputs.push(site);
      texts.push(tokenIds);
      rows += tokenIds.length;
    }
    signal?.throwIfAborted();
    const all = await model.encode(dictionary, joinRows(inputs, dictionary.hookIn));
    const lengths = texts.map(({ length }) => length);
    for (const [n, { positions, indices, activations }] of splitFeatures(all, lengths).entries()) {
      const known = knownPositions(model, dictionary, texts[n] ?? []);
      const firings: FeatureFirings = { positions: [], activations: [] };
      for (let i = 0; i < indices.length; i++) {
        if (indices[i] !== index || positions[i] === 0 || !known[positions[i]]) continue;
        firings.positions.push(positions[i]);
        firings.activations.push(activations[i]);
      }
      yield firings;
    }
  }
}
