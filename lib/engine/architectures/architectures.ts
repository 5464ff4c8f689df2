import type { ModelFile } from "../weights/model-folder";
import type { Architecture } from "./architecture";
import { gptNeox } from "./gpt-neox";
import { gpt2 } from "./gpt2";
import { llama } from "./llama";
import { readModelType } from "./settings";

/** The families there are, by the word of a manifest's `architecture`. */
export const architectures = { gpt2, llama, "gpt-neox": gptNeox } satisfies Record<string, Architecture>;

/** The word of the family that reads files of this `model_type`. Throws `EngineError` "unsupported" where none does. */
export function architectureOf(file: ModelFile): string {
  const all = Object.entries(architectures);
  const type = readModelType(
    file,
    all.flatMap(([, { modelTypes }]) => modelTypes),
  );
  const [word] = all.find(([, { modelTypes }]) => modelTypes.includes(type)) ?? [];
  if (word === undefined) throw new Error(`no family reads ${type}`);
  return word;
}
