import { AppError } from "@/lib/errors";

/** Which files of a source make a model. */
export interface ModelParts {
  config: string;
  weights: { is: "whole" | "shards"; file: string };
  tokenizer:
    | { is: "json"; file: string }
    | { is: "parts"; vocab: string; merges: string; settings: string[] };
}

/** In the order of what is taken. */
const weights = [
  { is: "whole", file: "model.safetensors" },
  { is: "shards", file: "model.safetensors.index.json" },
  { is: "whole", file: "pytorch_model.bin" },
  { is: "shards", file: "pytorch_model.bin.index.json" },
] as const;

const settings = ["tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"];

/** Picks a model's files by the names that Hugging Face gives them. Throws "unprocessable" with what is missing. */
export function pickModelParts(label: string, names: readonly string[]): ModelParts {
  const has = (name: string) => names.includes(name);
  const missing = (what: string) => {
    const there = names.filter((name) => !name.includes("/")).slice(0, 12);
    return new AppError(
      "unprocessable",
      `${label} has no ${what}. A model is a folder as Hugging Face lays it out; here there is ${there.join(", ") || "nothing"}.`,
    );
  };
  if (has("adapter_config.json"))
    throw new AppError(
      "unprocessable",
      `${label} is an adapter, which changes another model. Merge it into that model and save the whole.`,
    );
  if (!has("config.json")) throw missing("config.json");
  const found = weights.find(({ file }) => has(file));
  if (!found) throw missing("weights: no model.safetensors, no pytorch_model.bin and no index of either");
  if (has("tokenizer.json"))
    return { config: "config.json", weights: found, tokenizer: { is: "json", file: "tokenizer.json" } };
  if (!has("vocab.json") || !has("merges.txt"))
    throw missing("tokenizer: neither tokenizer.json nor vocab.json with merges.txt");
  return {
    config: "config.json",
    weights: found,
    tokenizer: { is: "parts", vocab: "vocab.json", merges: "merges.txt", settings: settings.filter(has) },
  };
}
