import type { AttributionState } from "../attribution/attribution-state";
import type { SiteEdit } from "../interventions/edited-pass";
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
    ...place,
    firstPosition: Math.min(...changing.map(({ position }) => position)),
    ...(dictionary && encoded.length > 0 && { encodes: { dictionary, positions: encoded } }),
    async apply(written, read, firstRow, active) {
      for (const row of changing) {
        const start = (row.position - firstRow) * D;
        if (start < 0 || start >= written.length) continue;
        const out = written.subarray(start, start + D);
        const firing = active.get(row.position);
        const indices = firing ? [...row.named, ...firing.indices] : row.named;
        const known: ReadonlyMap<number, FeatureRow> = dictionary
          ? await cache.load(state, dictionary, indices)
          : new Map();
        const fired =
          firing && new Map(Array.from(firing.indices, (index, i) => [index, firing.activations[i]]));
        const site = read.subarray(start, start + D);
        out.set(mixRow(row, { out, site, b_dec, known, fired }));
      }
    },
  };
}

/** Whether all that fire must be known, and not the named alone. */
function needsAll({ namedAre, errorIs }: RowPlan): boolean {
  return (namedAre === "ablated") === (errorIs === "ablated");
}

interface RowAtHand {
  out: Float32Array; // (width), as the run has it
  site: Float32Array; // (width), what the dictionary reads
  b_dec: Float64Array; // (width)
  known: ReadonlyMap<number, FeatureRow>;
  /** All that fire by index, where they were asked for. */
  fired: ReadonlyMap<number, number> | undefined;
}

/** The row with its parts kept or ablated; of the two sides of a plan the one with fewer features is added up. */
function mixRow(plan: RowPlan, { out, site, b_dec, known, fired }: RowAtHand): Float64Array {
  const { named, namedAre, errorIs, value } = plan;
  const total = Float64Array.from(errorIs === "kept" ? out : b_dec);
  const add = (of: Float64Array) => {
    for (let j = 0; j < total.length; j++) total[j] += of[j];
  };
  if (errorIs === "ablated") add(value.error);
  const rowOf = (index: number) => {
    const row = known.get(index);
    if (!row) throw new Error(`the row of feature ${index} was not read`);
    return row;
  };
  const f = (index: number) => (fired ? (fired.get(index) ?? 0) : activationOf(rowOf(index), site));
  // What is ablated comes in with its value.
  if (namedAre === "kept") add(value.sum);
  const sign = namedAre === "ablated" ? 1 : -1;
  for (const index of named) {
    const a = value.features.get(index);
    if (a !== undefined && a !== 0) addRow(total, sign * a, rowOf(index).W);
  }
  // What is kept comes in where the row begins at b_dec, and what is ablated goes out where it begins at the site's own.
  const keepsOwn = errorIs === "kept" ? -1 : 1;
  const counted = (namedAre === "kept") === (errorIs === "ablated");
  if (counted) {
    for (const index of named) addScaled(total, keepsOwn * f(index), rowOf(index).W);
  } else if (fired) {
    const names = new Set(named);
    for (const [index, activation] of fired)
      if (!names.has(index)) addScaled(total, keepsOwn * activation, rowOf(index).W);
  }
  return total;
}

function addScaled(total: Float64Array, f: number, W: Float32Array): void {
  if (f !== 0) addRow(total, f, W);
}
