import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import {
  type DictionaryStep,
  stepsWhere,
  type TrainedDictionary,
  type TrainedTexts,
  whatSilenceMeans,
} from "@/lib/circuit-format/processing";

/** Why the numbers of some dictionaries may be wrong, a few sentences a kind; none where their files state all. */
export function trainingWords(dictionaries: readonly TrainedDictionary[]): string[] {
  return dictionaryKinds.flatMap((kind) => {
    const where = (is: (step: DictionaryStep) => boolean) => stepsWhere(dictionaries, kind, is);
    const by = (witness: "manifest" | "release") => [
      ...where(({ saidBy, done }) => saidBy === witness && done === true).map((step) => `${step} done`),
      ...where(({ saidBy, done }) => saidBy === witness && done === false).map((step) => `${step} not done`),
    ];
    const [manifest, release] = [by("manifest"), by("release")];
    const only = dictionaries.find((each) => each.kind === kind && typeof each.featuresOnly === "string");
    const leaves = dictionaries.find((each) => each.kind === kind && typeof each.leavesOnly === "string");
    const unknown = where(({ done }) => done === null);
    const sentences = [
      ...(manifest.length > 0 ? [`Its manifest says: ${manifest.join(", ")}.`] : []),
      ...(release.length > 0 ? [`Their release is known for: ${release.join(", ")}.`] : []),
      ...(manifest.length + release.length > 0 ? ["If that is wrong, so are their features."] : []),
    ];
    return [
      ...(only
        ? [
            `This model's ${kind} dictionaries are read for their features alone, and no circuit is computed with them: ${only.featuresOnly}.`,
          ]
        : []),
      ...(leaves
        ? [
            `The features of this model's ${kind} dictionaries are leaves of circuits: nothing is traced behind them, and no DFA by head or attention score is computed with them. The reason: ${leaves.leavesOnly}.`,
          ]
        : []),
      ...(sentences.length > 0
        ? [
            `The files of this model's ${kind} dictionaries do not state all of how the model was processed in their training. ${sentences.join(" ")}`,
          ]
        : []),
      ...(unknown.length > 0
        ? [
            `Nobody says how the model was processed that this model's ${kind} dictionaries were trained on: ${unknown.join(", ")}. Their features may be wrong, and no circuit is computed with them. ${whatSilenceMeans}`,
          ]
        : []),
    ];
  });
}

/** One dictionary's processing, a phrase a step: what was done and who says so. */
export function processingWords(processing: readonly DictionaryStep[]): string[] {
  const whose = { file: "its file", manifest: "the manifest", release: "its release" };
  return processing.map(({ step, done, saidBy }) =>
    done === null || saidBy === null
      ? `${step}: unknown`
      : `${step}: ${done ? "done" : "not done"}, says ${whose[saidBy]}`,
  );
}

/** The texts that a dictionary was trained on, a phrase for each thing that its file says. */
export function textsWords({ prependsBos, excludesSpecialTokens, positions }: TrainedTexts): string[] {
  const [first, end, step] = positions ?? [];
  const range = [
    ...(first ? [`from ${first}`] : []),
    ...(typeof end === "number" ? [`before ${end}`] : []),
    ...(typeof step === "number" && step !== 1 ? [`every ${step}`] : []),
  ];
  return [
    ...(prependsBos === null
      ? []
      : [`texts ${prependsBos ? "with" : "without"} a beginning-of-text token in front`]),
    ...(excludesSpecialTokens === true ? ["special tokens left out"] : []),
    ...(Array.isArray(excludesSpecialTokens)
      ? [`tokens left out by their ids: ${listOf(excludesSpecialTokens)}`]
      : []),
    ...(range.length > 0 ? [`positions ${range.join(", ")}`] : []),
  ];
}

const mostListed = 10;

function listOf(ids: readonly number[]): string {
  const more = ids.length - mostListed;
  return `${ids.slice(0, mostListed).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
