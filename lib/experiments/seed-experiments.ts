import { ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { inBackground } from "@/lib/computations/in-background";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { readFamily } from "@/lib/family-format/read-family";
import { createLogger } from "@/lib/log";
import { ensureSiteAccount } from "@/lib/people/site-account";
import { bundledExperiment, bundledExperimentNames } from "./bundled/bundled-experiments";
import { checkExperiment, orUnprocessable } from "./check-experiment";
import { storedDocument } from "./experiment-document";
import { experimentHash } from "./experiment-hash";
import { resultComputation } from "./result-computation";

/**
 * Publishes the experiments that come with the site and are of its models, by its own account, each once, and has them run where nobody
 * waits. One that a release changes is another experiment: the former stays as it was asked and answered. Of several processes one does it.
 */
export async function seedExperiments(models: readonly string[]): Promise<void> {
  const ownerId = await ensureSiteAccount();
  // What is made last stands first.
  for (const name of bundledExperimentNames.toReversed())
    try {
      await seedExperiment(name, { models, ownerId });
    } catch (error) {
      // What is missing here (a dictionary, a family that moderators hid) keeps no site from starting.
      if (!(error instanceof AppError)) throw error;
      createLogger("seed").warn(`The experiment ${name} is not published. ${error.message}`);
    }
}

async function seedExperiment(
  bundledName: string,
  { models, ownerId }: { models: readonly string[]; ownerId: string },
): Promise<void> {
  const experiment = bundledExperiment(bundledName);
  if (!experiment || !models.includes(experiment.model.name)) return;
  const hash = experimentHash(experiment);
  const version = await db().familyVersion.findFirst({
    where: { hash: experiment.family.hash, family: { bundledName: { not: null } } },
    select: { familyId: true, number: true, document: true },
  });
  if (!version) return;
  const model = await checkExperiment(
    experiment,
    orUnprocessable(() => readFamily(version.document)),
  );
  const { id } = await db().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "User" where id = ${ownerId}::uuid for no key update`;
    await tx.experiment.updateMany({
      where: { bundledName, hash: { not: hash } },
      data: { bundledName: null },
    });
    await tx.experiment.createMany({
      data: {
        ...{ ownerId, title: experiment.title, modelId: model.id, hash, bundledName, isPublic: true },
        ...{ familyId: version.familyId, familyVersion: version.number },
        document: storedDocument(experiment),
      },
      skipDuplicates: true,
    });
    return tx.experiment.findUniqueOrThrow({
      where: { ownerId_hash: { ownerId, hash } },
      select: { id: true },
    });
  });
  if ((await db().experimentResult.count({ where: { experimentId: id, computedAt: { not: null } } })) === 0)
    await ask(inBackground(resultComputation), { experimentId: id, number: 1 }, theSite);
}
