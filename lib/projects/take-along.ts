import { db } from "@/lib/db/client";

/**
 * Notes that somebody takes a project's judgements along, before they are read: what is given to them they do not judge blind from then
 * on (the trigger `notes_blindness`).
 */
export async function noteExport(projectId: string, readerId: string): Promise<void> {
  const key = { projectId, readerId };
  await db().$executeRaw`
    insert into "ProjectExport" ("projectId", "readerId", at) values (${key.projectId}::uuid, ${key.readerId}::uuid, clock_timestamp())
    on conflict ("projectId", "readerId") do update set at = clock_timestamp()`;
}
