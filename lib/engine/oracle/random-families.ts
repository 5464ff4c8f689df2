import type { ModelConfig } from "../architectures/architecture";
import type { architectures } from "../architectures/architectures";
import { activationNames } from "./activation-names";
import { gptNeoxConfig, gptNeoxNumbers, gptNeoxShape, gptNeoxTensors } from "./gpt-neox-models";
import { llamaConfig, llamaNumbers, llamaShape, llamaTensors } from "./llama-models";
import type { NaiveShape } from "./naive-forward";
import { plainConfig, plainNumbers, plainTensors } from "./plain-architecture";
import type { RandomModelSpec, RandomTensor } from "./random-model";

/** Those of the engine, and a made-up one. */
export type Family = keyof typeof architectures | "plain";

/** How random models of a family are written, and what the plain loops take of them. */
interface RandomFamily {
  config(spec: RandomModelSpec): object;
  tensors(spec: RandomModelSpec): RandomTensor[];
  /** What stands before the tensors' names in the file. */
  prefix(spec: RandomModelSpec): string;
  /** The numbers as they were stored, under GPT-2's names and in its layout, which the plain loops read. */
  numbers(stored: Map<string, Float32Array>, spec: RandomModelSpec): Map<string, Float32Array>;
  norm: ModelConfig["norm"]["kind"];
  /** What of its shape is not as GPT-2 has it. */
  shape?(spec: RandomModelSpec): Partial<NaiveShape>;
}

export const families: Record<Family, RandomFamily> = {
  gpt2: {
    config: gpt2Config,
    tensors: gpt2Tensors,
    prefix: ({ prefix }) => prefix,
    numbers: (stored) => stored,
    norm: "layer",
    shape: ({ scoresByLayer = false }) => ({ scoresByLayer }),
  },
  llama: {
    config: llamaConfig,
    tensors: llamaTensors,
    prefix: () => "model.",
    numbers: llamaNumbers,
    norm: "rms",
    shape: llamaShape,
  },
  "gpt-neox": {
    config: gptNeoxConfig,
    tensors: gptNeoxTensors,
    prefix: () => "",
    numbers: gptNeoxNumbers,
    norm: "layer",
    shape: gptNeoxShape,
  },
  plain: {
    config: plainConfig,
    tensors: plainTensors,
    prefix: () => "",
    numbers: plainNumbers,
    norm: "rms",
  },
};

function gpt2Config({ layers, heads, dHead, dMlp, contextLength, vocabularySize, ...spec }: RandomModelSpec) {
  return {
    model_type: "gpt2",
    activation_function: activationNames[spec.activation],
    ...{ n_layer: layers, n_head: heads, n_embd: heads * dHead, n_inner: dMlp, n_positions: contextLength },
    ...{ vocab_size: vocabularySize, layer_norm_epsilon: 1e-5, bos_token_id: vocabularySize - 1 },
    tie_word_embeddings: spec.tiedEmbeddings,
    scale_attn_by_inverse_layer_idx: spec.scoresByLayer ?? false,
  };
}

function gpt2Tensors(spec: RandomModelSpec): RandomTensor[] {
  const D = spec.heads * spec.dHead;
  const { spread = 1 } = spec;
  const perLayer = (l: number): RandomTensor[] => [
    { name: `h.${l}.ln_1.weight`, shape: [D], deviation: 0.2, mean: 1 },
    { name: `h.${l}.ln_1.bias`, shape: [D], deviation: 0.2 },
    { name: `h.${l}.attn.c_attn.weight`, shape: [D, 3 * D], deviation: 0.5 * spread },
    { name: `h.${l}.attn.c_attn.bias`, shape: [3 * D], deviation: 0.2 },
    { name: `h.${l}.attn.c_proj.weight`, shape: [D, D], deviation: 0.3 * spread },
    { name: `h.${l}.attn.c_proj.bias`, shape: [D], deviation: 0.2 },
    { name: `h.${l}.ln_2.weight`, shape: [D], deviation: 0.2, mean: 1 },
    { name: `h.${l}.ln_2.bias`, shape: [D], deviation: 0.2 },
    { name: `h.${l}.mlp.c_fc.weight`, shape: [D, spec.dMlp], deviation: 0.3 * spread },
    { name: `h.${l}.mlp.c_fc.bias`, shape: [spec.dMlp], deviation: 0.2 },
    { name: `h.${l}.mlp.c_proj.weight`, shape: [spec.dMlp, D], deviation: 0.3 * spread },
    { name: `h.${l}.mlp.c_proj.bias`, shape: [D], deviation: 0.2 },
  ];
  return [
    { name: "wte.weight", shape: [spec.vocabularySize, D], deviation: 0.5 },
    { name: "wpe.weight", shape: [spec.contextLength, D], deviation: 0.3 },
    ...Array.from({ length: spec.layers }, (_, l) => perLayer(l)).flat(),
    { name: "ln_f.weight", shape: [D], deviation: 0.2, mean: 1 },
    { name: "ln_f.bias", shape: [D], deviation: 0.2 },
    ...(spec.tiedEmbeddings
      ? []
      : [{ name: "lm_head.weight", shape: [spec.vocabularySize, D], deviation: 0.5 }]),
  ];
}
