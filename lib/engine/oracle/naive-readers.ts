import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { naiveForward } from "./naive-forward";
import { processWeights } from "./process-weights";
import type { RandomModel } from "./random-model";
import { centred, dot, scaled } from "./vectors";
import { layer, type Processed } from "./written-form";

/** Weights of the layer, and of the model, that are read below. */
const kept = [
  ...["ln_1.weight", "attn.c_attn.weight", "attn.c_proj.weight", "ln_2.weight", "ln_2.bias"].map(
    (name) => `h.${layer}.${name}`,
  ),
  ...["ln_f.weight", "lm_head.weight"],
];

/**
 * A model of GPT-2's family in float64 on one text, as TransformerLens processes it: what a dictionary of the layer reads, and by
 * which vectors at the last position others read what it writes.
 */
export class NaiveReaders {
  private readonly weights: ReadonlyMap<string, Float32Array>;
  private readonly sites: ReadonlyMap<string, Float64Array>;
  private readonly dictionaries: RandomModel["dictionaries"];
  private readonly shape: RandomModel["shape"];
  /** Of `attentionReads`, by feature and position. */
  private readonly reads = new Map<string, Float64Array>();

  constructor(
    { shape, weights, dictionaries }: RandomModel,
    processing: Processed,
    private readonly tokens: readonly number[],
  ) {
    const processed = processWeights(shape, weights, processing);
    this.sites = naiveForward(shape, processed, tokens);
    // All of them, of several models, would be half a gigabyte.
    this.weights = new Map(kept.map((name) => [name, found(processed.get(name), name)]));
    this.dictionaries = dictionaries;
    this.shape = shape;
  }

  /** (T, D) as a dictionary reads it: of a norm that was not folded what it puts out. */
  input(hookIn: string): Float64Array {
    const site = this.site(hookIn);
    if (!hookIn.endsWith("ln2.hook_normalized")) return site;
    const [gamma, beta] = [this.inLayer("ln_2.weight"), this.inLayer("ln_2.bias")];
    return site.map((value, i) => value * gamma[i % gamma.length] + beta[i % beta.length]);
  }

  /** By which a logit reads what is written to the stream: (D). */
  logitReads(token: number): Float64Array {
    const { dModel: D } = this.shape;
    const [gamma, W_U] = [this.weight("ln_f.weight"), this.weight("lm_head.weight")];
    const row = Float64Array.from({ length: D }, (_, j) => gamma[j] * W_U[token * D + j]);
    return scaled(centred(row), 1 / this.site("ln_final.hook_scale")[this.last]);
  }

  /** By which a feature of the model's own transcoder reads what is written to the stream: (D). */
  transcoderReads(index: number): Float64Array {
    const gamma = this.inLayer("ln_2.weight");
    const read = this.encoderColumn("mlp", index).map((value, j) => value * gamma[j]);
    return scaled(centred(read), 1 / this.site(`blocks.${layer}.ln2.hook_scale`)[this.last]);
  }

  /** By which a feature of the model's own attention dictionary reads what is written at another position: (D). */
  attentionReads(index: number, position: number): Float64Array {
    const key = `${index} ${position}`;
    const known = this.reads.get(key) ?? this.readByAttention(index, position);
    this.reads.set(key, known);
    return known;
  }

  private readByAttention(index: number, position: number): Float64Array {
    const { dModel: D, dHead: K } = this.shape;
    const T = this.tokens.length;
    const w = this.encoderColumn("attn", index);
    const [W, gamma] = [this.inLayer("attn.c_attn.weight"), this.inLayer("ln_1.weight")];
    const A = this.site(`blocks.${layer}.attn.hook_pattern`);
    const mixed = w.map((value, i) => value * A[(Math.floor(i / K) * T + this.last) * T + position]);
    const ofValues = (j: number) => W.subarray(j * 3 * D + 2 * D, (j + 1) * 3 * D);
    const read = Float64Array.from({ length: D }, (_, j) => gamma[j] * dot(ofValues(j), mixed));
    return scaled(centred(read), 1 / this.site(`blocks.${layer}.ln1.hook_scale`)[position]);
  }

  /** By which `z` is read where `read` reads what its heads write to the stream: (D) both. */
  throughHeads(read: Float64Array): Float64Array {
    const W_O = this.inLayer("attn.c_proj.weight");
    const D = read.length;
    return read.map((_, i) => dot(W_O.subarray(i * D, (i + 1) * D), read));
  }

  private get last(): number {
    return this.tokens.length - 1;
  }

  private site(name: string): Float64Array {
    return found(this.sites.get(name), name);
  }

  private inLayer(name: string): Float32Array {
    return this.weight(`h.${layer}.${name}`);
  }

  private weight(name: string): Float32Array {
    return found(this.weights.get(name), name);
  }

  private encoderColumn(kind: DictionaryKind, index: number): Float64Array {
    const own = this.dictionaries.find(({ spec }) => spec.kind === kind && spec.layer === layer);
    const { W_enc, dIn, dFeatures } = found(own, `dictionary of ${kind}`).numbers;
    return Float64Array.from({ length: dIn }, (_, j) => W_enc[j * dFeatures + index]);
  }
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the oracle has no ${name}`);
  return value;
}
