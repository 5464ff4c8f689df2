import { z } from "zod";
import { unsupported } from "../errors";
import { readTensors } from "../pytorch/read-tensors";
import type { ModelFile } from "../weights/model-folder";
import { requireTensor } from "../weights/safetensors";
import type {
  Architecture,
  HeadColumns,
  LayerWeights,
  ModelConfig,
  ModelWeights,
  Norm,
} from "./architecture";
import { readEmbeddings } from "./embeddings";
import { outInLinear } from "./out-in-linear";
import { readRotary, scalingSchema } from "./rotary-settings";
import { mostPositions, readActivation, readModelType, readSettings, rotaryBase, size } from "./settings";

const modelTypes = ["gpt_neox"];

/**
 * GPT-NeoX, such as Pythia: LayerNorm, rotary positions of a part of each head, attention and MLP that read one stream, queries,
 * keys and values in one map head after head, (out, in) matrices.
 */
export const gptNeox: Architecture = { modelTypes, readConfig, readWeights, isNotNeeded };

const configSchema = z.looseObject({
  model_type: z.string(),
  hidden_size: size(100_000),
  intermediate_size: size(1_000_000),
  num_hidden_layers: size(1_000),
  num_attention_heads: size(1_000),
  hidden_act: z.string().default("gelu"),
  rotary_pct: z.number().positive().max(1).optional(),
  rotary_emb_base: rotaryBase.optional(),
  rope_theta: rotaryBase.optional(),
  partial_rotary_factor: z.number().positive().max(1).optional(),
  rope_scaling: scalingSchema.nullish(),
  rope_parameters: scalingSchema.nullish(),
  max_position_embeddings: size(100_000_000),
  vocab_size: size(10_000_000),
  layer_norm_eps: z.number().positive().max(1).default(1e-5),
  use_parallel_residual: z.boolean().default(true),
  attention_bias: z.boolean().default(true),
  tie_word_embeddings: z.boolean().default(false),
  bos_token_id: z.number().int().min(0),
  pruned_heads: z.record(z.string(), z.array(z.unknown())).nullish(),
});

type Settings = z.infer<typeof configSchema>;

function checkAgreement(settings: Settings, context: z.RefinementCtx): void {
  const { hidden_size: D, num_attention_heads: H, bos_token_id, vocab_size } = settings;
  if (D % H !== 0) context.addIssue(`hidden_size ${D} is not divisible by num_attention_heads ${H}`);
  if (bos_token_id >= vocab_size)
    context.addIssue(`bos_token_id ${bos_token_id} is outside the vocabulary of ${vocab_size}`);
}

function readConfig(file: ModelFile): ModelConfig {
  readModelType(file, modelTypes);
  const settings = readSettings(file, configSchema.superRefine(checkAgreement), configSchema.shape);
  const { hidden_size: D, num_attention_heads: H, attention_bias } = settings;
  if (Object.values(settings.pruned_heads ?? {}).some((heads) => heads.length > 0))
    throw unsupported(file.label, "pruned_heads is not supported");
  const K = D / H;
  return {
    layers: settings.num_hidden_layers,
    ...{ heads: H, keyHeads: H, dModel: D, dHead: K, dMlp: settings.intermediate_size },
    contextLength: Math.min(settings.max_position_embeddings, mostPositions),
    vocabularySize: settings.vocab_size,
    norm: { kind: "layer", epsilon: settings.layer_norm_eps },
    activation: readActivation(file, "hidden_act", settings.hidden_act),
    rotary: rotaryOf(file, settings, K),
    ...{ parallel: settings.use_parallel_residual, scoresByLayer: false },
    biases: { heads: attention_bias, out: attention_bias, mlp: true },
    tiedEmbeddings: settings.tie_word_embeddings,
    beginningOfTextId: settings.bos_token_id,
  };
}

/** Each of the two numbers has had several names; they must agree. */
function rotaryOf(file: ModelFile, settings: Settings, K: number) {
  const { rope_parameters: now, rope_scaling: before } = settings;
  if (now && before)
    throw unsupported(file.label, "rope_parameters and rope_scaling stand beside each other");
  const scaling = now ?? before ?? undefined;
  const one = (what: string, otherwise: number, ...said: (number | undefined)[]) => {
    const [first = otherwise, ...others] = said.filter((value) => value !== undefined);
    if (others.some((value) => value !== first))
      throw unsupported(file.label, `${what} is said twice, and differs`);
    return first;
  };
  const base = [settings.rotary_emb_base, settings.rope_theta, scaling?.rope_theta];
  const share = [settings.rotary_pct, settings.partial_rotary_factor, scaling?.partial_rotary_factor];
  const theta = one("the base of rotary positions", 10_000, ...base);
  const rotated = Math.trunc(K * one("rotary_pct", 0.25, ...share));
  return readRotary(file, { theta, rotated }, scaling);
}

function readWeights(file: ModelFile, config: ModelConfig): ModelWeights {
  const source = readTensors(file);
  const { dModel: D, dHead: K, dMlp } = config;
  // transformers writes "gpt_neox.layers.0..." from the model with its head and "layers.0..." from the one without.
  const prefix = [...source.tensors.keys()].some((name) => name.startsWith("gpt_neox.")) ? "gpt_neox." : "";
  const tensor = (name: string, ...shape: number[]) => requireTensor(source, prefix + name, shape);
  const norm = (name: string): Norm => ({
    gamma: tensor(`${name}.weight`, D),
    beta: tensor(`${name}.bias`, D),
  });
  const linear = outInLinear(tensor);
  const { heads, out, mlp } = config.biases;
  const layer = (l: number): LayerWeights => {
    const fused = linear(`layers.${l}.attention.query_key_value`, D, 3 * D, heads);
    const part = (n: number): HeadColumns => ({ of: fused, first: n * K, stride: 3 * K });
    return {
      norm1: norm(`layers.${l}.input_layernorm`),
      ...{ q: part(0), k: part(1), v: part(2) },
      out: linear(`layers.${l}.attention.dense`, D, D, out),
      norm2: norm(`layers.${l}.post_attention_layernorm`),
      mlpIn: linear(`layers.${l}.mlp.dense_h_to_4h`, D, dMlp, mlp),
      mlpGate: undefined,
      mlpOut: linear(`layers.${l}.mlp.dense_4h_to_h`, dMlp, D, mlp),
    };
  };
  return {
    ...readEmbeddings(source, { embedding: `${prefix}embed_in.weight`, head }, config),
    positionEmbedding: undefined,
    layers: Array.from({ length: config.layers }, (_, l) => layer(l)),
    finalNorm: norm("final_layer_norm"),
  };
}

const head = "embed_out.weight";
/** Causal masks and the angles of rotary positions, which older versions of transformers stored. */
const stored =
  /^(?:gpt_neox\.)?layers\.\d+\.attention\.(?:(?:masked_)?bias|rotary_emb\.(?:original_)?inv_freq)$|^(?:gpt_neox\.)?rotary_emb\.(?:original_)?inv_freq$/;

/** A head that is tied was found to be the embedding once more. */
function isNotNeeded(name: string, { tiedEmbeddings }: ModelConfig): boolean {
  return stored.test(name) || (tiedEmbeddings && name === head);
}
