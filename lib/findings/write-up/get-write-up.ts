import { db } from "@/lib/db/client";
import { asTyped } from "./as-typed";
import { type WriteUp, writeUpSchema } from "./write-up";

/** What a revision of a finding says, as it was rendered when it was saved. The caller has asked who may see it. */
export async function getWriteUp(revision: { findingId: string; number: number }): Promise<WriteUp> {
  return storedWriteUp(
    await db().findingRevision.findUniqueOrThrow({
      where: { findingId_number: revision },
      select: { body: true, writeUp: true },
    }),
  );
}

/** One that has not been rendered yet stands as it was typed. */
export function storedWriteUp({ body, writeUp }: { body: string; writeUp: unknown }): WriteUp {
  return writeUp === null ? asTyped(body) : writeUpSchema.parse(writeUp);
}
