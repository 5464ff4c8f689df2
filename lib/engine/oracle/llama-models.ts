import { activationNames } from "./activation-names";
import type { NaiveShape } from "./naive-forward";
import type { RandomScaling } from "./naive-rotary";
import { transposed } from "./plain-architecture";
import { type RandomModelSpec, type RandomTensor, streamWidth } from "./random-model";

/** Random models of the Llama family: how they are written, and their numbers for the plain loops. */
export interface LlamaOptions {
  modelType: "llama" | "mistral" | "qwen2";
  /** Heads of keys and values. */
  keyHeads: number;
  /** Of Llama alone; Qwen2 has those of queries, keys and values always, Mistral none. */
  attentionBias: boolean;
  mlpBias: boolean;
  theta: number;
  scaling?: RandomScaling | undefined;
}

const ordinary: LlamaOptions = {
  ...{ modelType: "llama", keyHeads: 1, attentionBias: false, mlpBias: false, theta: 10_000 },
};

const optionsOf = ({ llama = ordinary }: RandomModelSpec) => llama;

function biasesOf(spec: RandomModelSpec) {
  const { modelType, attentionBias, mlpBias } = optionsOf(spec);
  const isLlama = modelType === "llama";
  return {
    heads: modelType === "qwen2" || (isLlama && attentionBias),
    out: isLlama && attentionBias,
    mlp: isLlama && mlpBias,
  };
}

export function llamaConfig(spec: RandomModelSpec) {
  const { modelType, keyHeads, theta, scaling, ...options } = optionsOf(spec);
  const isLlama = modelType === "llama";
  return {
    model_type: modelType,
    ...{ hidden_size: streamWidth(spec), intermediate_size: spec.dMlp },
    ...(spec.dModel !== undefined && { head_dim: spec.dHead }),
    ...{ num_hidden_layers: spec.layers, num_attention_heads: spec.heads, num_key_value_heads: keyHeads },
    hidden_act: activationNames[spec.activation],
    ...{ max_position_embeddings: spec.contextLength, vocab_size: spec.vocabularySize },
    ...{ rms_norm_eps: 1e-5, rope_theta: theta, rope_scaling: scaling ? scalingConfig(scaling) : null },
    ...{ tie_word_embeddings: spec.tiedEmbeddings, bos_token_id: spec.vocabularySize - 1 },
    ...(isLlama && { attention_bias: options.attentionBias, mlp_bias: options.mlpBias }),
  };
}

function scalingConfig(scaling: RandomScaling) {
  if (scaling.kind !== "llama3") return { type: scaling.kind, factor: scaling.factor };
  const { factor, low, high, original } = scaling;
  return {
    ...{ rope_type: "llama3", factor, low_freq_factor: low, high_freq_factor: high },
    original_max_position_embeddings: original,
  };
}

export function llamaShape(spec: RandomModelSpec): Partial<NaiveShape> {
  const { keyHeads, theta, scaling } = optionsOf(spec);
  return { keyHeads, rotary: { theta, rotated: spec.dHead, scaling } };
}

export function llamaTensors(spec: RandomModelSpec): RandomTensor[] {
  const { heads, dHead: K, dMlp, vocabularySize: V } = spec;
  const [D, Z] = [streamWidth(spec), heads * K];
  const G = optionsOf(spec).keyHeads;
  const biases = biasesOf(spec);
  const gamma = (name: string): RandomTensor => ({
    name: `${name}.weight`,
    shape: [D],
    deviation: 0.2,
    mean: 1,
  });
  const map = (name: string, shape: [number, number], deviation: number, biased: boolean): RandomTensor[] => [
    { name: `${name}.weight`, shape, deviation },
    ...(biased ? [{ name: `${name}.bias`, shape: [shape[0]], deviation: 0.3 }] : []),
  ];
  const layer = (l: number): RandomTensor[] => [
    gamma(`layers.${l}.input_layernorm`),
    ...map(`layers.${l}.self_attn.q_proj`, [Z, D], 0.5, biases.heads),
    ...map(`layers.${l}.self_attn.k_proj`, [G * K, D], 0.5, biases.heads),
    ...map(`layers.${l}.self_attn.v_proj`, [G * K, D], 0.5, biases.heads),
    ...map(`layers.${l}.self_attn.o_proj`, [D, Z], 0.3, biases.out),
    gamma(`layers.${l}.post_attention_layernorm`),
    ...map(`layers.${l}.mlp.gate_proj`, [dMlp, D], 0.3, biases.mlp),
    ...map(`layers.${l}.mlp.up_proj`, [dMlp, D], 0.3, biases.mlp),
    ...map(`layers.${l}.mlp.down_proj`, [D, dMlp], 0.3, biases.mlp),
  ];
  return [
    { name: "embed_tokens.weight", shape: [V, D], deviation: 0.5 },
    ...Array.from({ length: spec.layers }, (_, l) => layer(l)).flat(),
    gamma("norm"),
    ...(spec.tiedEmbeddings ? [] : [{ name: "lm_head.weight", shape: [V, D], deviation: 0.5 }]),
  ];
}

/** By GPT-2's names; keys and values once for each head of queries that reads them, zeros for biases that are not there. */
export function llamaNumbers(
  stored: ReadonlyMap<string, Float32Array>,
  spec: RandomModelSpec,
): Map<string, Float32Array> {
  const { heads: H, dHead: K, dMlp } = spec;
  const [D, Z] = [streamWidth(spec), H * K];
  const each = H / optionsOf(spec).keyHeads;
  const get = (name: string, length: number) => stored.get(name) ?? new Float32Array(length);
  const numbers = new Map([
    ["wte.weight", get("embed_tokens.weight", 0)],
    ["ln_f.weight", get("norm.weight", 0)],
    ["ln_f.bias", new Float32Array(D)],
  ]);
  const head = stored.get("lm_head.weight");
  if (head) numbers.set("lm_head.weight", head);
  for (let l = 0; l < spec.layers; l++) {
    // Rows of a map that is stored (out, in), as each head of queries reads them; a row of a bias is one number.
    const repeated = (name: string, width: number) =>
      Array.from({ length: H }, (_, h) => {
        const rows = get(`layers.${l}.self_attn.${name}`, (H / each) * K * width);
        const first = Math.floor(h / each) * K * width;
        return [...rows.subarray(first, first + K * width)];
      }).flat();
    const fused = (kind: string, width: number) =>
      Float32Array.from([
        ...get(`layers.${l}.self_attn.q_proj.${kind}`, Z * width),
        ...repeated(`k_proj.${kind}`, width),
        ...repeated(`v_proj.${kind}`, width),
      ]);
    numbers.set(`h.${l}.attn.c_attn.weight`, transposed(fused("weight", D), D));
    numbers.set(`h.${l}.attn.c_attn.bias`, fused("bias", 1));
    const add = (name: string, from: string, inner: number, outer: number) => {
      numbers.set(`h.${l}.${name}.weight`, transposed(get(`layers.${l}.${from}.weight`, 0), inner));
      numbers.set(`h.${l}.${name}.bias`, get(`layers.${l}.${from}.bias`, outer));
    };
    add("attn.c_proj", "self_attn.o_proj", Z, D);
    add("mlp.c_fc", "mlp.up_proj", D, dMlp);
    add("mlp.c_gate", "mlp.gate_proj", D, dMlp);
    add("mlp.c_proj", "mlp.down_proj", dMlp, D);
    for (const [name, from] of [
      ["ln_1", "input_layernorm"],
      ["ln_2", "post_attention_layernorm"],
    ] as const) {
      numbers.set(`h.${l}.${name}.weight`, get(`layers.${l}.${from}.weight`, 0));
      numbers.set(`h.${l}.${name}.bias`, new Float32Array(D));
    }
  }
  return numbers;
}
