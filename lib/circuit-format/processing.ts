import { z } from "zod";
import { type DictionaryKind, dictionaryKinds } from "./kinds";
import { type Feature, formatFeature } from "./node-id";

/** The steps of processing a model that change what a dictionary reads or writes, or what the names of its sites mean. */
export const processingSteps = ["fold_ln", "fold_value_biases", "center_writing_weights"] as const;
export type ProcessingStep = (typeof processingSteps)[number];

/** Who says whether a step was done: the dictionary's file, the model's manifest, or a release that is known. */
export const processingWitnesses = ["file", "manifest", "release"] as const;
export type ProcessingWitness = (typeof processingWitnesses)[number];

/**
 * What tells that a model is the one that a dictionary's file names: the names it is known by, or its own config, which says where it was loaded
 * from (`_name_or_path`) and nothing of whether it was trained on since.
 */
export const modelWitnesses = ["names", "config"] as const;
export type ModelWitness = (typeof modelWitnesses)[number];

/** The model that a dictionary was trained on as its file names it, and what tells that it is this one; null for nothing. */
export function trainedModelWords(name: string | null, toldBy: ModelWitness | null | undefined): string {
  if (name === null) return "a model that its file does not name";
  const named = `“${name}”, by its file`;
  if (toldBy === null)
    return `${named}; nothing here says what this model is called, so nobody knows whether it is that one`;
  return toldBy === "config"
    ? `${named}, and this model's config.json says that it was loaded from that`
    : named;
}

/** One step that matters to a dictionary; `done` and `saidBy` are null where nobody says it. */
export const dictionaryStepSchema = z.object({
  step: z.enum(processingSteps),
  done: z.boolean().nullable(),
  saidBy: z.enum(processingWitnesses).nullable(),
});
export type DictionaryStep = z.infer<typeof dictionaryStepSchema>;

/** What a dictionary's file says of the texts that it was trained on; null for what it does not say. */
export const trainedTextsSchema = z.object({
  /** Whether a beginning-of-text token stood before each. */
  prependsBos: z.boolean().nullable(),
  /** Whether special tokens, such as that one, were left out wherever they stood, or the ids of those that were. */
  excludesSpecialTokens: z.union([z.boolean(), z.array(z.number())]).nullable(),
  /** Which positions were read: first, the one behind the last, and step, as in Python; null for all. */
  positions: z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable()]).nullable(),
});
export type TrainedTexts = z.infer<typeof trainedTextsSchema>;
export const nothingSaid: TrainedTexts = { prependsBos: null, excludesSpecialTokens: null, positions: null };

/** A token of a text. */
export interface TokenInText {
  position: number;
  id: number;
  /** By the model's tokenizer, or since texts begin with it. */
  isSpecial: boolean;
}

/**
 * Whether a dictionary was trained on the position of such a token: by what its file says it was not, and its features there are of no
 * meaning. True where nothing says otherwise. The first position is that of the beginning-of-text token, which our texts begin
 * with. Bounds below 0 (SAELens' `seqpos_slice`) count from the end of its training's contexts, whose length is not ours: by them
 * no position but the first is left out.
 */
export function knowsPosition(texts: TrainedTexts, { position, id, isSpecial }: TokenInText): boolean {
  const { prependsBos, excludesSpecialTokens: excluded, positions } = texts;
  if (Array.isArray(excluded) ? excluded.includes(id) : excluded === true && isSpecial) return false;
  const [first, end, step] = positions ?? [];
  if (position === 0) return prependsBos !== false && (first ?? 0) === 0;
  if (typeof end === "number" && end >= 0 && position >= end) return false;
  const from = first ?? 0;
  if (from < 0) return true;
  return position >= from && (position - from) % (step ?? 1) === 0;
}

/** A dictionary, and what is said of the model that it was trained on. */
export interface TrainedDictionary {
  kind: DictionaryKind;
  processing: readonly DictionaryStep[];
  /** Why it is read for its features alone, and stands in no circuit; null or left out where it may. */
  featuresOnly?: string | null;
  /** Why its features are leaves of a circuit, which nothing is traced behind; null or left out where they are not. */
  leavesOnly?: string | null;
}

/**
 * Why no circuit is computed with these dictionaries, and what would settle it; undefined where each of them may stand in one
 * and that is known of it which matters.
 */
export function whyNoCircuit(dictionaries: readonly TrainedDictionary[]): string | undefined {
  const only = dictionaries.find(({ featuresOnly }) => typeof featuresOnly === "string");
  if (only)
    return (
      `No circuit is computed here, since the ${only.kind} dictionaries are read for their features alone: ${only.featuresOnly}. ` +
      `Read the text without the ${only.kind} dictionaries, or with another set of them.`
    );
  const unknown = dictionaryKinds.flatMap((kind) => {
    const steps = stepsWhere(dictionaries, kind, ({ done }) => done === null);
    return steps.length === 0 ? [] : [{ kind, steps: steps.join(" and ") }];
  });
  if (unknown.length === 0) return undefined;
  const whose = unknown.map(({ kind, steps }) => `${steps} of the ${kind} dictionaries`).join(", and ");
  const kinds = unknown.map(({ kind }) => kind).join(" and ");
  return (
    `No circuit is computed here, since nobody says how the model was processed that the dictionaries were trained on: ${whose}. ` +
    "State it in manifest.json as the processing of their set, or in cfg.json as model_from_pretrained_kwargs, " +
    `or read the text without the ${kinds} dictionaries. ${whatSilenceMeans}`
  );
}

/** SAELens loaded models by `HookedTransformer.from_pretrained` until its pull request 279, and kept neither then. */
export const whatSilenceMeans =
  "Files of SAELens that have neither model_from_pretrained_kwargs nor a version of their training are of the time when " +
  "it processed models in full: of these state fold_ln, fold_value_biases and center_writing_weights as true.";

/** Why neither DFA by head nor an attention score is computed with these dictionaries; undefined where they are. */
export function whyNoHeads(dictionaries: readonly TrainedDictionary[]): string | undefined {
  const only = dictionaries.find(({ leavesOnly }) => typeof leavesOnly === "string");
  if (!only) return whyNoCircuit(dictionaries);
  return (
    `The features of the ${only.kind} dictionaries are leaves of circuits and no more: ${only.leavesOnly}. ` +
    "No DFA by head and no attention score is computed with them. " +
    `Read the text without the ${only.kind} dictionaries, or with another set of them.`
  );
}

/** Why a feature of dictionaries that open leaves is not a target: it cannot be expanded. */
export function whyNotTraced(feature: Feature, leavesOnly: string): string {
  return `Nothing is traced behind ${formatFeature(feature)}, which is a leaf of circuits: the ${feature.kind} dictionaries open what no circuit goes behind (${leavesOnly}). Choose a feature of another kind, or a logit.`;
}

/** The steps of which one dictionary of a kind at least says so, each once. */
export function stepsWhere(
  dictionaries: readonly TrainedDictionary[],
  kind: DictionaryKind,
  is: (step: DictionaryStep) => boolean,
): ProcessingStep[] {
  const found = dictionaries.flatMap((each) => (each.kind === kind ? each.processing.filter(is) : []));
  return processingSteps.filter((step) => found.some((each) => each.step === step));
}
