import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

interface Change {
  familyId: string;
  ownerId: string;
  isPublic: boolean;
}

/** Says who sees one's own family. Throws "not-found". */
export async function updateFamily({ familyId: id, ownerId, isPublic }: Change): Promise<void> {
  // One that is hidden stays its owner's to make public or not.
  const data = { isPublic, keptPublic: false };
  const changed = await db().family.updateMany({ where: { id, ownerId }, data });
  if (changed.count === 0) throw notFound("family of prompts of yours");
}
