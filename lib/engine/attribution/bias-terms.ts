import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { layerOf } from "../architectures/architecture";
import { readMatrix } from "../architectures/read-matrix";
import type { Dictionary } from "../dictionaries/dictionary";
import { readsHeads, writtenWidth } from "../dictionaries/sites";
import { addNormBias, foldedOutBias, foldedValueBias, perHead } from "../graph/processing";
import type { LoadedModel } from "../model";
import { readTensor } from "../weights/safetensors";
import { dot } from "./dot";

/** What a model's biases add, in float64: the parts of attribution.md section 2 no feature accounts for. */
export class BiasTerms {
  private readonly written = new Map<string, Float64Array>();
  private readonly values = new Map<number, Float64Array>();
  private readonly encoders = new Map<Dictionary, EncoderBias>();

  constructor(private readonly model: LoadedModel) {}

  /** Computes every term, so that the first circuit is as fast as the next. */
  warm(): void {
    const { config, dictionaries } = this.model;
    this.stream(config.layers, false);
    for (const dictionary of dictionaries) {
      this.encoder(dictionary);
      this.decoder(dictionary.kind, dictionary.layer);
      if (readsHeads(dictionary)) this.valueConstant(dictionary.layer);
    }
  }

  /**
   * The bias part of the residual stream at any position, (D): of every layer below `l` the attention's
   * `b_dec W_O + b_O`, or b_dec alone of what is written already, and the b_dec of the MLP's; with `middle`, layer l's own attention too.
   */
  stream(l: number, middle: boolean): Float64Array {
    const total = new Float64Array(this.model.config.dModel);
    for (let below = 0; below < l; below++) {
      addTo(total, this.attention(below));
      addTo(total, this.decoder("mlp", below));
    }
    if (middle) addTo(total, this.attention(l));
    return total;
  }

  /** b_dec of a dictionary; zeros where the layer has none. */
  decoder(kind: DictionaryKind, l: number): Float64Array {
    return this.keep(`${kind} ${l}`, () => {
      const dictionary = this.dictionary(kind, l);
      if (!dictionary) return new Float64Array(writtenWidth(this.model, kind, l));
      return Float64Array.from(readTensor(dictionary.b_dec));
    });
  }

  /**
   * What a value read `w` (H K) takes of the value biases: `(beta1 W_V + b_V) . w`, patterns summing to 1, less what was
   * folded out of z.
   */
  valueConstant(l: number): Float64Array {
    const known = this.values.get(l);
    if (known) return known;
    const { config, manifest, weights } = this.model;
    const ofKeyHeads = new Float64Array(config.keyHeads * config.dHead);
    const layer = layerOf(weights, l);
    const { fold_value_biases: folds, fold_ln } = manifest.processing;
    if (!folds) ofKeyHeads.set(foldedValueBias(layer, config, { ...manifest.processing, fold_ln: false }));
    if (!(folds && fold_ln)) addNormBias(ofKeyHeads, layer.norm1, layer.v, config.dHead);
    const constant = perHead(ofKeyHeads, config);
    this.values.set(l, constant);
    return constant;
  }

  /** What a dictionary adds to the product of its input with a column. */
  encoder(dictionary: Dictionary): EncoderBias {
    let bias = this.encoders.get(dictionary);
    if (!bias) {
      const { gamma, beta } = dictionary.readsAfter ?? {};
      bias = {
        b_enc: readTensor(dictionary.b_enc),
        b_dec: dictionary.subtractsDecoderBias ? readTensor(dictionary.b_dec) : undefined,
        gamma: gamma && readTensor(gamma),
        beta: beta && readTensor(beta),
      };
      this.encoders.set(dictionary, bias);
    }
    return bias;
  }

  /**
   * How a feature reads its site itself: turns `column` (dIn) of W_enc, in place, into what its site is multiplied by, and
   * returns the constant: `u = site . column + constant`. After a norm, `W' = diag(gamma) W` and `b' = b + beta W`.
   */
  toSite(dictionary: Dictionary, index: number, column: Float32Array): number {
    const { b_enc, b_dec, gamma, beta } = this.encoder(dictionary);
    const constant = b_enc[index] - (b_dec ? dot(b_dec, column) : 0) + (beta ? dot(beta, column) : 0);
    if (gamma) for (let j = 0; j < column.length; j++) column[j] *= gamma[j];
    return constant;
  }

  /** `b_dec W_O + b_O`, processed as the model is. */
  private attention(l: number): Float64Array {
    const dictionary = this.dictionary("attn", l);
    // What it reads has b_O in it.
    if (dictionary && !readsHeads(dictionary)) return this.decoder("attn", l);
    return this.keep(`out ${l}`, () => {
      const { processing } = this.model.manifest;
      const { config } = this.model;
      const D = config.dModel;
      const layer = layerOf(this.model.weights, l);
      const W_O = readMatrix(layer.out); // (H K, D)
      const b_O = layer.out.bias && readTensor(layer.out.bias);
      const written = processing.fold_value_biases ? foldedOutBias(layer, config, processing) : b_O;
      const out = written ? Float64Array.from(written) : new Float64Array(D);
      const b_dec = this.decoder("attn", l);
      for (let i = 0; i < b_dec.length; i++) {
        const weight = b_dec[i];
        if (weight === 0) continue;
        for (let j = 0; j < D; j++) out[j] += weight * W_O[i * D + j];
      }
      if (!processing.center_writing_weights) return out;
      const mean = out.reduce((sum, value) => sum + value, 0) / D;
      return out.map((value) => value - mean);
    });
  }

  private keep(name: string, make: () => Float64Array): Float64Array {
    let values = this.written.get(name);
    if (!values) {
      values = make();
      this.written.set(name, values);
    }
    return values;
  }

  private dictionary(kind: DictionaryKind, l: number): Dictionary | undefined {
    return this.model.dictionaries.find((dictionary) => dictionary.kind === kind && dictionary.layer === l);
  }
}

export interface EncoderBias {
  b_enc: Float32Array; // (F)
  /** Subtracted from the input. */
  b_dec: Float32Array | undefined; // (dIn)
  /** Of the norm that its input has been through (`Dictionary.readsAfter`). */
  gamma: Float32Array | undefined; // (dIn)
  beta: Float32Array | undefined; // (dIn)
}

function addTo(
  total: Float64Array, // (D)
  values: Float64Array, // (D)
): void {
  for (let i = 0; i < total.length; i++) total[i] += values[i];
}
