import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type RandomModel, type RandomModelSpec, writeRandomModel } from "@/lib/engine/oracle/random-model";

const { tokenizer } = z
  .object({ kinds: z.object({ "llama-2": z.object({ tokenizer: z.looseObject({}) }) }) })
  .parse(
    JSON.parse(
      readFileSync(path.resolve(import.meta.dirname, "../../lib/tokens/reference-ids.json"), "utf8"),
    ),
  ).kinds["llama-2"];

/** A random Qwen2 whose heads share keys, with a tokenizer of Llama 2's kind, and dictionaries of every kind and layer. */
export const tinyLlama: RandomModelSpec = {
  ...{ family: "llama", seed: 21, layers: 3, heads: 4, dHead: 6, dMlp: 30, vocabularySize: 520 },
  ...{ activation: "silu", dtype: "F32", tiedEmbeddings: false, prefix: "", contextLength: 32 },
  processing: { fold_ln: true, fold_value_biases: false, center_writing_weights: false },
  llama: { modelType: "qwen2", keyHeads: 2, attentionBias: false, mlpBias: false, theta: 10_000 },
  dictionaries: [0, 1, 2].flatMap((layer) =>
    (["attn", "mlp", "resid"] as const).map((kind) => {
      return { kind, layer, dFeatures: 40, rule: "relu" as const, dtype: "F32" as const };
    }),
  ),
};

export function writeTinyLlama(dir: string): RandomModel {
  const random = writeRandomModel(dir, tinyLlama);
  writeFileSync(path.join(dir, "tokenizer.json"), JSON.stringify(tokenizer));
  const file = path.join(dir, "config.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), bos_token_id: 1 }));
  return random;
}
