import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** Deletes one's own family with its versions; forks of it stay. Throws "not-found". */
export async function deleteFamily(own: { familyId: string; ownerId: string }): Promise<void> {
  const { familyId: id, ownerId } = own;
  const deleted = await db().family.deleteMany({ where: { id, ownerId } });
  if (deleted.count === 0) throw notFound("family of prompts of yours");
}
