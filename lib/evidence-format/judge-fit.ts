import type { DictionaryFit, KeptFit, MeasuredPlace, MeasuredReading, Reading, SetFit } from "./fit";

/**
 * When a set of dictionaries does not fit. Measured on the bundled model (docs/models.md has the figures): dictionaries as they were trained
 * explain 0.86 to 0.99 of their site; at other sites and layers of the model at most 0.31, but for the stream's neighbouring layers, with
 * 0.65 to 0.82, where they miss more than twice what they miss at their own. Public ones of GPT-2 claim down to 0.6 in the residual stream.
 */
export const fitBars = {
  /** Less of its variance explained than this, and the site is another's. */
  leastExplained: 0.3,
  /** Of what is missed, the share that another layer or site must miss less, so that the dictionary is of that. */
  leastGainElsewhere: 0.1,
  /** The same of another processing, over all of a set's layers. Differences below say nothing that a circuit would show. */
  leastGainOfReading: 0.001,
  /** Standard errors over windows that a difference must be above nothing; by chance one in 700 is. */
  leastErrors: 3,
} as const;

export interface FitVerdict {
  /** Null where nothing of the set was measured. */
  fits: boolean | null;
  /** What does not fit, and which reading would; empty where it fits. */
  sentences: string[];
  /** Processings that these windows do not tell from the one in use: the set is as right under either, as far as they show. */
  undecided: string[];
  /** Its dictionaries of which nothing was measured, and why. */
  unmeasured: string[];
}

/** How a set stands: no word of a fit where a measurement does not bear it out. */
export const standings = {
  fits: "fit",
  partly: "fit, but for what was not measured",
  undecided: "may fit: what was measured does not tell their processing from another",
  unfit: "do not fit",
  unmeasured: "were not measured: nobody knows whether they fit",
} as const;
export type Standing = keyof typeof standings;

export function standingOf({
  fits,
  undecided,
  unmeasured,
}: Pick<FitVerdict, "fits" | "undecided" | "unmeasured">): Standing {
  if (fits === null) return "unmeasured";
  if (!fits) return "unfit";
  if (undecided.length > 0) return "undecided";
  return unmeasured.length > 0 ? "partly" : "fits";
}

/** Why nothing is measured of a set of which every dictionary is read for its features alone, whatever the texts; null of any other. */
export function whyUnmeasured(dictionaries: readonly { featuresOnly: string | null }[]): string | null {
  const only = dictionaries[0]?.featuresOnly;
  return only && dictionaries.every(({ featuresOnly }) => featuresOnly !== null)
    ? `Nothing was measured of it, since it is read for its features alone: ${only}.`
    : null;
}

/** Whether a set fits the model as it is used with it. */
export function judgeFit(fit: SetFit): FitVerdict {
  const { kind, opens, set, readings, dictionaries } = fit;
  const unmeasured = fit.unmeasured.map(
    ({ layer, why }) => `Nothing was measured of ${placeWords({ kind, layer, opens })}, since ${why}.`,
  );
  if (dictionaries.length === 0) return { fits: null, sentences: [], undecided: [], unmeasured };
  const { leastErrors, leastGainElsewhere, leastGainOfReading } = fitBars;
  const sentences: string[] = [];
  const lessMissed = readings.filter(
    ({ isUsed, gain }) => !isUsed && gain.errors >= leastErrors && gain.share >= leastGainOfReading,
  );
  const fitting = lessMissed.filter(({ reading }) => dictionaries.some((each) => couldFit(each, reading)));
  const better = fitting.toSorted((a, b) => b.gain.share - a.gain.share)[0];
  if (better)
    sentences.push(
      `The ${kind} dictionaries ${set} would miss ${percent(better.gain.share)} less of their site if the model was processed otherwise than it is used: ${readingWords(fit, better.reading)}. State that as the processing of the model and of the set, or adopt it again with --processing ${processingWord(better.reading)}.`,
    );
  for (const { layer, readings: own, elsewhere } of dictionaries) {
    const used = own.find(({ isUsed }) => isUsed);
    if (!used) continue;
    const isOfOther =
      elsewhere && elsewhere.gain.errors >= leastErrors && elsewhere.gain.share >= leastGainElsewhere;
    const where = `${placeWords({ kind, layer, opens })}: it explains ${percent(used.explainedVariance.value)} of the variance of its site`;
    if (isOfOther)
      sentences.push(
        `${where}, and ${percent(elsewhere.explainedVariance)} at ${placeWords(elsewhere)}: it seems to be of that one.`,
      );
    else if (used.explainedVariance.value < fitBars.leastExplained)
      sentences.push(
        `${where}, and no more at another of this model: it seems to be of another model, or its site is put together otherwise.`,
      );
    else if (isWorseThanNothing(used))
      sentences.push(
        `${where}, and yet the model predicts worse with it (${used.loss.replaced.value.toFixed(2)} nats) than without the site (${used.loss.zero.value.toFixed(2)}).`,
      );
  }
  const undecided = readings
    .filter((each) => !lessMissed.includes(each) || fitting.includes(each))
    .filter((each) => !each.isUsed && each !== better && each.gain.errors > -leastErrors)
    .map(
      ({ reading, gain }) =>
        `These windows do not tell ${set} (${kind}) under the processing in use from ${readingWords(fit, reading)}: what is missed differs by ${percent(Math.abs(gain.share))}.`,
    );
  return { fits: sentences.length === 0, sentences, undecided, unmeasured };
}

/** A reading that misses a little less of a site which is another's is no advice. */
function couldFit(
  { readings }: DictionaryFit,
  { fold_ln, fold_value_biases, center_writing_weights }: Reading,
): boolean {
  const found = readings.find(
    ({ reading }) =>
      reading.fold_ln === fold_ln &&
      reading.fold_value_biases === fold_value_biases &&
      reading.center_writing_weights === center_writing_weights,
  );
  return found !== undefined && found.explainedVariance.value >= fitBars.leastExplained;
}

function isWorseThanNothing({ loss: { model, replaced, zero } }: MeasuredReading): boolean {
  const error = Math.hypot(replaced.error ?? 0, zero.error ?? 0, model.error ?? 0);
  const { leastErrors } = fitBars;
  return zero.value - model.value > leastErrors * error && replaced.value - zero.value > leastErrors * error;
}

/** How a model was processed, as far as it matters to a kind. */
export function readingWords({ kind, opens }: Pick<SetFit, "kind" | "opens">, reading: Reading): string {
  const words = (steps: readonly (keyof Reading)[]) =>
    steps.map((step) => `${reading[step] ? "" : "no "}${step}`).join(", ");
  if (opens) return words(["center_writing_weights"]);
  switch (kind) {
    case "attn":
      return words(reading.fold_value_biases ? ["fold_value_biases", "fold_ln"] : ["fold_value_biases"]);
    case "resid":
      return words(["center_writing_weights"]);
    case "mlp":
      return words(["center_writing_weights", "fold_ln"]);
  }
}

/** What dictionaries of a kind read and write whose features are leaves. */
export const openedHooks = { attn: "hook_attn_out", mlp: "hook_mlp_out", resid: "hook_resid_mid" } as const;

/** `mlp.2`, and what of it where that is not what the kind reads: `mlp.2 (hook_mlp_out)`. */
export function placeWords({ kind, layer, opens }: Pick<MeasuredPlace, "kind" | "layer" | "opens">): string {
  return opens ? `${kind}.${layer} (${openedHooks[kind]})` : `${kind}.${layer}`;
}

/** As `--processing` takes it. */
function processingWord(reading: Reading): string {
  const steps = Object.entries(reading).flatMap(([step, is]) => (is ? [step] : []));
  return steps.length === 0 ? "none" : steps.join(",");
}

function percent(share: number): string {
  const value = 100 * share;
  return `${Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0)}%`;
}

/** The reading that a dictionary is used under. */
export function usedReadingOf({ readings }: DictionaryFit): MeasuredReading | undefined {
  return readings.find(({ isUsed }) => isUsed);
}

/** Why no circuit is computed with a set; undefined where one is. */
export function refusalOf(
  kind: SetFit["kind"],
  set: string,
  { fits, sentences, insisted }: Pick<KeptFit, "fits" | "sentences" | "insisted">,
): string | undefined {
  if (fits !== false || insisted !== null) return undefined;
  return (
    `No circuit is computed with the ${kind} dictionaries ${set}, since they do not fit this model. ${sentences[0] ?? ""} ` +
    `Read the text without them; or, where you run this installation and know better, say why as insisted of the set in manifest.json.`
  );
}
