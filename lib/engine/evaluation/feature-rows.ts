import type { AttributionState } from "../attribution/attribution-state";
import { dot } from "../attribution/dot";
import type { Dictionary } from "../dictionaries/dictionary";
import type { LoadedModel } from "../model";
import { readTensor } from "../weights/safetensors";

/** What a feature writes and how it reads its site: `u = site . w + constant`. */
export interface FeatureRow {
  W: Float32Array; // (dOut), its row of W_dec
  w: Float32Array; // (dIn)
  constant: number;
  /** It is active above. */
  threshold: number;
}

/** Most bytes of rows that a model keeps; those of all dictionaries are let go of together. */
const keptBytes = 512 * 1024 * 1024;

/**
 * Rows and columns of the features that edits name, read once: of a circuit's few features the products are fewer numbers than
 * a call of the runtime takes to begin.
 */
export class FeatureRows {
  private readonly rows = new Map<Dictionary, Map<number, FeatureRow>>();
  private readonly thresholds = new Map<Dictionary, Float32Array>();
  private bytes = 0;

  /** All of `indices`, by index. */
  async load(
    { products, biases }: Pick<AttributionState, "products" | "biases">,
    dictionary: Dictionary,
    indices: Iterable<number>,
  ): Promise<ReadonlyMap<number, FeatureRow>> {
    let known = this.rows.get(dictionary);
    const wanted = new Set(indices);
    const missing = [...wanted].filter((index) => !known?.has(index));
    if (known && missing.length === 0) return known;
    const { dIn, dOut } = dictionary;
    this.bytes += 4 * missing.length * (dIn + dOut);
    if (this.bytes > keptBytes) {
      this.rows.clear();
      this.bytes = 4 * wanted.size * (dIn + dOut);
      missing.splice(0, missing.length, ...wanted);
      known = undefined;
    }
    known ??= new Map();
    this.rows.set(dictionary, known);
    if (missing.length === 0) return known;
    const columns = await products.encoderColumns(dictionary, missing);
    const ids = BigInt64Array.from(missing, BigInt);
    const { rows } = await products.decoderRows(
      dictionary,
      ids,
      new Float32Array(missing.length),
      1,
      missing.length,
    );
    for (const [i, index] of missing.entries()) {
      const w = columns.slice(i * dIn, (i + 1) * dIn);
      const constant = biases.toSite(dictionary, index, w);
      const W = rows.slice(i * dOut, (i + 1) * dOut);
      known.set(index, { W, w, constant, threshold: this.threshold(dictionary, index) });
    }
    return known;
  }

  private threshold(dictionary: Dictionary, index: number): number {
    const { activation } = dictionary;
    if (activation.rule !== "jumprelu") return 0;
    let thresholds = this.thresholds.get(dictionary);
    if (!thresholds) {
      thresholds = readTensor(activation.threshold);
      this.thresholds.set(dictionary, thresholds);
    }
    return thresholds[index];
  }
}

/** f of a feature whose rule looks at no other's. */
export function activationOf({ w, constant, threshold }: FeatureRow, site: Float32Array): number {
  const u = constant + dot(site, w);
  return u > threshold ? u : 0;
}

const kept = new WeakMap<LoadedModel, FeatureRows>();

export function featureRowsOf(model: LoadedModel): FeatureRows {
  let rows = kept.get(model);
  if (!rows) {
    rows = new FeatureRows();
    kept.set(model, rows);
  }
  return rows;
}
