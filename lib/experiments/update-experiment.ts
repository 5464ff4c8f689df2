import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { ExperimentChange } from "./experiment-schemas";

interface Change extends ExperimentChange {
  experimentId: string;
  ownerId: string;
}

/**
 * Says who sees one's own experiment, and what one concludes of its result. Throws "not-found", "conflict" (there is no result yet), and
 * "unprocessable" where its family is seen by its owner alone.
 */
export async function updateExperiment({
  experimentId: id,
  ownerId,
  isPublic,
  conclusion,
}: Change): Promise<void> {
  const found = await db().experiment.findFirst({
    where: { id, ownerId },
    select: {
      version: { select: { family: { select: { isPublic: true, keptPublic: true } } } },
      results: { where: { computedAt: { not: null } }, take: 1, select: { number: true } },
    },
  });
  if (!found) throw notFound("experiment of yours");
  const { family } = found.version;
  if (isPublic && !family.isPublic && !family.keptPublic)
    throw new AppError(
      "unprocessable",
      "Its family of prompts is seen by you alone, so that nobody else could read the experiment. Show the family to everybody first.",
    );
  if (conclusion && found.results.length === 0)
    throw new AppError(
      "conflict",
      "There is no result to conclude anything of yet. Run the experiment first; what you expect stands in its hypothesis.",
    );
  const concluded = conclusion
    ? { holds: conclusion.holds, conclusion: conclusion.text, concludedAt: new Date() }
    : { holds: null, conclusion: null, concludedAt: null };
  const changed = await db().experiment.updateMany({
    where: { id, ownerId },
    data: {
      // One that is hidden stays its owner's to make public or not.
      ...(isPublic !== undefined && { isPublic, keptPublic: false }),
      ...(conclusion !== undefined && concluded),
    },
  });
  if (changed.count === 0) throw notFound("experiment of yours");
}

/** Deletes one's own experiment with its results; forks of it stay. Throws "not-found". */
export async function deleteExperiment(own: { experimentId: string; ownerId: string }): Promise<void> {
  const { experimentId: id, ownerId } = own;
  const deleted = await db().experiment.deleteMany({ where: { id, ownerId } });
  if (deleted.count === 0) throw notFound("experiment of yours");
}
