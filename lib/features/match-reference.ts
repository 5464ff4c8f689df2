import { dictionaryWords } from "@/lib/circuit-format/kind-words";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { type FeatureAddress, setSegment } from "./feature-address";
import type { FeatureReference } from "./feature-reference";

/** What a model here has to look in. */
export interface ReferenceModel {
  name: string;
  displayName: string;
  layers: number;
  heads: number;
  sets: readonly {
    kind: DictionaryKind;
    name: string;
    displayName: string;
    /** TransformerLens' names of what each reads and writes; `features` is how many it has. */
    dictionaries: readonly { layer: number; features: number; hookIn: string; hookOut: string }[];
  }[];
}

/** What a reference may mean here, with a sentence where that is nothing, or not certain. */
export interface ReferenceMatch {
  candidates: { address: FeatureAddress; words: string }[];
  sentence: string | null;
}

/** Looks for what a reference means in the given models. */
export function matchReference(
  reference: FeatureReference,
  models: readonly ReferenceModel[],
): ReferenceMatch {
  if (reference.means === "head") return none(headSentence(reference, models));
  if (reference.means === "neuron")
    return none(
      `${reference.model}/${reference.layer}/${reference.index} is a neuron's id. Features are entries of dictionaries; neurons have no page here.`,
    );
  const { model, layer, index } = reference;
  const asked = model === undefined ? models : models.filter(({ name }) => isSameModel(name, model));
  if (asked.length === 0)
    return none(
      models.length === 0
        ? "There is no model here yet."
        : `There is no model named ${model} here. There is ${inWords(models.map(({ name }) => name))}.`,
    );
  const sets = asked.flatMap((of) => of.sets.map((set) => ({ of, set })));
  const byName = sets.filter(({ set }) => set.name === reference.set);
  const ofKind = sets.filter(({ set }) => reference.kinds.includes(set.kind));
  const chosen = byName.length > 0 ? byName : reference.elsewhere ? ofKind : reference.set ? [] : ofKind;
  if (chosen.length === 0)
    return none(
      `${inWords(asked.map(({ name }) => name))} has no ${kindsInWords(reference)}here. It has ${inWords(sets.map(({ set }) => nameOf(set)))}.`,
    );
  const dictionaries = chosen.flatMap(({ of, set }) =>
    set.dictionaries.map((dictionary) => ({ of, set, dictionary })),
  );
  const there = dictionaries.filter(({ dictionary }) => isAt(dictionary, reference));
  if (there.length === 0)
    return none(
      `No dictionary here reads ${reference.site ?? `layer ${layer}`}. There are ${inWords(chosen.map(({ set }) => layersOf(set)))}.`,
    );
  const found = there.filter(({ dictionary }) => index < dictionary.features);
  const [widest] = there.toSorted((a, b) => b.dictionary.features - a.dictionary.features);
  if (found.length === 0 && widest)
    return none(
      `${nameOf(widest.set)}.${widest.dictionary.layer} of ${widest.of.name} has the features 0 to ${widest.dictionary.features - 1}: there is no ${index}.`,
    );
  return {
    candidates: found.map(({ of, set, dictionary }) => ({
      address: { model: of.name, kind: set.kind, set: set.name, layer: dictionary.layer, index },
      words: `${set.displayName}, ${withArticle(dictionaryWords[set.kind])} of ${of.displayName}`,
    })),
    sentence: reference.elsewhere && byName.length === 0 ? strangerSentence(reference) : null,
  };
}

function none(sentence: string): ReferenceMatch {
  return { candidates: [], sentence };
}

/** The number counts in somebody's dictionary: here it is another feature, unless the set is theirs. */
function strangerSentence({
  elsewhere,
  set,
  index,
}: Extract<FeatureReference, { means: "feature" }>): string {
  const name = set === undefined ? `a dictionary on ${elsewhere}` : `${elsewhere}'s ${set}`;
  return `The number ${index} counts in ${name}. It is the same feature only where the set here was made from that one.`;
}

function headSentence(
  { layer, head }: Extract<FeatureReference, { means: "head" }>,
  models: readonly ReferenceModel[],
): string {
  const what = `L${layer}H${head} is a head, and a feature is read from all heads of a layer together.`;
  const fits = models.filter((model) => layer < model.layers && head < model.heads);
  if (models.length > 0 && fits.length === 0)
    return `${what} No model here has it: ${inWords(models.map(({ name, layers, heads }) => `${name} has ${layers} layers of ${heads} heads`))}.`;
  return `${what} Features that it makes most of say “through ${layer}.${head}”, and every page of an attention feature has its heads.`;
}

/** Other programs' names of a model are in lower case, and some leave the size out. */
function isSameModel(name: string, asked: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/^.*\//, "")
      .replace(/^gpt2$/, "gpt2-small");
  return plain(name) === plain(asked);
}

/** Whether a dictionary is at the site a reference names, or at its layer where it names none. */
function isAt(
  { layer, hookIn, hookOut }: ReferenceModel["sets"][number]["dictionaries"][number],
  { site, layer: asked }: Extract<FeatureReference, { means: "feature" }>,
): boolean {
  if (site === undefined) return layer === asked;
  return [hookIn, hookOut].some((hook) => canonical(hook) === canonical(site));
}

/** What leaves a layer is what enters the next. */
function canonical(site: string): string {
  const [, layer] = /^blocks\.(\d+)\.hook_resid_post$/.exec(site) ?? [];
  return layer === undefined ? site : `blocks.${Number(layer) + 1}.hook_resid_pre`;
}

function nameOf({ kind, name }: ReferenceModel["sets"][number]): string {
  return setSegment({ kind, set: name });
}

function kindsInWords({ kinds, set, elsewhere }: Extract<FeatureReference, { means: "feature" }>): string {
  const named = set !== undefined && !elsewhere ? ` named ${set}` : "";
  return `${kinds.length === 1 ? `${kinds[0]} ` : ""}dictionaries${named} `;
}

function layersOf(set: ReferenceModel["sets"][number]): string {
  const layers = set.dictionaries.map(({ layer }) => layer);
  return `${nameOf(set)} at ${layers.length === 1 ? "layer" : "layers"} ${inWords(layers.map(String))}`;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

function inWords(names: readonly string[]): string {
  return names.length === 0 ? "none" : new Intl.ListFormat("en").format(names);
}
