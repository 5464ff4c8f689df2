import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { MeasuredPlace } from "@/lib/evidence-format/fit";
import { headsWidth, type ModelConfig } from "../architectures/architecture";
import { sitesOfKind } from "../architectures/sites";
import { ModelProducts } from "../attribution/model-products";
import type { Dictionary } from "../dictionaries/dictionary";
import { openedSite } from "../dictionaries/sites";
import type { LoadedModel } from "../model";
import { float32Of } from "../rows";
import type { Tensor } from "../runtime";
import type { StopSignal } from "../stop-signal";
import { readTensor } from "../weights/safetensors";
import { gainOf } from "./gain";
import { spreadOf } from "./quality";
import { sum } from "./ratio";

/** Windows on which other places are tried. */
const triedWindows = 8;
/** Of them, those on which each dictionary is computed at all places; on the others at the nearest alone. */
const firstWindows = 2;
const nearestPlaces = 4;

interface Place {
  kind: DictionaryKind;
  layer: number;
  /** Whether what is taken apart there is written already. */
  opens: boolean;
}
interface PlaceSums {
  positions: number;
  total: Float64Array;
  squares: number;
  squaredError: number;
}

/**
 * How each dictionary of a model, in its order, would rebuild the model's other sites: an SAE all that SAEs are of, at every
 * layer, a transcoder the MLPs of other layers. What is missed is measured by the variance of its own place.
 */
export async function measureElsewhere(
  model: LoadedModel,
  windows: readonly (readonly number[])[],
  signal: StopSignal | undefined,
): Promise<MeasuredPlace[][]> {
  const some = windows.slice(0, triedWindows);
  const products = new ModelProducts(model);
  const placesOf = (dictionary: Dictionary) => placesLike(dictionary, model.config);
  const names = new Set(
    model.dictionaries.flatMap(placesOf).flatMap((place) => Object.values(sitesOf(place))),
  );
  const sites: Map<string, Tensor>[] = [];
  for (const tokenIds of some) sites.push(await model.forward(tokenIds, [...names]));
  const found: MeasuredPlace[][] = [];
  for (const dictionary of model.dictionaries) {
    const { kind, layer, leavesOnly } = dictionary;
    const decoder = { W_dec: readTensor(dictionary.W_dec), b_dec: readTensor(dictionary.b_dec), products };
    const missed = async (place: Place, count = sites.length) => {
      const sums: PlaceSums[] = [];
      for (const each of sites.slice(0, count)) {
        signal?.throwIfAborted();
        sums.push(await sumsAt(model, dictionary, decoder, place, each));
      }
      const spread = sum(spreadOf(sums));
      return sums.map(({ squaredError }) => (spread > 0 ? squaredError / spread : 0));
    };
    const own = await missed({ kind, layer, opens: leavesOnly !== null });
    const looks: { place: Place; total: number }[] = [];
    for (const place of placesOf(dictionary)) {
      if (place.kind === kind && place.layer === layer && place.opens === (leavesOnly !== null)) continue;
      looks.push({ place, total: sum(await missed(place, firstWindows)) });
    }
    const nearest = looks.toSorted((a, b) => a.total - b.total).slice(0, nearestPlaces);
    const others: MeasuredPlace[] = [];
    for (const { place } of nearest) {
      const there = await missed(place);
      others.push({ ...place, explainedVariance: 1 - sum(there), gain: gainOf(own, there) });
    }
    found.push(others);
  }
  return found;
}

/** Every place that a dictionary could be of by its form, its own among them. */
function placesLike({ hookIn, hookOut, dIn }: Dictionary, config: ModelConfig): Place[] {
  const { layers, parallel, dModel } = config;
  const everywhere = (kind: DictionaryKind, opens: boolean) =>
    Array.from({ length: layers }, (_, layer) => ({ kind, layer, opens }));
  if (hookIn !== hookOut) return everywhere("mlp", false);
  const ofHeads = dIn === headsWidth(config) ? everywhere("attn", false) : [];
  if (dIn !== dModel) return ofHeads;
  return [
    ...[...ofHeads, ...everywhere("resid", false)],
    ...[...everywhere("attn", true), ...everywhere("mlp", true)],
    // Where attention and MLP read one stream, it has no middle.
    ...(parallel ? [] : everywhere("resid", true)),
  ];
}

function sitesOf({ kind, layer, opens }: Place): { hookIn: string; hookOut: string } {
  if (!opens) return sitesOfKind(kind, layer);
  const site = openedSite(kind, layer);
  return { hookIn: site, hookOut: site };
}

/** Sums over the positions of one window but the first, of the site that a place writes and what is missed of it. */
async function sumsAt(
  model: LoadedModel,
  dictionary: Dictionary,
  { W_dec, b_dec, products }: { W_dec: Float32Array; b_dec: Float32Array; products: ModelProducts },
  place: Place,
  sites: ReadonlyMap<string, Tensor>,
): Promise<PlaceSums> {
  const { hookIn, hookOut } = sitesOf(place);
  const [input, output] = [sites.get(hookIn), float32Of(sites.get(hookOut), hookOut)];
  if (!input) throw new Error(`the forward pass did not give ${hookIn}`);
  const { positions, indices, activations } = await model.encode(dictionary, input);
  const D = dictionary.dOut;
  const T = output.length / D;
  const rebuilt = new Float64Array(T * D);
  for (let s = 0; s < T; s++) rebuilt.set(b_dec, s * D);
  const skip = await products.skip(dictionary, float32Of(input, hookIn));
  if (skip) for (let i = 0; i < rebuilt.length; i++) rebuilt[i] += skip[i];
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
