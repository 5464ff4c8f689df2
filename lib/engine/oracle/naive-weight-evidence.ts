import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Processing } from "../weights/manifest";
import { naiveDictionary } from "./naive-pass";
import { processWeights } from "./process-weights";
import type { RandomModel } from "./random-model";
import { centred, dot, product } from "./vectors";

/** What weights say of a random model's features, in plain loops and float64. */
export class NaiveWeightEvidence {
  private readonly weights: ReadonlyMap<string, Float32Array>;

  constructor(
    private readonly random: RandomModel,
    processing: Processing,
  ) {
    this.weights = processWeights(random.shape, random.weights, processing);
  }

  /** Row of W_dec: (dOut). */
  decoderRow(kind: DictionaryKind, layer: number, index: number): Float64Array {
    const dictionary = naiveDictionary(this.random, kind, layer);
    if (!dictionary) throw new Error(`the oracle has no ${kind} dictionary at layer ${layer}`);
    const D = dictionary.dIn;
    return Float64Array.from(dictionary.W_dec.subarray(index * D, (index + 1) * D));
  }

  /** What a unit of activation adds to the residual stream: (D). */
  direction(kind: DictionaryKind, layer: number, index: number): Float64Array {
    const row = this.decoderRow(kind, layer, index);
    return kind === "attn" ? product(row, this.weight(`h.${layer}.attn.c_proj.weight`)) : row;
  }

  /** The change of each logit by a direction, the final norm's denominator being 1, less their mean: (V). */
  directLogits(direction: Float64Array): Float64Array {
    const { dModel: D, vocabularySize: V, norm } = this.random.shape;
    const gamma = this.weight("ln_f.weight");
    const unembedding = this.weight("lm_head.weight");
    const input = norm.kind === "layer" ? centred(direction) : direction;
    const read = input.map((value, j) => value * gamma[j]);
    const logits = Float64Array.from({ length: V }, (_, y) =>
      dot(read, unembedding.subarray(y * D, (y + 1) * D)),
    );
    return centred(logits);
  }

  private weight(name: string): Float32Array {
    const values = this.weights.get(name);
    if (!values) throw new Error(`the oracle has no ${name}`);
    return values;
  }
}

export function cosine(a: Float64Array, b: Float64Array): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
