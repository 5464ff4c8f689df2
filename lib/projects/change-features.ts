import { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdProject, settleProject } from "./hold-project";
import type { WantedFeatures } from "./project-schemas";
import { maxFeatures } from "./project-words";
import { readWantedFeatures } from "./read-wanted-features";

interface Own {
  slug: string;
  ownerId: string;
}

/** A thousand features are counted and asked for in one. */
const addingLimits = { maxWait: 15_000, timeout: 60_000 };

/**
 * Puts features into a project, those that are in it already left out. What members have judged of them before counts. Throws
 * "conflict" for more than it may have, and what `holdProject` and `readWantedFeatures` throw.
 */
export async function addFeatures({
  wanted,
  ...own
}: Own & { wanted: WantedFeatures }): Promise<{ added: number; there: number }> {
  await refuseOthers(own);
  const keys = await readWantedFeatures(wanted);
  return db().$transaction(async (tx) => {
    const { id: projectId, size } = await holdProject(tx, own);
    const { count: added } = await tx.projectFeature.createMany({
      data: keys.map((key) => ({ projectId, ...key })),
      skipDuplicates: true,
    });
    if (size + added > maxFeatures)
      throw new AppError(
        "conflict",
        `A project has ${maxFeatures.toLocaleString("en")} features at most, and this would make ${(size + added).toLocaleString("en")}. Add fewer, or begin another project.`,
      );
    await settleProject(tx, projectId);
    return { added, there: keys.length - added };
  }, addingLimits);
}

/** Takes a feature out of a project. Judgements of it stay, as those of any feature. Throws what `holdProject` throws, and "not-found". */
export async function removeFeature({ featureId, ...own }: Own & { featureId: string }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id: projectId } = await holdProject(tx, own);
    const id = z.uuid().safeParse(featureId).data;
    const { count } = id ? await tx.projectFeature.deleteMany({ where: { id, projectId } }) : { count: 0 };
    if (count === 0) throw notFound("feature of this project");
    await settleProject(tx, projectId);
  });
}

/** Whose project it is not is told so before anything is looked for. */
async function refuseOthers(own: Own): Promise<void> {
  await db().$transaction((tx) => holdProject(tx, own));
}
