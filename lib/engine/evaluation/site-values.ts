import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { AttributionState } from "../attribution/attribution-state";
import type { Dictionary } from "../dictionaries/dictionary";
import { writtenWidth } from "../dictionaries/sites";
import { featureRowsOf } from "./feature-rows";

/** What a kind's dictionary writes at a layer: x, z or the MLP's output, or what it opens; whether there is a dictionary or not. */
export interface Place {
  kind: DictionaryKind;
  layer: number;
}

/** What stands at one position of a site, `out = b_dec + sum + skip + error`; without a dictionary all of it is error. */
export interface SiteValue {
  /** By index, of those that fire. */
  features: ReadonlyMap<number, number>;
  sum: Float64Array; // (width), sum_i f_i W_dec[i]
  /** What goes past the features of a skip transcoder; zeros of any other dictionary. */
  skip: Float64Array; // (width)
  error: Float64Array; // (width)
  out: Float64Array; // (width)
}

/** A site of an unedited run at one position. */
export async function siteValue(
  state: AttributionState,
  { kind, layer }: Place,
  position: number,
): Promise<SiteValue> {
  const D = writtenWidth(state.model, kind, layer);
  const site = state.site(state.writtenSite(kind, layer));
  const out = Float64Array.from(site.subarray(position * D, (position + 1) * D));
  const dictionary = state.dictionary(kind, layer);
  const skip = new Float64Array(D);
  if (!dictionary) return { features: new Map(), sum: new Float64Array(D), skip, error: out.slice(), out };
  const skips = await state.skip(dictionary);
  if (skips) skip.set(skips.subarray(position * D, (position + 1) * D));
  const features = await firingAt(state, dictionary, position);
  const rows = await featureRowsOf(state.model).load(state, dictionary, features.keys());
  const sum = new Float64Array(D);
  for (const [index, f] of features) addRow(sum, f, rows.get(index)?.W);
  const b_dec = state.biases.decoder(kind, layer);
  const error = out.map((value, j) => value - sum[j] - skip[j] - b_dec[j]);
  return { features, sum, skip, error, out };
}

async function firingAt(
  state: AttributionState,
  dictionary: Dictionary,
  position: number,
): Promise<Map<number, number>> {
  const { positions, indices, activations } = await state.features(dictionary);
  const firing = new Map<number, number>();
  for (let i = 0; i < positions.length; i++)
    if (positions[i] === position) firing.set(indices[i], activations[i]);
  return firing;
}

/** Adds `f W` to a sum. */
export function addRow(
  total: Float64Array, // (width)
  f: number,
  W: Float32Array | undefined, // (width)
): void {
  if (!W) throw new Error("the row of a feature was not read");
  for (let j = 0; j < total.length; j++) total[j] += f * W[j];
}

export function placeName({ kind, layer }: Place): string {
  return `${kind}.${layer}`;
}
