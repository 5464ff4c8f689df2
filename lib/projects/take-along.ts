import { db } from "@/lib/db/client";

/**
 * Notes that somebody takes a project's judgements along, before they are read: of each feature that has enough by now. What is given to
 * them they do not judge blind from then on (the trigger `notes_blindness`), whatever becomes of the project.
 */
export async function noteExport(projectId: string, readerId: string): Promise<void> {
  await db().$executeRaw`
    insert into "TakenAlong" ("readerId", "dictionaryId", index)
    select ${readerId}::uuid, f."dictionaryId", f.index from "ProjectFeature" f
    where f."projectId" = ${projectId}::uuid and f."finishedAt" is not null
    order by f."dictionaryId", f.index on conflict do nothing`;
}
