import { build } from "@/lib/build";
import { db, type Prisma } from "@/lib/db/client";
import { packDocument, unpackDocument } from "@/lib/documents/packed-document";
import { runExperiment } from "@/lib/engine/evaluation/run-experiment";
import { AppError } from "@/lib/errors";
import { compareResults } from "@/lib/experiment-format/compare-results";
import { conditionsOfModel } from "@/lib/experiment-format/conditions-of-model";
import { ExperimentFault } from "@/lib/experiment-format/experiment-fault";
import {
  type ExperimentResult,
  experimentResultFormat,
  readExperimentResult,
} from "@/lib/experiment-format/result";
import { concludeBundled } from "@/lib/experiments/bundled/conclude-bundled";
import { wholeExperiment } from "@/lib/experiments/experiment-document";
import { setNames } from "@/lib/experiments/set-names";
import { FamilyFault } from "@/lib/family-format/family-fault";
import { readFamily } from "@/lib/family-format/read-family";
import { storedBytes } from "@/lib/limits/storage";
import { chooseSets } from "@/lib/models/choose-sets";
import type { JobContext, JobHandler } from "../context";
import { orReaderError } from "../reader-error";

const experimentFields = {
  ...{ document: true, hash: true, bundledName: true },
  version: { select: { document: true, hash: true } },
  model: {
    select: {
      ...{ name: true, checksum: true, layers: true, heads: true },
      dictionarySets: {
        orderBy: [{ kind: "asc" }, { rank: "asc" }],
        select: { kind: true, name: true, checksum: true },
      },
    },
  },
} satisfies Prisma.ExperimentSelect;

/** Runs an experiment's conditions over its family's prompts, and tells what of it differs from its first result. */
export const experimentHandler: JobHandler = async (resultId, context) => {
  const {
    experimentId,
    number,
    experiment: row,
  } = await db().experimentResult.findUniqueOrThrow({
    where: { id: resultId },
    select: { experimentId: true, number: true, experiment: { select: experimentFields } },
  });
  await context.report(0, "Opening the model");
  const found = await resultOf(row, context);
  const first = number === 1 ? null : await firstOf(experimentId);
  const beside = first && compareResults(first, found);
  const result = packDocument(found);
  const computedBy = `${build} on ${context.models.provider}`;
  return {
    bytes: storedBytes(result.length + JSON.stringify(beside).length),
    write: async (tx) => {
      await tx.experimentResult.update({
        where: { id: resultId },
        data: {
          ...{ result, computedBy, computedAt: new Date() },
          ...(beside && { beside: JSON.parse(JSON.stringify(beside)) }),
        },
      });
      await concludeBundled(tx, { experimentId, bundledName: row.bundledName, result: found });
    },
  };
};

type Row = Prisma.ExperimentGetPayload<{ select: typeof experimentFields }>;

async function resultOf(
  { document, hash, version, model }: Row,
  { models, progressed, signal }: JobContext,
): Promise<ExperimentResult> {
  return orSaid(async () => {
    const experiment = wholeExperiment(document, version);
    const { name, checksum, layers, heads, dictionarySets } = model;
    const sets = chooseSets(dictionarySets, setNames(experiment)).map((set) => ({ set }));
    const opened = await models.open({ model: { name, checksum }, sets });
    const read = readFamily(version.document);
    const conditions = conditionsOfModel(experiment.conditions, { layers, heads });
    const outcome = await orReaderError(() =>
      runExperiment(opened.model, read, experiment, conditions, {
        onProgress: ({ done, total }) => progressed(done / total, `${done} of ${total} rounds of prompts`),
        signal,
      }),
    );
    const { title, hypothesis, seed, digits } = experiment;
    return {
      format: experimentResultFormat,
      experiment: { hash, title, hypothesis },
      ...opened.identity,
      family: { title: read.family.title, hash: version.hash },
      ...{ seed, digits, computedAt: new Date().toISOString(), build },
      ...outcome,
    };
  });
}

async function firstOf(experimentId: string): Promise<ExperimentResult> {
  const { result } = await db().experimentResult.findUniqueOrThrow({
    where: { experimentId_number: { experimentId, number: 1 } },
    select: { result: true },
  });
  return readExperimentResult(unpackDocument(result ?? new Uint8Array()));
}

/** Turns what is wrong with an experiment or its family on this model into words for the reader. */
async function orSaid<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FamilyFault || error instanceof ExperimentFault)
      throw new AppError("unprocessable", error.message);
    throw error;
  }
}
