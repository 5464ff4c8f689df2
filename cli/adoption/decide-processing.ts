import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { type ProcessingStep, processingSteps } from "@/lib/circuit-format/processing";
import type { NormRule } from "@/lib/engine/architectures/architecture";
import { knownReleases } from "@/lib/engine/dictionaries/known-releases";
import type { Processing, StatedProcessing } from "@/lib/engine/weights/manifest";
import { AppError } from "@/lib/errors";

/** A set, and what its files say of the model that it was trained on. */
export interface ToProcess {
  kind: DictionaryKind;
  name: string;
  release: string | null;
  stated: readonly Record<ProcessingStep, boolean | undefined>[];
}

/** The steps that a kind needs of the model; a transcoder is read either way of LayerNorm. */
const stepsNeeded: Readonly<Record<DictionaryKind, readonly ProcessingStep[]>> = {
  attn: ["fold_value_biases", "fold_ln"],
  resid: ["center_writing_weights"],
  mlp: ["center_writing_weights"],
};

/**
 * What is to be done to the model so that its dictionaries are right for it: what their files say, else who adopts them, else a
 * release that is known. What nobody says is not done, and stays unknown of the dictionary. A model with RMSNorm is not centred,
 * for TransformerLens leaves it as it is. Throws where two need different things.
 */
export function decideProcessing(
  sets: readonly ToProcess[],
  adopter: StatedProcessing | undefined,
  norm: NormRule["kind"],
): Processing {
  const needed = new Map<ProcessingStep, { done: boolean; of: string }>();
  for (const { kind, name, release, stated } of sets) {
    const known = release === null ? undefined : knownReleases[release]?.processing;
    for (const file of stated) {
      const said = (step: ProcessingStep) => file[step] ?? adopter?.[step] ?? known?.[step];
      for (const step of stepsNeeded[kind]) {
        if (step === "center_writing_weights" && norm === "rms") continue;
        const done = said(step);
        // By itself LayerNorm's folding changes nothing that hook_z has.
        if (done === undefined || (step === "fold_ln" && said("fold_value_biases") !== true)) continue;
        const other = needed.get(step);
        if (other && other.done !== done)
          throw new AppError(
            "conflict",
            `${name} was trained ${done ? "under" : "without"} ${step} and ${other.of} ${other.done ? "under" : "without"} it. A model folder is used in one way: adopt them apart, each with a --name of its own.`,
          );
        needed.set(step, { done, of: name });
      }
    }
  }
  const is = (step: ProcessingStep) => needed.get(step)?.done ?? adopter?.[step] ?? false;
  return {
    ...(is("fold_ln") && { fold_ln: true }),
    fold_value_biases: is("fold_value_biases"),
    center_writing_weights: norm === "layer" && is("center_writing_weights"),
  };
}

/** `all`, `none`, or the steps that were done, with commas; the others were not. Throws "invalid-input". */
export function parseProcessing(text: string): Required<Processing> {
  const steps =
    text === "all" ? [...processingSteps] : text === "none" ? [] : text.split(",").map((step) => step.trim());
  const unknown = steps.find((step) => !processingSteps.some((known) => known === step));
  if (unknown !== undefined)
    throw new AppError(
      "invalid-input",
      `${JSON.stringify(unknown.slice(0, 60))} is no step of processing. Write all, none, or some of ${processingSteps.join(",")}.`,
    );
  const has = (step: ProcessingStep) => steps.includes(step);
  return {
    fold_ln: has("fold_ln"),
    fold_value_biases: has("fold_value_biases"),
    center_writing_weights: has("center_writing_weights"),
  };
}
