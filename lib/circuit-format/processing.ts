import { z } from "zod";
import { type DictionaryKind, dictionaryKinds } from "./kinds";

/** The steps of processing a model that change what a dictionary reads or writes, or what the names of its sites mean. */
export const processingSteps = ["fold_ln", "fold_value_biases", "center_writing_weights"] as const;
export type ProcessingStep = (typeof processingSteps)[number];

/** Who says whether a step was done: the dictionary's file, the model's manifest, or a release that is known. */
export const processingWitnesses = ["file", "manifest", "release"] as const;
export type ProcessingWitness = (typeof processingWitnesses)[number];

/** One step that matters to a dictionary; `done` and `saidBy` are null where nobody says it. */
export const dictionaryStepSchema = z.object({
  step: z.enum(processingSteps),
  done: z.boolean().nullable(),
  saidBy: z.enum(processingWitnesses).nullable(),
});
export type DictionaryStep = z.infer<typeof dictionaryStepSchema>;

/** A dictionary, and what is said of the model that it was trained on. */
export interface TrainedDictionary {
  kind: DictionaryKind;
  processing: readonly DictionaryStep[];
}

/**
 * Why no circuit is computed with these dictionaries, and which statements would settle it; undefined where of each that is
 * known which matters to it.
 */
export function unknownProcessing(dictionaries: readonly TrainedDictionary[]): string | undefined {
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
    `or read the text without the ${kinds} dictionaries.`
  );
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
