import type { ModelFile } from "../weights/model-folder";
import type { Architecture, ModelConfig } from "./architecture";
import { gptNeox } from "./gpt-neox";
import { gpt2 } from "./gpt2";
import { llama } from "./llama";
import { readModelType } from "./settings";

/** The families there are, by the word of a manifest's `architecture`. */
export const architectures = { gpt2, llama, "gpt-neox": gptNeox } satisfies Record<string, Architecture>;

/** What reads files of this `model_type`, by its word, and what it reads. Throws `EngineError` "unsupported" where nothing does. */
export function readFamily(file: ModelFile): { architecture: string; config: ModelConfig } {
  const all = Object.entries(architectures);
  const type = readModelType(
    file,
    all.flatMap(([, { modelTypes }]) => modelTypes),
  );
  const [architecture, family] = all.find(([, { modelTypes }]) => modelTypes.includes(type)) ?? [];
  if (!architecture || !family) throw new Error(`no family reads ${type}`);
  return { architecture, config: family.readConfig(file) };
}
