import { db } from "@/lib/db/client";
import { holdProject } from "./hold-project";

/** Deletes a project: a tombstone stays at its address. What people labelled and judged for it stays, as that of features. */
export async function deleteProject(own: { slug: string; ownerId: string }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id } = await holdProject(tx, own);
    await tx.project.update({
      where: { id },
      data: { deletedAt: new Date(), goal: "", guidelines: "", writeUp: [] },
    });
    const of = { where: { projectId: id } };
    await tx.projectInvitation.deleteMany(of);
    await tx.projectFeature.deleteMany(of);
    // Who owned it could not come back to it: no row is left that says who was in it.
    await tx.$executeRaw`delete from "ProjectMember" where "projectId" = ${id}::uuid`;
    await tx.project.update({ where: { id }, data: { size: 0 } });
  });
}
