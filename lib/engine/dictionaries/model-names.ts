import { invalidFile } from "../errors";
import type { Manifest } from "../weights/manifest";
import type { ModelFile } from "../weights/model-folder";

/** TransformerLens and the hub have several names for one model. */
const sameModel: Readonly<Record<string, string>> = { "gpt2-small": "gpt2" };
/** Public models of the families that are read here: a folder that is named as one of them is taken at its word. */
const publicModels = new Set(["gpt2", "gpt2-medium", "gpt2-large", "gpt2-xl", "distilgpt2"]);

/** `openai-community/gpt2` and `gpt2-small` are `gpt2`. */
function plainName(name: string): string {
  const last = name.trim().toLowerCase().split("/").at(-1) ?? "";
  return Object.hasOwn(sameModel, last) ? (sameModel[last] ?? last) : last;
}

/**
 * Refuses a dictionary of another model. A manifest says by which names its dictionaries call it; one that does not, and
 * that is not named as a public model is, leaves nothing to compare.
 */
export function refuseOtherModel(
  file: ModelFile,
  modelNames: readonly string[],
  { name, knownAs }: Pick<Manifest, "name" | "knownAs">,
): void {
  if (!knownAs && !publicModels.has(plainName(name))) return;
  const own = new Set([name, ...(knownAs ?? [])].map(plainName));
  const other = modelNames.find((each) => !own.has(plainName(each)));
  if (other !== undefined)
    throw invalidFile(
      file.label,
      `it is of the model ${other}, but this is ${name}. Where it is the same model, say so under knownAs in the manifest`,
    );
}
