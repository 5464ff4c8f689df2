import { existsSync } from "node:fs";
import { measureFits, ownCorpus, proofDefaults } from "@/cli/adoption/prove-fit";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { registerModel } from "@/lib/models/register-model";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/**
 * Measures how all sets of a model fit it, as `commons prove` does, and keeps that in the database alone: its folder stays as it is.
 * On the model's own corpus where it has one of eight texts or more, else on the texts of the bundled model.
 */
export const fitHandler: JobHandler = async (id, { models, signal, progressed }) => {
  const { model } = await db().fitMeasurement.findUniqueOrThrow({
    where: { id },
    select: { model: { select: { name: true, checksum: true } } },
  });
  const found = await models.find(model.name);
  if (!found)
    throw new AppError("unavailable", `The worker that took this job has no files of ${model.name}.`);
  const { folder, description } = found;
  if (description?.checksum !== model.checksum)
    throw new AppError(
      "conflict",
      `The worker's files of ${model.name} are not those the site knows. The operator must put the right ones in place.`,
    );
  const measureOn = (corpus: string) =>
    measureFits(folder, {
      ...{ runtime: models.runtime, corpus, signal, ...proofDefaults },
      onProgress: (share) => progressed(share, "Measuring whether the dictionaries fit"),
    });
  const own = description.corpus?.path;
  const { fits } = await orReaderError(() =>
    own !== undefined && existsSync(own)
      ? measureOn(own).catch((error: unknown) => {
          if (error instanceof AppError && error.code === "unprocessable") return measureOn(ownCorpus);
          throw error;
        })
      : measureOn(ownCorpus),
  );
  const fitOf = ({ kind, name, checksum }: { kind: string; name: string; checksum: string }) =>
    fits.find((fit) => fit.kind === kind && fit.set === name && fit.setChecksum === checksum) ?? null;
  await registerModel({
    ...description,
    sets: description.sets.map((set) => ({ ...set, fit: set.fit ?? fitOf(set) })),
  });
  return {
    bytes: 0,
    write: async (tx) => {
      await tx.fitMeasurement.update({ where: { id }, data: { computedAt: new Date() } });
    },
  };
};
