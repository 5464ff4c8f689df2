import { z } from "zod";
import { unsupported } from "../errors";
import type { ModelFile } from "../weights/model-folder";
import { readJsonFile } from "../weights/strict-json";
import type { Activation } from "./architecture";

/** What the families' `config.json` have in common, as transformers writes them. */

const maxConfigBytes = 1_000_000;

/** Its `model_type`, read before anything else: what another family calls its sizes is no fault of its file. */
export function readModelType(file: ModelFile, expected: readonly string[]): string {
  const { model_type } = readJsonFile(file, z.object({ model_type: z.string() }), maxConfigBytes);
  if (expected.includes(model_type)) return model_type;
  const names = new Intl.ListFormat("en", { type: "disjunction" }).format(expected);
  throw unsupported(file.label, `model_type is ${model_type.slice(0, 100)}, not ${names}`);
}

/** What transformers loaded it from before it was saved: a name of the hub or a path of somebody's machine; null where it does not say. */
export function readLoadedFrom(file: ModelFile): string | null {
  const { _name_or_path: from } = readJsonFile(
    file,
    z.looseObject({ _name_or_path: z.unknown().optional() }),
    maxConfigBytes,
  );
  return typeof from === "string" && from !== "" && from.length <= 300 ? from : null;
}

/** The file by a family's own schema. What the schema does not name and may change the arithmetic is refused by its name. */
export function readSettings<Settings extends object>(
  file: ModelFile,
  schema: z.ZodType<Settings>,
  known: object,
): Settings {
  const settings = readJsonFile(file, schema, maxConfigBytes);
  for (const [key, value] of Object.entries(settings)) {
    if (value === null || Object.hasOwn(known, key) || withoutArithmetic.has(key) || key.startsWith("_"))
      continue;
    const reason = otherWeights.has(key)
      ? `${key} is not supported`
      : `${key.slice(0, 100)} is not known to the engine and may change what the model computes. Where it does not, take it out of the file`;
    throw unsupported(file.label, reason);
  }
  return settings;
}

export const size = (most: number) => z.number().int().min(1).max(most);

/** The base of rotary positions: below 1 angles would grow from pair to pair. */
export const rotaryBase = z.number().min(1).max(1e12);

/**
 * Most positions of a text where a family sets no limit that memory would bear: the patterns of a whole text are held, and are
 * H T T numbers a layer, of 32 heads in 32 layers over 1,024 tokens 4 GB.
 */
export const mostPositions = 1_024;

const activations: Readonly<Record<string, Activation>> = {
  gelu_new: "gelu-tanh",
  gelu_pytorch_tanh: "gelu-tanh",
  gelu_fast: "gelu-tanh",
  gelu: "gelu",
  gelu_python: "gelu",
  relu: "relu",
  silu: "silu",
  swish: "silu",
};

export function readActivation(file: ModelFile, key: string, name: string): Activation {
  const activation = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (activation === undefined)
    throw unsupported(file.label, `${key} ${name.slice(0, 100)} is not supported`);
  return activation;
}

/** Weights in other numbers, and code of its own. */
const otherWeights = new Set(["quantization_config", "auto_map"]);

/** What transformers keeps of any model and what training, generating and labels are told by. */
const withoutArithmetic = new Set([
  ...["model_type", "architectures", "name_or_path", "transformers_version", "torch_dtype", "dtype"],
  ...["unsloth_version", "unsloth_fixed", "model_name", "tokenizer_class", "prefix", "finetuning_task"],
  ...["id2label", "label2id", "num_labels", "problem_type", "task_specific_params", "use_cache"],
  ...["return_dict", "output_hidden_states", "output_attentions", "output_scores", "torchscript"],
  ...["return_dict_in_generate", "use_bfloat16", "tf_legacy_loss", "is_decoder", "is_encoder_decoder"],
  ...["bos_token_id", "eos_token_id", "pad_token_id", "sep_token_id", "decoder_start_token_id"],
  ...["forced_bos_token_id", "forced_eos_token_id", "suppress_tokens", "begin_suppress_tokens"],
  ...["max_length", "min_length", "max_new_tokens", "do_sample", "early_stopping", "num_beams"],
  ...["num_beam_groups", "diversity_penalty", "temperature", "top_k", "top_p", "typical_p"],
  ...["repetition_penalty", "length_penalty", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size"],
  ...["bad_words_ids", "num_return_sequences", "remove_invalid_values", "chunk_size_feed_forward"],
  ...["exponential_decay_length_penalty", "attention_dropout", "hidden_dropout", "classifier_dropout"],
  ...["initializer_range", "pretraining_tp", "attn_implementation", "use_flash_attention_2"],
  ...["max_sequence_length", "tie_encoder_decoder", "gradient_checkpointing", "model_max_length"],
  ...["attention_probs_dropout_prob", "hidden_dropout_prob", "is_llama_config", "transformers.js_config"],
  // GPT-2's: the masks' size, dropouts, and a head that tells classes of whole texts.
  ...["n_ctx", "n_special", "predict_special_tokens", "output_past", "xla_device"],
  ...["attn_pdrop", "embd_pdrop", "resid_pdrop", "summary_activation", "summary_first_dropout"],
  ...["summary_proj_to_labels", "summary_type", "summary_use_proj"],
]);
