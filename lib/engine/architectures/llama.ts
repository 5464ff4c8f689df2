import { z } from "zod";
import { unsupported } from "../errors";
import { readTensors } from "../pytorch/read-tensors";
import type { ModelFile } from "../weights/model-folder";
import { requireTensor } from "../weights/safetensors";
import {
  type Architecture,
  type HeadColumns,
  headsWidth,
  type LayerWeights,
  type ModelConfig,
  type ModelWeights,
  type Norm,
} from "./architecture";
import { readEmbeddings } from "./embeddings";
import { outInLinear } from "./out-in-linear";
import { readRotary, scalingSchema } from "./rotary-settings";
import { mostPositions, readActivation, readModelType, readSettings, rotaryBase, size } from "./settings";

const modelTypes = ["llama", "mistral", "qwen2"];

/** Llama, Mistral and Qwen2: RMSNorm, rotary positions, fewer keys than queries, an MLP with a gate, (out, in) matrices. */
export const llama: Architecture = { modelTypes, readConfig, readWeights, isNotNeeded };

const configSchema = z.looseObject({
  model_type: z.string(),
  hidden_size: size(100_000),
  intermediate_size: size(1_000_000),
  num_hidden_layers: size(1_000),
  num_attention_heads: size(1_000),
  num_key_value_heads: size(1_000).nullish(),
  head_dim: size(10_000).nullish(),
  hidden_act: z.string().default("silu"),
  max_position_embeddings: size(100_000_000),
  vocab_size: size(10_000_000),
  rms_norm_eps: z.number().positive().max(1).default(1e-6),
  rope_theta: rotaryBase.optional(),
  partial_rotary_factor: z.number().nullish(),
  rope_scaling: scalingSchema.nullish(),
  rope_parameters: scalingSchema.nullish(),
  tie_word_embeddings: z.boolean().default(false),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.boolean().default(false),
  sliding_window: size(100_000_000).nullish(),
  use_sliding_window: z.boolean().optional(),
  max_window_layers: z.number().int().optional(),
  layer_types: z.array(z.string()).nullish(),
  // Written as false by some; transformers does neither for these models.
  rope_interleaved: z.boolean().optional(),
  use_mrope: z.boolean().optional(),
  bos_token_id: z.number().int().min(0),
  pruned_heads: z.record(z.string(), z.array(z.unknown())).nullish(),
});

type Settings = z.infer<typeof configSchema>;

function checkAgreement(settings: Settings, context: z.RefinementCtx): void {
  const { hidden_size: D, num_attention_heads: H, num_key_value_heads: G, layer_types } = settings;
  if (!settings.head_dim && D % H !== 0)
    context.addIssue(`hidden_size ${D} is not divisible by num_attention_heads ${H}`);
  if (G && H % G !== 0)
    context.addIssue(`num_attention_heads ${H} is not divisible by num_key_value_heads ${G}`);
  if (settings.bos_token_id >= settings.vocab_size)
    context.addIssue(
      `bos_token_id ${settings.bos_token_id} is outside the vocabulary of ${settings.vocab_size}`,
    );
  if (layer_types && layer_types.length !== settings.num_hidden_layers)
    context.addIssue(`layer_types has ${layer_types.length} layers, not ${settings.num_hidden_layers}`);
}

function readConfig(file: ModelFile): ModelConfig {
  const type = readModelType(file, modelTypes);
  const settings = readSettings(file, configSchema.superRefine(checkAgreement), configSchema.shape);
  const { hidden_size: D, num_attention_heads: H, head_dim } = settings;
  refuseOptions(file, type, settings);
  const K = head_dim ?? D / H;
  // Where transformers takes another number than that of the heads of queries.
  if (settings.num_key_value_heads === undefined && type !== "llama")
    throw unsupported(file.label, `num_key_value_heads is missing, which a model of type ${type} needs`);
  const scaling = settings.rope_parameters ?? settings.rope_scaling ?? undefined;
  const theta = settings.rope_theta ?? scaling?.rope_theta ?? 10_000;
  return {
    layers: settings.num_hidden_layers,
    heads: H,
    keyHeads: settings.num_key_value_heads ?? H,
    ...{ dModel: D, dHead: K, dMlp: settings.intermediate_size },
    contextLength: Math.min(settings.max_position_embeddings, windowOf(type, settings), mostPositions),
    vocabularySize: settings.vocab_size,
    norm: { kind: "rms", epsilon: settings.rms_norm_eps },
    activation: readActivation(file, "hidden_act", settings.hidden_act),
    rotary: readRotary(file, { theta, rotated: K }, scaling),
    ...{ parallel: false, scoresByLayer: false },
    biases: {
      heads: type === "qwen2" || settings.attention_bias,
      ...{ out: settings.attention_bias, mlp: settings.mlp_bias },
    },
    tiedEmbeddings: settings.tie_word_embeddings,
    beginningOfTextId: settings.bos_token_id,
  };
}

/** Positions that each sees of those before it. A text that is no longer sees all of them, as if there were no window. */
function windowOf(type: string, { sliding_window, use_sliding_window, layer_types }: Settings): number {
  const isUsed = type === "mistral" || use_sliding_window || layer_types?.includes("sliding_attention");
  return (isUsed && sliding_window) || Number.POSITIVE_INFINITY;
}

function refuseOptions(file: ModelFile, type: string, settings: Settings): void {
  if (Object.values(settings.pruned_heads ?? {}).some((heads) => heads.length > 0))
    throw unsupported(file.label, "pruned_heads is not supported");
  if (type !== "llama")
    for (const option of ["attention_bias", "mlp_bias"] as const)
      if (settings[option])
        throw unsupported(file.label, `${option} is not known of a model of type ${type}`);
  for (const option of ["rope_interleaved", "use_mrope"] as const)
    if (settings[option]) throw unsupported(file.label, `${option} is not supported`);
  const other = settings.layer_types?.find((kind) => !["full_attention", "sliding_attention"].includes(kind));
  if (other !== undefined)
    throw unsupported(file.label, `layers of ${other.slice(0, 100)} (layer_types) are not supported`);
  const { rope_parameters: now, rope_scaling: before, rope_theta } = settings;
  if (now && before)
    throw unsupported(file.label, "rope_parameters and rope_scaling stand beside each other");
  const scaling = now ?? before;
  if (rope_theta !== undefined && scaling?.rope_theta !== undefined && rope_theta !== scaling.rope_theta)
    throw unsupported(file.label, "rope_theta is said twice, and differs");
  if ((settings.partial_rotary_factor ?? 1) !== 1 || (scaling?.partial_rotary_factor ?? 1) !== 1)
    throw unsupported(file.label, "partial_rotary_factor is not supported in a model of this type");
}

function readWeights(file: ModelFile, config: ModelConfig): ModelWeights {
  const source = readTensors(file);
  const { dModel: D, dHead: K, dMlp } = config;
  const names = [...source.tensors.keys()];
  // transformers writes "model.layers.0..." from the model with its head and "layers.0..." from the one without.
  const prefix = names.some((name) => name.startsWith("model.")) ? "model." : "";
  const tensor = (name: string, ...shape: number[]) => requireTensor(source, prefix + name, shape);
  const norm = (name: string): Norm => ({ gamma: tensor(`${name}.weight`, D), beta: undefined });
  const linear = outInLinear(tensor);
  const { heads, out, mlp } = config.biases;
  const layer = (l: number): LayerWeights => {
    const of = (name: string, count: number): HeadColumns => {
      return { of: linear(`layers.${l}.self_attn.${name}`, D, count * K, heads), first: 0, stride: K };
    };
    return {
      norm1: norm(`layers.${l}.input_layernorm`),
      ...{
        q: of("q_proj", config.heads),
        k: of("k_proj", config.keyHeads),
        v: of("v_proj", config.keyHeads),
      },
      out: linear(`layers.${l}.self_attn.o_proj`, headsWidth(config), D, out),
      norm2: norm(`layers.${l}.post_attention_layernorm`),
      mlpIn: linear(`layers.${l}.mlp.up_proj`, D, dMlp, mlp),
      mlpGate: linear(`layers.${l}.mlp.gate_proj`, D, dMlp, mlp),
      mlpOut: linear(`layers.${l}.mlp.down_proj`, dMlp, D, mlp),
    };
  };
  return {
    ...readEmbeddings(source, { embedding: `${prefix}embed_tokens.weight`, head }, config),
    positionEmbedding: undefined,
    layers: Array.from({ length: config.layers }, (_, l) => layer(l)),
    finalNorm: norm("norm"),
  };
}

const head = "lm_head.weight";
/** The angles of rotary positions, which older versions of transformers stored. */
const storedAngles = /^(?:model\.)?(?:layers\.\d+\.self_attn\.)?rotary_emb\.(?:original_)?inv_freq$/;

/** A head that is tied was found to be the embedding once more. */
function isNotNeeded(name: string, { tiedEmbeddings }: ModelConfig): boolean {
  return storedAngles.test(name) || (tiedEmbeddings && name === head);
}
