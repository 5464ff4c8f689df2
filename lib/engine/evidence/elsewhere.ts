import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { MeasuredPlace } from "@/lib/evidence-format/fit";
import { sitesOfKind } from "../architectures/sites";
import type { Dictionary } from "../dictionaries/dictionary";
import type { LoadedModel } from "../model";
import { float32Of } from "../rows";
import type { Tensor } from "../runtime";
import type { StopSignal } from "../stop-signal";
import { readTensor } from "../weights/safetensors";
import { gainOf } from "./gain";
import { spreadOf } from "./quality";
import { sum } from "./ratio";

/** Windows on which other places are tried: each dictionary is computed at all of them. */
const triedWindows = 8;

interface Place {
  kind: DictionaryKind;
  layer: number;
}
interface PlaceSums {
  positions: number;
  total: Float64Array;
  squares: number;
  squaredError: number;
}

/**
 * How each dictionary of a model, in its order, would rebuild the model's other sites: an SAE those of both kinds of SAE at every
 * layer, a transcoder the MLPs of other layers. What is missed is measured by the variance of its own place.
 */
export async function measureElsewhere(
  model: LoadedModel,
  windows: readonly (readonly number[])[],
  signal: StopSignal | undefined,
): Promise<MeasuredPlace[][]> {
  const some = windows.slice(0, triedWindows);
  const { layers } = model.config;
  const placesOf = ({ kind }: Dictionary): Place[] =>
    (kind === "mlp" ? (["mlp"] as const) : (["attn", "resid"] as const)).flatMap((each) =>
      Array.from({ length: layers }, (_, layer) => ({ kind: each, layer })),
    );
  const names = new Set(
    model.dictionaries
      .flatMap(placesOf)
      .flatMap(({ kind, layer }) => Object.values(sitesOfKind(kind, layer))),
  );
  const sites: Map<string, Tensor>[] = [];
  for (const tokenIds of some) sites.push(await model.forward(tokenIds, [...names]));
  const found: MeasuredPlace[][] = [];
  for (const dictionary of model.dictionaries) {
    const decoder = { W_dec: readTensor(dictionary.W_dec), b_dec: readTensor(dictionary.b_dec) };
    const missed = async (place: Place) => {
      const sums: PlaceSums[] = [];
      for (const each of sites) {
        signal?.throwIfAborted();
        sums.push(await sumsAt(model, dictionary, decoder, place, each));
      }
      const spread = sum(spreadOf(sums));
      return sums.map(({ squaredError }) => (spread > 0 ? squaredError / spread : 0));
    };
    const own = await missed(dictionary);
    const others: MeasuredPlace[] = [];
    for (const place of placesOf(dictionary)) {
      if (place.kind === dictionary.kind && place.layer === dictionary.layer) continue;
      const there = await missed(place);
      others.push({ ...place, explainedVariance: 1 - sum(there), gain: gainOf(own, there) });
    }
    found.push(others);
  }
  return found;
}

/** Sums over the positions of one window but the first, of the site that a place writes and what is missed of it. */
async function sumsAt(
  model: LoadedModel,
  dictionary: Dictionary,
  { W_dec, b_dec }: { W_dec: Float32Array; b_dec: Float32Array },
  place: Place,
  sites: ReadonlyMap<string, Tensor>,
): Promise<PlaceSums> {
  const { hookIn, hookOut } = sitesOfKind(place.kind, place.layer);
  const [input, output] = [sites.get(hookIn), float32Of(sites.get(hookOut), hookOut)];
  if (!input) throw new Error(`the forward pass did not give ${hookIn}`);
  const { positions, indices, activations } = await model.encode(dictionary, input);
  const D = dictionary.dOut;
  const T = output.length / D;
  const rebuilt = new Float64Array(T * D);
  for (let s = 0; s < T; s++) rebuilt.set(b_dec, s * D);
  for (let n = 0; n < indices.length; n++) {
    const [to, from, f] = [positions[n] * D, indices[n] * D, activations[n]];
    for (let j = 0; j < D; j++) rebuilt[to + j] += f * W_dec[from + j];
  }
  const total = new Float64Array(D);
  let [squares, squaredError] = [0, 0];
  for (let i = D; i < output.length; i++) {
    total[i % D] += output[i];
    squares += output[i] * output[i];
    squaredError += (output[i] - rebuilt[i]) ** 2;
  }
  return { positions: T - 1, total, squares, squaredError };
}
