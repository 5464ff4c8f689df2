import { db, type Prisma } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { conditionsOfModel, type ModelSize } from "@/lib/experiment-format/conditions-of-model";
import type { Experiment } from "@/lib/experiment-format/experiment";
import { ExperimentFault } from "@/lib/experiment-format/experiment-fault";
import { checkFitsFamily, familyInUse, promptsBy } from "@/lib/experiment-format/fit-family";
import { readExperiment } from "@/lib/experiment-format/read-experiment";
import { checkOnModel } from "@/lib/families/check-version";
import { FamilyFault } from "@/lib/family-format/family-fault";
import type { ReadFamily } from "@/lib/family-format/read-family";
import { chooseSets } from "@/lib/models/choose-sets";
import { maxExperimentRuns } from "./experiment-schemas";
import { setNames } from "./set-names";

const modelFields = {
  ...{ id: true, name: true, checksum: true, layers: true, heads: true },
  dictionarySets: {
    orderBy: [{ kind: "asc" }, { rank: "asc" }],
    select: { kind: true, name: true, checksum: true },
  },
} satisfies Prisma.ModelSelect;

/** An experiment of anybody's document. Throws "unprocessable" with the place of the first fault. */
export function readDocument(document: unknown): Experiment {
  return orUnprocessable(() => readExperiment(document));
}

/**
 * The model that an experiment is of. Throws "unprocessable" with why it cannot be run as it is written: over this family, on this model,
 * here; and "not-found" of the model or of a dictionary set.
 */
export async function checkExperiment(experiment: Experiment, read: ReadFamily): Promise<{ id: string }> {
  const { model, dictionaries } = experiment;
  const row = await db().model.findUnique({ where: { name: model.name }, select: modelFields });
  if (!row) throw notFound(`model ${model.name}`);
  if (model.checksum !== null && model.checksum !== row.checksum)
    throw new AppError(
      "unprocessable",
      `The experiment is of other weights of ${model.name}: of ${model.checksum}, and here is ${row.checksum}.`,
    );
  for (const { kind, name, checksum } of chooseSets(row.dictionarySets, setNames(experiment))) {
    const stated = dictionaries[kind]?.checksum ?? null;
    if (stated !== null && stated !== checksum)
      throw new AppError(
        "unprocessable",
        `The experiment is of other ${kind} dictionaries than the ${name} here: of ${stated}, and here is ${checksum}.`,
      );
  }
  orUnprocessable(() => {
    checkFitsFamily(experiment, read);
    checkSize(experiment, read, row);
  });
  const { faults } = await checkOnModel(familyInUse(experiment, read), model.name);
  const [fault] = faults;
  if (fault)
    throw new AppError(
      "unprocessable",
      `The family does not fit ${model.name}: ${fault.says} (${fault.prompts} of its prompts, first prompt ${fault.first}).`,
    );
  return row;
}

/** Throws for what would take more runs of the model than are made here. */
function checkSize(experiment: Experiment, read: ReadFamily, size: ModelSize): void {
  const conditions = conditionsOfModel(experiment.conditions, size);
  const prompts = promptsBy(experiment, read, experiment.prompts.rule).length;
  // With the runs without edits, of the prompts and of their counterfactuals.
  const runs = (conditions.length + 2) * prompts;
  if (runs <= maxExperimentRuns) return;
  throw new ExperimentFault(
    `${conditions.length} conditions over ${prompts} prompts take some ${runs.toLocaleString("en")} runs of the model, and at most ${maxExperimentRuns.toLocaleString("en")} are made here. Take fewer prompts ("prompts": {"first": 100}) or conditions; commons experiment run makes any.`,
  );
}

/** Turns what is wrong with an experiment or its family into words for the reader. */
export function orUnprocessable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExperimentFault || error instanceof FamilyFault)
      throw new AppError("unprocessable", error.message);
    throw error;
  }
}
