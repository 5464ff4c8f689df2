import { z } from "zod";
import { unsupported } from "../errors";
import { readTensors } from "../pytorch/read-tensors";
import type { ModelFile } from "../weights/model-folder";
import { requireTensor } from "../weights/safetensors";
import type {
  Architecture,
  HeadColumns,
  LayerWeights,
  Linear,
  ModelConfig,
  ModelWeights,
  Norm,
} from "./architecture";
import { readEmbeddings } from "./embeddings";
import { readActivation, readModelType, readSettings, size } from "./settings";

const modelTypes = ["gpt2"];

/** GPT-2: LayerNorm, learned positions, fused queries, keys and values, biases everywhere, (in, out) matrices. */
export const gpt2: Architecture = { modelTypes, readConfig, readWeights, isNotNeeded };

/** Limits far above any GPT-2, so that an absurd number is refused before anything is sized by it. */
const configSchema = z.looseObject({
  model_type: z.string(),
  activation_function: z.string().default("gelu_new"),
  n_layer: size(1_000),
  n_head: size(1_000),
  n_embd: size(100_000),
  n_inner: size(1_000_000).nullish(),
  n_positions: size(1_000_000),
  vocab_size: size(10_000_000),
  layer_norm_epsilon: z.number().positive().max(1).default(1e-5),
  bos_token_id: z.number().int().min(0),
  tie_word_embeddings: z.boolean().default(true),
  scale_attn_weights: z.boolean().default(true),
  scale_attn_by_inverse_layer_idx: z.boolean().default(false),
  // In which order and in how many digits transformers computes scores.
  reorder_and_upcast_attn: z.boolean().default(false),
  add_cross_attention: z.boolean().default(false),
  pruned_heads: z.record(z.string(), z.array(z.unknown())).nullish(),
});

function readConfig(file: ModelFile): ModelConfig {
  readModelType(file, modelTypes);
  const config = readSettings(file, configSchema.superRefine(checkAgreement), configSchema.shape);
  const activation = readActivation(file, "activation_function", config.activation_function);
  if (!config.scale_attn_weights) throw unsupported(file.label, "scale_attn_weights false is not supported");
  if (Object.values(config.pruned_heads ?? {}).some((heads) => heads.length > 0))
    throw unsupported(file.label, "pruned_heads is not supported");
  if (config.add_cross_attention) throw unsupported(file.label, "add_cross_attention is not supported");
  return {
    layers: config.n_layer,
    heads: config.n_head,
    keyHeads: config.n_head,
    dModel: config.n_embd,
    dHead: config.n_embd / config.n_head,
    dMlp: config.n_inner ?? 4 * config.n_embd,
    contextLength: config.n_positions,
    vocabularySize: config.vocab_size,
    norm: { kind: "layer", epsilon: config.layer_norm_epsilon },
    activation,
    rotary: undefined,
    parallel: false,
    scoresByLayer: config.scale_attn_by_inverse_layer_idx,
    biases: { heads: true, out: true, mlp: true },
    tiedEmbeddings: config.tie_word_embeddings,
    beginningOfTextId: config.bos_token_id,
  };
}

function checkAgreement(config: z.infer<typeof configSchema>, context: z.RefinementCtx): void {
  if (config.n_embd % config.n_head !== 0) {
    context.addIssue(`n_embd ${config.n_embd} is not divisible by n_head ${config.n_head}`);
  }
  if (config.bos_token_id >= config.vocab_size) {
    context.addIssue(`bos_token_id ${config.bos_token_id} is outside the vocabulary of ${config.vocab_size}`);
  }
}

function readWeights(file: ModelFile, config: ModelConfig): ModelWeights {
  const source = readTensors(file);
  const { dModel: D, dMlp } = config;
  // transformers writes "transformer.h.0..." from GPT2LMHeadModel and "h.0..." from GPT2Model.
  const names = [...source.tensors.keys()];
  const prefix = names.some((name) => name.startsWith("transformer.")) ? "transformer." : "";
  const tensor = (name: string, ...shape: number[]) => requireTensor(source, prefix + name, shape);
  const norm = (name: string): Norm => ({
    gamma: tensor(`${name}.weight`, D),
    beta: tensor(`${name}.bias`, D),
  });
  const linear = (name: string, width: number, outer: number): Linear => ({
    weight: tensor(`${name}.weight`, width, outer),
    transposed: false,
    bias: tensor(`${name}.bias`, outer),
  });
  const layer = (l: number): LayerWeights => {
    const norm1 = norm(`h.${l}.ln_1`);
    const fused = linear(`h.${l}.attn.c_attn`, D, 3 * D);
    const part = (n: number): HeadColumns => ({ of: fused, first: n * D, stride: config.dHead });
    return {
      ...{ norm1, q: part(0), k: part(1), v: part(2), out: linear(`h.${l}.attn.c_proj`, D, D) },
      norm2: norm(`h.${l}.ln_2`),
      mlpIn: linear(`h.${l}.mlp.c_fc`, D, dMlp),
      mlpGate: undefined,
      mlpOut: linear(`h.${l}.mlp.c_proj`, dMlp, D),
    };
  };
  return {
    ...readEmbeddings(source, { embedding: `${prefix}wte.weight`, head }, config),
    positionEmbedding: tensor("wpe.weight", config.contextLength, D),
    layers: Array.from({ length: config.layers }, (_, l) => layer(l)),
    finalNorm: norm("ln_f"),
  };
}

const head = "lm_head.weight";
/** Causal masks, which older versions of transformers stored; the engine masks by itself. */
const storedMask = /^(?:transformer\.)?h\.\d+\.attn\.(?:masked_)?bias$/;

/** A head that is tied was found to be the embedding once more. */
function isNotNeeded(name: string, { tiedEmbeddings }: ModelConfig): boolean {
  return storedMask.test(name) || (tiedEmbeddings && name === head);
}
