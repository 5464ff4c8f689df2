import { activationNames } from "./activation-names";
import type { NaiveShape } from "./naive-forward";
import { transposed } from "./plain-architecture";
import type { RandomModelSpec, RandomTensor } from "./random-model";

/** Random models of the GPT-NeoX family: how they are written, and their numbers for the plain loops. */
export interface GptNeoxOptions {
  parallel: boolean;
  attentionBias: boolean;
  /** Numbers of a head that positions turn. */
  rotated: number;
  theta: number;
}

const ordinary: GptNeoxOptions = { parallel: true, attentionBias: true, rotated: 2, theta: 10_000 };

const optionsOf = ({ gptNeox = ordinary }: RandomModelSpec) => gptNeox;

export function gptNeoxConfig(spec: RandomModelSpec) {
  const { parallel, attentionBias, rotated, theta } = optionsOf(spec);
  return {
    model_type: "gpt_neox",
    ...{ hidden_size: spec.heads * spec.dHead, intermediate_size: spec.dMlp },
    ...{ num_hidden_layers: spec.layers, num_attention_heads: spec.heads },
    hidden_act: activationNames[spec.activation],
    // Cut down to a whole number by whoever reads it.
    ...{ rotary_pct: Math.min(1, (rotated + 0.5) / spec.dHead), rotary_emb_base: theta },
    ...{ max_position_embeddings: spec.contextLength, vocab_size: spec.vocabularySize },
    ...{ layer_norm_eps: 1e-5, use_parallel_residual: parallel, attention_bias: attentionBias },
    ...{ tie_word_embeddings: spec.tiedEmbeddings, bos_token_id: spec.vocabularySize - 1 },
  };
}

export function gptNeoxShape(spec: RandomModelSpec): Partial<NaiveShape> {
  const { parallel, rotated, theta } = optionsOf(spec);
  return { parallel, rotary: { theta, rotated } };
}

export function gptNeoxTensors(spec: RandomModelSpec): RandomTensor[] {
  const { heads, dHead, dMlp, vocabularySize: V } = spec;
  const D = heads * dHead;
  const { attentionBias } = optionsOf(spec);
  const norm = (name: string): RandomTensor[] => [
    { name: `gpt_neox.${name}.weight`, shape: [D], deviation: 0.2, mean: 1 },
    { name: `gpt_neox.${name}.bias`, shape: [D], deviation: 0.2 },
  ];
  const map = (name: string, shape: [number, number], deviation: number, biased = true): RandomTensor[] => [
    { name: `gpt_neox.${name}.weight`, shape, deviation },
    ...(biased ? [{ name: `gpt_neox.${name}.bias`, shape: [shape[0]], deviation: 0.2 }] : []),
  ];
  const layer = (l: number): RandomTensor[] => [
    ...norm(`layers.${l}.input_layernorm`),
    ...norm(`layers.${l}.post_attention_layernorm`),
    ...map(`layers.${l}.attention.query_key_value`, [3 * D, D], 0.5, attentionBias),
    ...map(`layers.${l}.attention.dense`, [D, D], 0.3, attentionBias),
    ...map(`layers.${l}.mlp.dense_h_to_4h`, [dMlp, D], 0.3),
    ...map(`layers.${l}.mlp.dense_4h_to_h`, [D, dMlp], 0.3),
  ];
  return [
    { name: "gpt_neox.embed_in.weight", shape: [V, D], deviation: 0.5 },
    ...Array.from({ length: spec.layers }, (_, l) => layer(l)).flat(),
    ...norm("final_layer_norm"),
    ...(spec.tiedEmbeddings ? [] : [{ name: "embed_out.weight", shape: [V, D], deviation: 0.5 }]),
  ];
}

/** By GPT-2's names: all queries, all keys, all values, where this family has one head's after the other's. */
export function gptNeoxNumbers(
  stored: ReadonlyMap<string, Float32Array>,
  spec: RandomModelSpec,
): Map<string, Float32Array> {
  const { heads: H, dHead: K, dMlp } = spec;
  const D = H * K;
  const get = (name: string, length = 0) => stored.get(`gpt_neox.${name}`) ?? new Float32Array(length);
  const numbers = new Map([
    ["wte.weight", get("embed_in.weight")],
    ["ln_f.weight", get("final_layer_norm.weight")],
    ["ln_f.bias", get("final_layer_norm.bias")],
  ]);
  const head = stored.get("embed_out.weight");
  if (head) numbers.set("lm_head.weight", head);
  for (let l = 0; l < spec.layers; l++) {
    const from = (name: string) => `layers.${l}.${name}`;
    /** Row `part * D + h * K + i` of queries, keys and values stands at row `h * 3 K + part * K + i`. */
    const sorted = (rows: Float32Array, width: number) =>
      rows.map((_, at) => {
        const row = Math.floor(at / width);
        const [part, h, i] = [Math.floor(row / D), Math.floor((row % D) / K), row % K];
        return rows[(h * 3 * K + part * K + i) * width + (at % width)];
      });
    const fused = from("attention.query_key_value");
    numbers.set(`h.${l}.attn.c_attn.weight`, transposed(sorted(get(`${fused}.weight`), D), D));
    numbers.set(`h.${l}.attn.c_attn.bias`, sorted(get(`${fused}.bias`, 3 * D), 1));
    const add = (name: string, of: string, inner: number, outer: number) => {
      numbers.set(`h.${l}.${name}.weight`, transposed(get(`${from(of)}.weight`), inner));
      numbers.set(`h.${l}.${name}.bias`, get(`${from(of)}.bias`, outer));
    };
    add("attn.c_proj", "attention.dense", D, D);
    add("mlp.c_fc", "mlp.dense_h_to_4h", D, dMlp);
    add("mlp.c_proj", "mlp.dense_4h_to_h", dMlp, D);
    for (const kind of ["weight", "bias"]) {
      numbers.set(`h.${l}.ln_1.${kind}`, get(from(`input_layernorm.${kind}`)));
      numbers.set(`h.${l}.ln_2.${kind}`, get(from(`post_attention_layernorm.${kind}`)));
    }
  }
  return numbers;
}
