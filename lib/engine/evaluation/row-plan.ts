import type { AttributionState } from "../attribution/attribution-state";
import type { ActiveRow, SiteEdit } from "../interventions/variant";
import { activationOf, type FeatureRow, featureRowsOf } from "./feature-rows";
import { addRow, type Place, type SiteValue } from "./site-values";

/** What ablated parts of a site are brought to: the numbers of `SiteValue`, without what nobody asks for. */
export type AblatedValue = Pick<SiteValue, "features" | "sum" | "error">;

/** What becomes of one position of a site. */
export interface RowPlan {
  position: number;
  /** Features, by index, that are ablated while all others stay, or kept while all others are ablated. */
  named: readonly number[];
  namedAre: "ablated" | "kept";
  /** The dictionary's error, or all of a site without a dictionary. */
  errorIs: "ablated" | "kept";
  value: AblatedValue;
}

/**
 * The edit of a site in which each feature and the error is what it is in the run at hand, where it is kept, or has the value it
 * is ablated to: `out = b_dec + sum_kept f_i W_dec[i] + sum_ablated a_i W_dec[i] + error`. Features and error are read off the
 * run as it is edited so far, so that with all kept nothing changes, whatever was changed before. Undefined where nothing is
 * planned.
 */
export async function planRows(
  state: AttributionState,
  place: Place,
  rows: readonly RowPlan[],
): Promise<SiteEdit | undefined> {
  const changing = rows.filter(
    ({ errorIs, namedAre, named }) => errorIs === "ablated" || namedAre === "kept" || named.length > 0,
  );
  if (changing.length === 0) return undefined;
  const dictionary = state.dictionary(place.kind, place.layer);
  const D = state.model.config.dModel;
  const b_dec = state.biases.decoder(place.kind, place.layer);
  const cache = featureRowsOf(state.model);
  const encoded = dictionary
    ? changing
        .filter((row) => dictionary.activation.rule === "topk" || needsAll(row))
        .map((row) => row.position)
    : [];
  return {
    ...{ kind: place.kind, layer: place.layer, opened: state.opens(place.kind, place.layer) },
    firstPosition: Math.min(...changing.map(({ position }) => position)),
    positions: changing.map(({ position }) => position),
    replaces: changing.filter(({ errorIs }) => errorIs === "ablated").map(({ position }) => position),
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
      for (const row of here) {
        const start = (row.position - firstRow) * D;
        const [out, site] = [written.subarray(start, start + D), read.subarray(start, start + D)];
        mixRow(row, { out, site, b_dec, known, fired: active.get(row.position) });
      }
    },
  };
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
  /** All that fire, where they were asked for. */
  fired: ActiveRow | undefined;
}

/** Puts the row with its parts kept or ablated in its place; of the two sides of a plan the one with fewer features is added up. */
function mixRow(
  { named, namedAre, errorIs, value }: RowPlan,
  { out, site, b_dec, known, fired }: RowAtHand,
): void {
  const D = out.length;
  const keepsError = errorIs === "kept";
  const total = new Float64Array(D);
  for (let j = 0; j < D; j++) total[j] = keepsError ? out[j] : b_dec[j] + value.error[j];
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
