import { existsSync } from "node:fs";
import path from "node:path";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import type { ModelIdentity } from "@/lib/engine/attribution/trace-circuit";
import type { LoadedModel } from "@/lib/engine/model";
import { AppError } from "@/lib/errors";
import type { Experiment, FamilySource } from "@/lib/experiment-format/experiment";
import { checkFitsFamily, familyInUse } from "@/lib/experiment-format/fit-family";
import { experimentLimits } from "@/lib/experiment-format/limits";
import { readExperiment } from "@/lib/experiment-format/read-experiment";
import { bundledExperiment, bundledExperimentNames } from "@/lib/experiments/bundled/bundled-experiments";
import { bundledFamily, bundledNames } from "@/lib/families/bundled/bundled-families";
import { familyHash } from "@/lib/families/family-hash";
import { checkFamily } from "@/lib/family-format/check-family";
import { type ReadFamily, readFamily } from "@/lib/family-format/read-family";
import { readNamedFamily } from "./families";
import { modelIdentity } from "./model-identity";
import { modelFolder, openNamedModel } from "./open-named-model";
import { openNamedTokenizer } from "./open-named-tokenizer";
import { readJsonDocument } from "./read-json-document";
import { refuseUnfit } from "./refuse-unfit";

export const experimentHelp = `a circuit-commons/experiment@1 file, or the name of one that comes with the site (${bundledExperimentNames.join(", ")})`;

export interface OpenedExperiment {
  experiment: Experiment;
  read: ReadFamily;
}

/** An experiment's file with its family, as far as both can be known to be sound without a model. */
export function openExperiment(file: string): OpenedExperiment {
  const bundled = existsSync(file) ? null : bundledExperiment(file);
  const experiment =
    bundled ?? readExperiment(readJsonDocument(file, { maxBytes: experimentLimits.maxFileBytes }));
  const read = familyOf(experiment.family, path.dirname(file));
  const hash = familyHash(read.family);
  if (hash !== experiment.family.hash)
    throw new AppError(
      "unprocessable",
      `The family's hash is ${hash}, and the experiment is of ${experiment.family.hash}: the family has changed, or is another.`,
    );
  checkFitsFamily(experiment, read);
  return { experiment, read };
}

function familyOf(source: FamilySource, folder: string): ReadFamily {
  if (source.from === "content") return readFamily(source.content);
  if (source.from === "file") return readNamedFamily(path.join(folder, source.file));
  const bundled = bundledFamily(source.name);
  if (bundled) return bundled;
  throw new AppError(
    "unprocessable",
    `No family called ${source.name} comes with the site. There are ${bundledNames.join(", ")}.`,
  );
}

/**
 * Does a work on the model that an experiment names, or on another, whose checksums are then not asked for, and closes it. Throws where the
 * family does not fit the model's tokens.
 */
export async function onModelOf<T>(
  { experiment, read }: OpenedExperiment,
  wanted: string | undefined,
  work: (model: LoadedModel, identity: ModelIdentity) => Promise<T>,
): Promise<T> {
  const name = wanted ?? experiment.model.name;
  const { faults } = checkFamily(familyInUse(experiment, read), openNamedTokenizer(name));
  const [fault] = faults;
  if (fault)
    throw new AppError(
      "unprocessable",
      `The family does not fit ${name}: ${fault.says} (${fault.prompts} of its prompts, first prompt ${fault.first})`,
    );
  const model = await openNamedModel(name, setsOf(experiment));
  try {
    const identity = await modelIdentity(name, model);
    refuseUnfit(modelFolder(name), model, identity);
    if (wanted === undefined) refuseOther(experiment, identity);
    return await work(model, identity);
  } finally {
    await model.close();
  }
}

function setsOf({ dictionaries }: Experiment): NonNullable<Parameters<typeof openNamedModel>[1]> {
  const named = dictionaryKinds.flatMap((kind): [DictionaryKind, string | null][] => {
    const set = dictionaries[kind];
    return set === undefined ? [] : [[kind, set?.name ?? null]];
  });
  return Object.fromEntries(named);
}

/** Throws where the weights or dictionaries at hand are not those that an experiment states. */
export function refuseOther({ model, dictionaries }: Experiment, identity: ModelIdentity): void {
  if (model.checksum !== null && model.checksum !== identity.modelChecksum)
    throw new AppError(
      "unprocessable",
      `${model.name} has the checksum ${identity.modelChecksum}, and the experiment is of ${model.checksum}: these are other weights. Name them with --model to run it on them.`,
    );
  for (const { kind, name, checksum } of identity.dictionarySets) {
    const stated = dictionaries[kind]?.checksum ?? null;
    if (stated !== null && stated !== checksum)
      throw new AppError(
        "unprocessable",
        `The ${kind} dictionaries ${name} have the checksum ${checksum}, and the experiment is of ${stated}: these are others.`,
      );
  }
}
