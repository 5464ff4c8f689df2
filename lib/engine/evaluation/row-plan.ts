import type { AttributionState } from "../attribution/attribution-state";
import type { Dictionary } from "../dictionaries/dictionary";
import { writtenWidth } from "../dictionaries/sites";
import type { ActiveRow, SiteEdit } from "../interventions/variant";
import { activationOf, type FeatureRow, featureRowsOf } from "./feature-rows";
import { addRow, type Place, type SiteValue } from "./site-values";

/** What ablated parts of a site are brought to: the numbers of `SiteValue`, without what nobody asks for. */
export type AblatedValue = Pick<SiteValue, "features" | "sum" | "skip" | "error">;

/** What becomes of one position of a site. */
export interface RowPlan {
  position: number;
  /** Features, by index, that are ablated while all others stay, or kept while all others are ablated. */
  named: readonly number[];
  namedAre: "ablated" | "kept";
  /** The dictionary's error, or all of a site without a dictionary. */
  errorIs: "ablated" | "kept";
  /** What goes past a skip transcoder's features, where there is one. */
  skipIs: "ablated" | "kept";
  value: AblatedValue;
}

/**
 * The edit of a site in which each feature and the error is what it is in the run at hand, where it is kept, or has the value it
 * is ablated to: `out = b_dec + sum_kept f_i W_dec[i] + sum_ablated a_i W_dec[i] + skip + error`. All of it is read off the
 * run as it is edited so far, so that with all kept nothing changes, whatever was changed before. Undefined where nothing is
 * planned.
 */
export async function planRows(
  state: AttributionState,
  place: Place,
  rows: readonly RowPlan[],
): Promise<SiteEdit | undefined> {
  const dictionary = state.dictionary(place.kind, place.layer);
  const skips = dictionary?.skip !== undefined;
  const changing = rows.filter(
    ({ errorIs, skipIs, namedAre, named }) =>
      errorIs === "ablated" || (skips && skipIs === "ablated") || namedAre === "kept" || named.length > 0,
  );
  if (changing.length === 0) return undefined;
  const opened = state.opens(place.kind, place.layer);
  const D = writtenWidth(state.model, place.kind, place.layer);
  const b_dec = state.biases.decoder(place.kind, place.layer);
  const cache = featureRowsOf(state.model);
  const encoded = dictionary
    ? changing
        .filter((row) => dictionary.activation.rule === "topk" || needsAll(row))
        .map((row) => row.position)
    : [];
  return {
    ...{ kind: place.kind, layer: place.layer, opened },
    firstPosition: Math.min(...changing.map(({ position }) => position)),
    positions: changing.map(({ position }) => position),
    // What is written already is what the dictionary reads.
    ...(!opened && {
      replaces: changing.filter(({ errorIs }) => errorIs === "ablated").map(({ position }) => position),
    }),
    ...(dictionary && encoded.length > 0 && { encodes: { dictionary, positions: encoded } }),
    async apply(written, read, firstRow, active) {
      const here = changing.filter(({ position }) => {
        const start = (position - firstRow) * D;
        return start >= 0 && start < written.length;
      });
      const indices = here.flatMap(({ position, named }) => [
        ...named,
        ...(active.get(position)?.indices ?? []),
      ]);
      const known = dictionary ? await cache.load(state, dictionary, indices) : noRows;
      const startOf = ({ position }: RowPlan) => (position - firstRow) * D;
      const skip =
        dictionary &&
        (await skipsOf(state, dictionary, here, (row) => read.subarray(startOf(row), startOf(row) + D)));
      for (const row of here) {
        const start = startOf(row);
        const [out, site] = [written.subarray(start, start + D), read.subarray(start, start + D)];
        mixRow(row, { out, site, b_dec, known, skip: skip?.get(row), fired: active.get(row.position) });
      }
    },
  };
}

/** What goes past the features at rows where it must be known: of an error of one sort and a skip of the other. */
async function skipsOf(
  state: AttributionState,
  dictionary: Dictionary,
  rows: readonly RowPlan[],
  siteOf: (row: RowPlan) => Float32Array, // (dIn)
): Promise<ReadonlyMap<RowPlan, Float32Array> | undefined> {
  const wanted = rows.filter(({ errorIs, skipIs }) => errorIs !== skipIs);
  if (!dictionary.skip || wanted.length === 0) return undefined;
  const { dIn, dOut } = dictionary;
  const x = new Float32Array(wanted.length * dIn);
  for (const [i, row] of wanted.entries()) x.set(siteOf(row), i * dIn);
  const skip = await state.products.skip(dictionary, x);
  return new Map(wanted.flatMap((row, i) => (skip ? [[row, skip.subarray(i * dOut, (i + 1) * dOut)]] : [])));
}

const noRows: ReadonlyMap<number, FeatureRow> = new Map();

/** Whether all that fire must be known, and not the named alone. */
function needsAll({ namedAre, errorIs }: RowPlan): boolean {
  return (namedAre === "ablated") === (errorIs === "ablated");
}

interface RowAtHand {
  out: Float32Array; // (width), as the run has it
  site: Float32Array; // (width), what the dictionary reads
  b_dec: Float64Array; // (width)
  known: ReadonlyMap<number, FeatureRow>;
  /** What goes past the features in the run at hand, where it must be known. */
  skip: Float32Array | undefined; // (width)
  /** All that fire, where they were asked for. */
  fired: ActiveRow | undefined;
}

/** Puts the row with its parts kept or ablated in its place; of the two sides of a plan the one with fewer features is added up. */
function mixRow(
  { named, namedAre, errorIs, skipIs, value }: RowPlan,
  { out, site, b_dec, known, skip, fired }: RowAtHand,
): void {
  const D = out.length;
  const keepsError = errorIs === "kept";
  const total = new Float64Array(D);
  for (let j = 0; j < D; j++) total[j] = keepsError ? out[j] : b_dec[j] + value.error[j];
  // Zeros but of a skip transcoder. What the run has of it stands in `out`.
  if (skipIs === "ablated") for (let j = 0; j < D; j++) total[j] += value.skip[j];
  if (skip) for (let j = 0; j < D; j++) total[j] += keepsError ? -skip[j] : skip[j];
  // What is ablated comes in with its value.
  if (namedAre === "kept") for (let j = 0; j < D; j++) total[j] += value.sum[j];
  const sign = namedAre === "ablated" ? 1 : -1;
  for (const index of named) {
    const a = value.features.get(index);
    if (a !== undefined && a !== 0) addRow(total, sign * a, rowOf(known, index).W);
  }
  // What is kept comes in where the row begins at b_dec, and what is ablated goes out where it begins at the site's own.
  const own = keepsError ? -1 : 1;
  const countsNamed = (namedAre === "kept") === (errorIs === "ablated");
  if (fired) {
    const names = new Set(named);
    for (let i = 0; i < fired.indices.length; i++)
      if (names.has(fired.indices[i]) === countsNamed)
        addRow(total, own * fired.activations[i], rowOf(known, fired.indices[i]).W);
  } else if (countsNamed) {
    for (const index of named) {
      const row = rowOf(known, index);
      const f = activationOf(row, site);
      if (f !== 0) addRow(total, own * f, row.W);
    }
  }
  out.set(total);
}

function rowOf(known: ReadonlyMap<number, FeatureRow>, index: number): FeatureRow {
  const row = known.get(index);
  if (!row) throw new Error(`the row of feature ${index} was not read`);
  return row;
}
