import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { DictionaryStep, ProcessingStep, ProcessingWitness } from "@/lib/circuit-format/processing";
import type { NormRule } from "../architectures/architecture";
import { invalidFile } from "../errors";
import type { ManifestSet, Processing } from "../weights/manifest";
import type { ModelFile } from "../weights/model-folder";
import { type KnownRelease, knownReleases } from "./known-releases";
import type { SaeConfig } from "./sae-config";

/**
 * What was done to the model that a dictionary was trained on, a step each that matters to its kind. Nothing is taken for
 * what nobody says. Throws where two say different things, and where the model is used otherwise than the dictionary knew it.
 */
export function dictionaryProcessing(
  file: ModelFile,
  { stated }: SaeConfig,
  set: ManifestSet,
  used: Processing,
  {
    readsStream,
    norm,
  }: {
    /** Whether it reads what is added to the stream, or the stream elsewhere than its kind does. */
    readsStream: boolean;
    /** The model's: one with RMSNorm is never centred, whatever is said, for TransformerLens leaves it as it is then. */
    norm: NormRule;
  },
): DictionaryStep[] {
  const agreed = (step: ProcessingStep) => agreedStep(file, step, set, stated[step]);
  const foldsValueBiases =
    !readsStream && set.kind === "attn" && (agreed("fold_value_biases").done ?? used.fold_value_biases);
  const kind = readsStream ? "resid" : set.kind;
  const steps = stepsOfKind(kind, foldsValueBiases)
    .filter((step) => norm.kind === "layer" || step !== "center_writing_weights")
    .map(agreed);
  // A transcoder is read under either (`readsAfter`); what other kinds read is the model's.
  for (const { step, done } of steps)
    if (kind !== "mlp" || step !== "fold_ln") checkUse(file, step, done, used[step] ?? false);
  return steps;
}

/** `hook_z` loses beta1 W_V only where value biases are folded after LayerNorm's (TransformerLens folds in this order). */
function stepsOfKind(kind: DictionaryKind, foldsValueBiases: boolean): ProcessingStep[] {
  switch (kind) {
    case "attn":
      return foldsValueBiases ? ["fold_value_biases", "fold_ln"] : ["fold_value_biases"];
    case "resid":
      return ["center_writing_weights"];
    case "mlp":
      return ["center_writing_weights", "fold_ln"];
  }
}

function agreedStep(
  file: ModelFile,
  step: ProcessingStep,
  set: ManifestSet,
  inFile: boolean | undefined,
): DictionaryStep {
  const release = releaseOf(set);
  const witnesses: [ProcessingWitness, boolean | undefined, string][] = [
    ["file", inFile, "it says"],
    ["manifest", set.processing?.[step], "the manifest says"],
    ["release", release?.processing[step], `the release ${set.source?.release} is known for`],
  ];
  const said = witnesses.filter(([, value]) => value !== undefined);
  const [first] = said;
  const other = said.find(([, value]) => value !== first?.[1]);
  if (first && other)
    throw invalidFile(
      file.label,
      `${first[2]} ${step} ${String(first[1])}, but ${other[2]} ${step} ${String(other[1])}`,
    );
  return { step, done: first?.[1] ?? null, saidBy: first?.[0] ?? null };
}

function releaseOf({ kind, source }: ManifestSet): KnownRelease | undefined {
  const release = source?.release;
  if (release === undefined || !Object.hasOwn(knownReleases, release)) return undefined;
  const known = knownReleases[release];
  return known?.kind === kind ? known : undefined;
}

function checkUse(file: ModelFile, step: ProcessingStep, done: boolean | null, used: boolean): void {
  if (done === null || done === used) return;
  throw invalidFile(
    file.label,
    `it was trained ${done ? "under" : "without"} ${step}, but the model is used ${used ? "under" : "without"} it: state ${step} ${String(done)} in the manifest's processing`,
  );
}
