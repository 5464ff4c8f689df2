import type { ModelWitness } from "@/lib/circuit-format/processing";
import { invalidFile } from "../errors";
import type { Manifest } from "../weights/manifest";
import type { ModelFile } from "../weights/model-folder";

/**
 * Public models of the families that are read here, each with the other names that it has: TransformerLens' (`loading_from_pretrained.py`) and
 * those before the hub's were changed. A folder that is named as one of them is taken at its word.
 */
const publicModels: Readonly<Record<string, readonly string[]>> = {
  gpt2: ["gpt2-small"],
  "gpt2-medium": [],
  "gpt2-large": [],
  "gpt2-xl": [],
  distilgpt2: ["distillgpt2", "distill-gpt2", "distil-gpt2", "gpt2-xs"],
  "alias-gpt2-small-x21": ["stanford-gpt2-small-a"],
  "battlestar-gpt2-small-x49": ["stanford-gpt2-small-b"],
  "caprica-gpt2-small-x81": ["stanford-gpt2-small-c"],
  "darkmatter-gpt2-small-x343": ["stanford-gpt2-small-d"],
  "expanse-gpt2-small-x777": ["stanford-gpt2-small-e"],
  "arwen-gpt2-medium-x21": ["stanford-gpt2-medium-a"],
  "beren-gpt2-medium-x49": ["stanford-gpt2-medium-b"],
  "celebrimbor-gpt2-medium-x81": ["stanford-gpt2-medium-c"],
  "durin-gpt2-medium-x343": ["stanford-gpt2-medium-d"],
  "eowyn-gpt2-medium-x777": ["stanford-gpt2-medium-e"],
  ...withDeduplicated({
    "pythia-14m": [],
    "pythia-31m": [],
    "pythia-70m": ["pythia-19m"],
    "pythia-160m": ["pythia-125m"],
    "pythia-410m": ["pythia-350m"],
    "pythia-1b": ["pythia-800m"],
    "pythia-1.4b": ["pythia-1.3b"],
    "pythia-2.8b": ["pythia-2.7b"],
    "pythia-6.9b": ["pythia-6.7b"],
    "pythia-12b": ["pythia-13b"],
  }),
  "llama-7b-hf": ["llama-7b"],
  "llama-13b-hf": ["llama-13b"],
  "llama-2-7b-hf": ["llama-2-7b"],
  "llama-2-7b-chat-hf": ["llama-2-7b-chat"],
  "llama-2-13b-hf": ["llama-2-13b"],
  "llama-2-13b-chat-hf": ["llama-2-13b-chat"],
  "meta-llama-3-8b": [],
  "meta-llama-3-8b-instruct": [],
  "llama-3.1-8b": ["meta-llama-3.1-8b"],
  "llama-3.1-8b-instruct": ["meta-llama-3.1-8b-instruct"],
  "llama-3.2-1b": [],
  "llama-3.2-1b-instruct": [],
  "llama-3.2-3b": [],
  "llama-3.2-3b-instruct": [],
  "mistral-7b-v0.1": ["mistral-7b"],
  "mistral-7b-instruct-v0.1": ["mistral-7b-instruct"],
  "qwen2-0.5b": [],
  "qwen2-0.5b-instruct": [],
  "qwen2-1.5b": [],
  "qwen2-1.5b-instruct": [],
  "qwen2-7b": [],
  "qwen2-7b-instruct": [],
  "qwen2.5-0.5b": [],
  "qwen2.5-0.5b-instruct": [],
  "qwen2.5-1.5b": [],
  "qwen2.5-1.5b-instruct": [],
  "qwen2.5-3b": [],
  "qwen2.5-3b-instruct": [],
  "qwen2.5-7b": [],
  "qwen2.5-7b-instruct": [],
  "smollm-135m": [],
  "smollm-360m": [],
  "smollm-1.7b": [],
  "smollm2-135m": [],
  "smollm2-360m": [],
  "smollm2-1.7b": [],
};

const sameModel = new Map(
  Object.entries(publicModels).flatMap(([name, others]) =>
    [name, ...others].map((each) => [each, name] as const),
  ),
);

/** Of each a second one was trained on the texts without those that stand in them several times. */
function withDeduplicated(models: Record<string, readonly string[]>): Record<string, readonly string[]> {
  const second = (name: string) => `${name}-deduped`;
  const seconds = Object.entries(models).map(([name, others]) => [second(name), others.map(second)] as const);
  return { ...models, ...Object.fromEntries(seconds) };
}

/** Whether two names are of one model: `openai-community/gpt2` and `gpt2-small` are `gpt2`. */
export function isSameModel(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

function isPublic(name: string): boolean {
  return sameModel.has(plainName(name));
}

/** `openai-community/gpt2` and `gpt2-small` are `gpt2`. */
function plainName(name: string): string {
  const last = name.trim().toLowerCase().split("/").at(-1) ?? "";
  return sameModel.get(last) ?? last;
}

/**
 * Refuses a dictionary of another model, and gives what tells that it is of this one; null for nothing. A manifest says by which names its
 * dictionaries call it, and a folder that is named as a public model is taken at its word. Where there is neither, a config that names a public
 * model as what it was loaded from (`loadedFrom`) tells it from other public models alone, since it may have been trained on since; a path or
 * another name there is of nobody known.
 */
export function refuseOtherModel(
  file: ModelFile,
  modelNames: readonly string[],
  { name, knownAs }: Pick<Manifest, "name" | "knownAs">,
  loadedFrom: string | null,
): ModelWitness | null {
  if (knownAs || isPublic(name)) {
    const own = new Set([name, ...(knownAs ?? [])].map(plainName));
    const other = modelNames.find((each) => !own.has(plainName(each)));
    if (other !== undefined)
      throw invalidFile(file.label, `it is of the model ${other}, but this is ${name}. ${whereTheSame}`);
    return modelNames.length > 0 ? "names" : null;
  }
  if (modelNames.length > 0 && modelNames.every((each) => isSameModel(each, name))) return "names";
  if (loadedFrom === null || !isPublic(loadedFrom)) return null;
  const other = modelNames.find((each) => isPublic(each) && !isSameModel(each, loadedFrom));
  if (other !== undefined)
    throw invalidFile(
      file.label,
      `it is of the model ${other}, but config.json says that this was loaded from ${loadedFrom} (_name_or_path). ${whereTheSame}`,
    );
  return modelNames.some(isPublic) && modelNames.every(isPublic) ? "config" : null;
}

const whereTheSame =
  "Where it is the same model, say so under knownAs in the manifest (commons adopt --known-as)";
