import { z } from "zod";
import { unsupported } from "../errors";
import type { ModelFile } from "./model-folder";
import { readJsonFile } from "./strict-json";

/** What the graph builder needs of a GPT-2 `config.json`, in attribution.md's letters where it has one. */
export interface Gpt2Config {
  /** L */ layers: number;
  /** H */ heads: number;
  /** D, width of the residual stream */ dModel: number;
  /** K = D / H */ dHead: number;
  /** width inside the MLP */ dMlp: number;
  /** positions the model has embeddings for */ contextLength: number;
  /** V */ vocabularySize: number;
  layerNormEpsilon: number;
  activation: Activation;
  tiedEmbeddings: boolean;
  beginningOfTextId: number;
}

export type Activation = "gelu-tanh" | "gelu" | "relu";

const activations: Readonly<Record<string, Activation>> = {
  gelu_new: "gelu-tanh",
  gelu_pytorch_tanh: "gelu-tanh",
  gelu: "gelu",
  relu: "relu",
};

const size = (most: number) => z.number().int().min(1).max(most);

/** Limits far above any GPT-2, so that an absurd number is refused before anything is sized by it. */
const configSchema = z.object({
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
  add_cross_attention: z.boolean().default(false),
});

export function readGpt2Config(file: ModelFile): Gpt2Config {
  const config = readJsonFile(file, configSchema.superRefine(checkAgreement), 1_000_000);
  if (config.model_type !== "gpt2")
    throw unsupported(file.label, `model_type is ${config.model_type}, not gpt2`);
  const activation = Object.hasOwn(activations, config.activation_function)
    ? activations[config.activation_function]
    : undefined;
  if (activation === undefined) {
    throw unsupported(file.label, `activation_function ${config.activation_function} is not supported`);
  }
  if (!config.scale_attn_weights) throw unsupported(file.label, "scale_attn_weights false is not supported");
  if (config.scale_attn_by_inverse_layer_idx) {
    throw unsupported(file.label, "scale_attn_by_inverse_layer_idx is not supported");
  }
  if (config.add_cross_attention) throw unsupported(file.label, "add_cross_attention is not supported");
  return {
    layers: config.n_layer,
    heads: config.n_head,
    dModel: config.n_embd,
    dHead: config.n_embd / config.n_head,
    dMlp: config.n_inner ?? 4 * config.n_embd,
    contextLength: config.n_positions,
    vocabularySize: config.vocab_size,
    layerNormEpsilon: config.layer_norm_epsilon,
    activation,
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
