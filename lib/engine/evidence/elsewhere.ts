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
/** A place at which a dictionary is tried, with what it misses there of each window: sums of squares. */
interface Tried {
  place: Place;
  missed: number[];
}
interface SiteSums {
  positions: number;
  total: Float64Array;
  squares: number;
}
/** Of each site that places write, by its name, the sums of each window. */
type WrittenSums = Map<string, SiteSums[]>;

/**
 * How each dictionary of a model, in its order, would rebuild the model's other sites: an SAE all that SAEs are of, at every
 * layer, a transcoder the MLPs of other layers. What is missed is measured by the variance of its own place. The sites of one
 * window are held at a time, and after the first windows only those at which a dictionary is still tried.
 */
export async function measureElsewhere(
  model: LoadedModel,
  windows: readonly (readonly number[])[],
  signal: StopSignal | undefined,
): Promise<MeasuredPlace[][]> {
  const products = new ModelProducts(model);
  const written: WrittenSums = new Map();
  const looks = model.dictionaries.map((dictionary) => {
    const { kind, layer, leavesOnly } = dictionary;
    const own = { kind, layer, opens: leavesOnly !== null };
    const others = placesLike(dictionary, model.config).filter((place) => !isSame(place, own));
    return { dictionary, own: tried(own), others: others.map(tried) };
  });
  for (const [w, tokenIds] of windows.slice(0, triedWindows).entries()) {
    if (w === firstWindows) for (const look of looks) look.others = nearestOf(look.others, written);
    const places = looks.flatMap(({ own, others }) => [own, ...others].map(({ place }) => sitesOf(place)));
    const names = new Set(places.flatMap(({ hookIn, hookOut }) => [hookIn, hookOut]));
    const sites = await model.forward(tokenIds, [...names]);
    for (const name of new Set(places.map(({ hookOut }) => hookOut))) {
      const sums = sumsOf(float32Of(sites.get(name), name), tokenIds.length);
      written.set(name, [...(written.get(name) ?? []), sums]);
    }
    for (const { dictionary, own, others } of looks) {
      const { W_dec, b_dec } = dictionary;
      const decoder = { W_dec: readTensor(W_dec), b_dec: readTensor(b_dec), products };
      for (const { place, missed } of [own, ...others]) {
        signal?.throwIfAborted();
        missed.push(await missedAt(model, dictionary, decoder, place, sites));
      }
    }
  }
  return looks.map(({ own, others }) => {
    const here = sharesOf(own, written);
    return nearestOf(others, written).map((each): MeasuredPlace => {
      const there = sharesOf(each, written);
      return { ...each.place, explainedVariance: 1 - sum(there), gain: gainOf(here, there) };
    });
  });
}

function isSame(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.layer === b.layer && a.opens === b.opens;
}

function tried(place: Place): Tried {
  return { place, missed: [] };
}

/** The places at which least is missed over the windows so far. */
function nearestOf(others: readonly Tried[], written: WrittenSums): Tried[] {
  return others
    .map((each) => ({ each, total: sum(sharesOf(each, written)) }))
    .toSorted((a, b) => a.total - b.total)
    .slice(0, nearestPlaces)
    .map(({ each }) => each);
}

/** What is missed at a place, by window, as a share of how far its site is from the mean over all of them. */
function sharesOf({ place, missed }: Tried, written: WrittenSums): number[] {
  const spread = sum(spreadOf(written.get(sitesOf(place).hookOut) ?? []));
  return missed.map((squares) => (spread > 0 ? squares / spread : 0));
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

/** Sums of a site, (T, D), over the positions of one window but the first. */
function sumsOf(site: Float32Array, T: number): SiteSums {
  const D = site.length / T;
  const total = new Float64Array(D);
  let squares = 0;
  for (let i = D; i < site.length; i++) {
    total[i % D] += site[i];
    squares += site[i] * site[i];
  }
  return { positions: T - 1, total, squares };
}

/** What a dictionary misses of the site that a place writes, over the positions of one window but the first: a sum of squares. */
async function missedAt(
  model: LoadedModel,
  dictionary: Dictionary,
  { W_dec, b_dec, products }: { W_dec: Float32Array; b_dec: Float32Array; products: ModelProducts },
  place: Place,
  sites: ReadonlyMap<string, Tensor>,
): Promise<number> {
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
  let missed = 0;
  for (let i = D; i < output.length; i++) missed += (output[i] - rebuilt[i]) ** 2;
  return missed;
}
