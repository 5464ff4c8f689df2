import type { Gpt2Config } from "./gpt2-config";
import type { ModelFile } from "./model-folder";
import { readSafetensors, requireTensor, type WeightTensor } from "./safetensors";

export interface Gpt2Layer {
  ln1Weight: WeightTensor; // (D)
  ln1Bias: WeightTensor; // (D)
  qkvWeight: WeightTensor; // (D, 3 D)
  qkvBias: WeightTensor; // (3 D)
  outWeight: WeightTensor; // (D, D), W_O
  outBias: WeightTensor; // (D), b_O
  ln2Weight: WeightTensor; // (D)
  ln2Bias: WeightTensor; // (D)
  mlpInWeight: WeightTensor; // (D, dMlp)
  mlpInBias: WeightTensor; // (dMlp)
  mlpOutWeight: WeightTensor; // (dMlp, D)
  mlpOutBias: WeightTensor; // (D)
}

export interface Gpt2Weights {
  tokenEmbedding: WeightTensor; // (V, D)
  positionEmbedding: WeightTensor; // (context, D)
  layers: Gpt2Layer[];
  finalWeight: WeightTensor; // (D)
  finalBias: WeightTensor; // (D)
  unembedding: WeightTensor; // (V, D), rows are tokens: W_U transposed
}

/** Finds every tensor of a GPT-2 checkpoint and checks its shape. Reads the header only. */
export function readGpt2Weights(file: ModelFile, config: Gpt2Config): Gpt2Weights {
  const source = readSafetensors(file);
  const { dModel: D, dMlp, vocabularySize: V } = config;
  // transformers writes "transformer.h.0..." from GPT2LMHeadModel and "h.0..." from GPT2Model.
  const prefix = source.tensors.has("transformer.wte.weight") ? "transformer." : "";
  const tensor = (name: string, ...shape: number[]) => requireTensor(source, prefix + name, shape);
  const layer = (l: number): Gpt2Layer => ({
    ln1Weight: tensor(`h.${l}.ln_1.weight`, D),
    ln1Bias: tensor(`h.${l}.ln_1.bias`, D),
    qkvWeight: tensor(`h.${l}.attn.c_attn.weight`, D, 3 * D),
    qkvBias: tensor(`h.${l}.attn.c_attn.bias`, 3 * D),
    outWeight: tensor(`h.${l}.attn.c_proj.weight`, D, D),
    outBias: tensor(`h.${l}.attn.c_proj.bias`, D),
    ln2Weight: tensor(`h.${l}.ln_2.weight`, D),
    ln2Bias: tensor(`h.${l}.ln_2.bias`, D),
    mlpInWeight: tensor(`h.${l}.mlp.c_fc.weight`, D, dMlp),
    mlpInBias: tensor(`h.${l}.mlp.c_fc.bias`, dMlp),
    mlpOutWeight: tensor(`h.${l}.mlp.c_proj.weight`, dMlp, D),
    mlpOutBias: tensor(`h.${l}.mlp.c_proj.bias`, D),
  });
  const tokenEmbedding = tensor("wte.weight", V, D);
  return {
    tokenEmbedding,
    positionEmbedding: tensor("wpe.weight", config.contextLength, D),
    layers: Array.from({ length: config.layers }, (_, l) => layer(l)),
    finalWeight: tensor("ln_f.weight", D),
    finalBias: tensor("ln_f.bias", D),
    unembedding: config.tiedEmbeddings ? tokenEmbedding : requireTensor(source, "lm_head.weight", [V, D]),
  };
}

/** Every tensor once, in no particular order. */
export function listTensors(weights: Gpt2Weights): WeightTensor[] {
  const { layers, ...outer } = weights;
  return [
    ...new Set([...Object.values(outer), ...layers.flatMap((layer): WeightTensor[] => Object.values(layer))]),
  ];
}
