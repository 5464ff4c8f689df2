import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { FeatureId, TargetId } from "@/lib/circuit-format/node-id";
import type { LayerWeights } from "../architectures/architecture";
import { readMatrix } from "../architectures/read-matrix";
import type { Dictionary } from "../dictionaries/dictionary";
import type { ActiveFeatures } from "../features";
import type { LoadedModel } from "../model";
import { float32Of } from "../rows";
import type { Tensor } from "../runtime";
import { readTensor, type WeightTensor } from "../weights/safetensors";
import { featureIds } from "./feature-ids";
import { centred, dot, product, scaled } from "./vectors";

/**
 * attribution.md sections 2 and 3 in plain loops and float64, term by term as written: every node's write
 * to the stream is spelled out and dotted with the target's read vector. What the batched products are
 * tested against.
 */
export class NaiveAttribution {
  private readonly D: number;
  private readonly T: number;
  /** What each site writes is the same for every target. */
  private readonly written = new Map<string, Write[]>();

  private constructor(
    private readonly model: LoadedModel,
    private readonly sites: Map<string, Tensor>,
    private readonly features: ActiveFeatures[],
    tokens: readonly number[],
  ) {
    this.D = model.config.dModel;
    this.T = tokens.length;
  }

  static async open(model: LoadedModel, tokens: readonly number[]): Promise<NaiveAttribution> {
    const sites = await model.forward(tokens, model.sites);
    const { features } = await model.run(tokens);
    return new NaiveAttribution(model, sites, features, tokens);
  }

  /** u or the logit, by its own formula. */
  value(target: TargetId): number {
    if (target.kind === "logit" || target.kind === "logit-diff") {
      const V = this.model.config.vocabularySize;
      const logit = (token: number) => this.site("logits")[target.position * V + token];
      return logit(target.index) - (target.kind === "logit-diff" ? logit(target.minus) : 0);
    }
    const dictionary = this.dictionaryOf(target.kind, target.layer);
    if (!dictionary) return Number.NaN;
    const x = this.row(dictionary.hookIn, target.position);
    const b_dec = readTensor(dictionary.b_dec);
    const w = this.column(dictionary, target.index);
    const { gamma, beta } = this.normNumbers(dictionary);
    let u = readTensor(dictionary.b_enc)[target.index];
    for (let j = 0; j < x.length; j++)
      u += (x[j] * gamma[j] + beta[j] - (dictionary.subtractsDecoderBias ? b_dec[j] : 0)) * w[j];
    return u;
  }

  /**
   * All contributions to a target by node id, `bias` among them; with `readBy`, what one head of an attention feature's layer
   * reads of them, and with `writtenBy` what one head wrote, of those from z.
   */
  contributions(
    target: TargetId,
    mode: "direct" | "residual",
    { readBy, writtenBy }: { readBy?: number; writtenBy?: number } = {},
  ): Map<string, number> {
    const layer = "layer" in target ? target.layer : this.model.config.layers;
    const { reads, constant } = this.read(target, readBy);
    const twoStep = mode === "residual" && target.kind === (this.opensMiddle() ? "mlp" : "attn");
    const result = new Map<string, number>();
    let bias = constant;
    const take = (write: Write) => {
      const r = reads.get(write.position);
      if (!r) return;
      const value = dot(write.vector, r);
      if (write.id === "bias") bias += value;
      else result.set(write.id, value);
    };
    if (twoStep) this.writes("resid", layer).forEach(take);
    else {
      this.streamWrites().forEach(take);
      for (let l = 0; l < layer; l++)
        for (const kind of ["attn", "mlp"] as const) this.writes(kind, l, writtenBy).forEach(take);
      if (target.kind === "mlp" && !this.model.config.parallel)
        this.writes("attn", layer, writtenBy).forEach(take);
    }
    return result.set("bias", bias);
  }

  activeFeatures(): FeatureId[] {
    return featureIds(this.features);
  }

  /** Whether the features of a place are leaves: its dictionary reads what is added to the stream, or the stream's middle. */
  isLeaf(kind: DictionaryKind, layer: number): boolean {
    return /\.hook_(attn_out|resid_mid|mlp_out)$/.test(this.dictionaryOf(kind, layer)?.hookIn ?? "");
  }

  /** A set reads one site at all its layers: where one of them is the middle, a layer without a dictionary is opaque there too. */
  private opensMiddle(): boolean {
    return this.model.dictionaries.some(({ kind, layer }) => kind === "resid" && this.isLeaf(kind, layer));
  }

  /** With `only`, through one head of an attention feature's layer, and of its constant what that head brings. */
  private read(target: TargetId, only?: number) {
    const { D } = this;
    const { weights, config } = this.model;
    const { index, position: d } = target;
    const reads = new Map<number, Float64Array>();
    if (target.kind === "logit" || target.kind === "logit-diff") {
      const W_U = readTensor(weights.unembedding);
      const row = Float64Array.from({ length: D }, (_, j) => W_U[index * D + j]);
      if (target.kind === "logit-diff") for (let j = 0; j < D; j++) row[j] -= W_U[target.minus * D + j];
      const gamma = readTensor(weights.finalNorm.gamma);
      const sigma = this.site("ln_final.hook_scale")[d];
      reads.set(d, scaled(this.centred(row.map((value, j) => value * gamma[j])), 1 / sigma));
      return { reads, constant: dot(numbersOf(weights.finalNorm.beta, D), row) };
    }
    const { kind, layer: l } = target;
    const dictionary = this.dictionaryOf(kind, l);
    if (!dictionary) throw new Error("there is no such dictionary");
    const w = this.column(dictionary, index);
    let constant = readTensor(dictionary.b_enc)[index];
    if (dictionary.subtractsDecoderBias) constant -= dot(readTensor(dictionary.b_dec), w);
    if (kind === "resid") reads.set(d, w);
    if (kind === "mlp") {
      const { gamma, beta } = this.normNumbers(dictionary);
      constant += dot(beta, w);
      const read = w.map((value, j) => value * gamma[j]);
      reads.set(d, scaled(this.centred(read), 1 / this.site(`blocks.${l}.ln2.hook_scale`)[d]));
    }
    if (kind !== "attn") return { reads, constant };
    if (only !== undefined) constant = 0;
    const layer = weights.layers[l];
    if (!layer) throw new Error("there is no such layer");
    const { heads: H, dHead: K } = config;
    const W = readMatrix(layer.v.of);
    const width = W.length / D;
    const b = numbersOf(layer.v.of.bias, width);
    const column = (i: number) => this.valueColumn(layer, i);
    const [gamma, beta] = [readTensor(layer.norm1.gamma), numbersOf(layer.norm1.beta, D)];
    const A = this.site(`blocks.${l}.attn.hook_pattern`);
    const { fold_value_biases, fold_ln } = this.model.manifest.processing;
    const isRead = (h: number) => only === undefined || h === only;
    if (!fold_value_biases)
      for (let i = 0; i < H * K; i++) if (isRead(Math.floor(i / K))) constant += b[column(i)] * w[i];
    for (let s = 0; s <= d; s++) {
      const g = new Float64Array(D);
      for (let h = 0; h < H; h++) {
        for (let j = 0; j < D && isRead(h); j++) {
          for (let i = h * K; i < (h + 1) * K; i++)
            g[j] += A[(h * this.T + d) * this.T + s] * W[j * width + column(i)] * w[i];
        }
      }
      if (!(fold_value_biases && fold_ln)) constant += dot(beta, g);
      const sigma = this.site(`blocks.${l}.ln1.hook_scale`)[s];
      reads.set(s, scaled(this.centred(g.map((value, j) => value * gamma[j])), 1 / sigma));
    }
    return { reads, constant };
  }

  private streamWrites(): Write[] {
    return this.positions().flatMap((s) => [
      { id: `embed@${s}`, position: s, vector: this.row("hook_embed", s) },
      ...(this.model.weights.positionEmbedding
        ? [{ id: `pos@${s}`, position: s, vector: this.row("hook_pos_embed", s) }]
        : []),
    ]);
  }

  /** Every write of one layer's attention, MLP or residual dictionary to the stream; of z with `only` what one head writes. */
  private writes(kind: DictionaryKind, l: number, only?: number): Write[] {
    const written = this.written.get(`${kind} ${l} ${only}`) ?? this.listWrites(kind, l, only);
    this.written.set(`${kind} ${l} ${only}`, written);
    return written;
  }

  private listWrites(kind: DictionaryKind, l: number, only?: number): Write[] {
    const { D } = this;
    const dictionary = this.dictionaryOf(kind, l);
    const isLeaf = this.isLeaf(kind, l);
    const site = isLeaf
      ? (dictionary?.hookIn ?? "")
      : kind === "attn"
        ? `blocks.${l}.attn.hook_z`
        : kind === "mlp"
          ? `blocks.${l}.hook_mlp_out`
          : `blocks.${l}.hook_resid_${this.opensMiddle() ? "mid" : "pre"}`;
    const layer = this.model.weights.layers[l];
    const W_O = kind === "attn" && layer && !isLeaf ? readMatrix(layer.out) : undefined;
    const { dHead: K } = this.model.config;
    const written = (vector: Float64Array) =>
      vector.map((value, i) => (only === undefined || Math.floor(i / K) === only ? value : 0));
    const toStream = (vector: Float64Array) => (W_O ? this.processed(product(written(vector), W_O)) : vector);
    if (kind === "mlp" && !dictionary) {
      return this.positions().map((s) => ({
        id: `mlp-out.${l}@${s}`,
        position: s,
        vector: this.row(site, s),
      }));
    }
    const W_dec = dictionary ? readTensor(dictionary.W_dec) : new Float32Array();
    const width = this.site(site).length / this.T;
    const b_dec = dictionary ? Float64Array.from(readTensor(dictionary.b_dec)) : new Float64Array(width);
    const active = this.features.find((other) => other.kind === kind && other.layer === l);
    const writes: Write[] = [];
    for (const s of this.positions()) {
      const error = this.row(site, s).map((value, j) => value - b_dec[j]);
      for (const [i, index] of active?.indices.entries() ?? []) {
        if (active?.positions[i] !== s) continue;
        const f = active.activations[i];
        const vector = Float64Array.from(
          W_dec.subarray(index * width, (index + 1) * width),
          (value) => f * value,
        );
        for (let j = 0; j < width; j++) error[j] -= vector[j];
        writes.push({ id: `${kind}.${l}.${index}@${s}`, position: s, vector: toStream(vector) });
      }
      if (dictionary?.skip) {
        const { gamma, beta } = this.normNumbers(dictionary);
        const [W, x] = [readTensor(dictionary.skip.W), this.row(dictionary.hookIn, s)];
        // Stored (dOut, dIn): x W^T.
        const vector = Float64Array.from({ length: D }, (_, j) =>
          x.reduce((sum, value, i) => sum + (value * gamma[i] + beta[i]) * W[j * D + i], 0),
        );
        for (let j = 0; j < D; j++) error[j] -= vector[j];
        writes.push({ id: `mlp-skip.${l}@${s}`, position: s, vector });
      }
      writes.push({ id: `${kind}-error.${l}@${s}`, position: s, vector: toStream(error) });
      writes.push({ id: "bias", position: s, vector: toStream(b_dec) });
      if (W_O) writes.push({ id: "bias", position: s, vector: this.processed(this.outBias(l)) });
    }
    return writes;
  }

  private outBias(l: number): Float64Array {
    const { D } = this;
    const layer = this.model.weights.layers[l];
    if (!layer) throw new Error("there is no such layer");
    const out = Float64Array.from(numbersOf(layer.out.bias, D));
    if (!this.model.manifest.processing.fold_value_biases) return out;
    const { of } = layer.v;
    const W = readMatrix(of); // (D, width)
    const b = numbersOf(of.bias, W.length / D);
    const { heads: H, dHead: K } = this.model.config;
    const b_V = Float64Array.from({ length: H * K }, (_, j) => b[this.valueColumn(layer, j)]);
    if (this.model.manifest.processing.fold_ln) {
      const beta = numbersOf(layer.norm1.beta, D);
      for (let i = 0; i < D; i++)
        for (let j = 0; j < b_V.length; j++)
          b_V[j] += beta[i] * W[(i * W.length) / D + this.valueColumn(layer, j)];
    }
    const folded = product(b_V, readMatrix(layer.out));
    return out.map((value, j) => value + folded[j]);
  }

  /** Where number `i` of z, head after head, has its value in the map of values. */
  private valueColumn({ v }: LayerWeights, i: number): number {
    const { heads: H, keyHeads: G, dHead: K } = this.model.config;
    return v.first + Math.floor((Math.floor(i / K) * G) / H) * v.stride + (i % K);
  }

  /** C of what a norm reads: LayerNorm takes the mean out, RMSNorm does not. */
  private centred(vector: Float64Array): Float64Array {
    return this.model.config.norm.kind === "layer" ? centred(vector) : vector;
  }

  private processed(vector: Float64Array): Float64Array {
    return this.model.manifest.processing.center_writing_weights ? centred(vector) : vector;
  }

  private positions(): number[] {
    return Array.from({ length: this.T }, (_, s) => s);
  }

  private row(site: string, s: number): Float64Array {
    const values = this.site(site);
    const width = values.length / this.T;
    return Float64Array.from(values.subarray(s * width, (s + 1) * width));
  }

  private site(name: string): Float32Array {
    return float32Of(this.sites.get(name), name);
  }

  private dictionaryOf(kind: DictionaryKind, layer: number): Dictionary | undefined {
    return this.model.dictionaries.find((other) => other.kind === kind && other.layer === layer);
  }

  /** What its input has been through after its site: nothing, or a norm's gamma and beta. */
  private normNumbers({ readsAfter, dIn }: Dictionary) {
    return {
      gamma: readsAfter ? readTensor(readsAfter.gamma) : new Float32Array(dIn).fill(1),
      beta: numbersOf(readsAfter?.beta, dIn),
    };
  }

  private column({ W_enc, dIn, dFeatures: F }: Dictionary, index: number): Float64Array {
    const values = readTensor(W_enc);
    return Float64Array.from({ length: dIn }, (_, j) => values[j * F + index]);
  }
}

/** Zeros where a family has no such numbers. */
function numbersOf(tensor: WeightTensor | undefined, count: number): Float32Array {
  return tensor ? readTensor(tensor) : new Float32Array(count);
}

interface Write {
  id: string;
  position: number;
  vector: Float64Array;
}
