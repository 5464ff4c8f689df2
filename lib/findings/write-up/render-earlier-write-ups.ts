import { db, Prisma } from "@/lib/db/client";
import { asTyped } from "./as-typed";
import { readWriteUp } from "./render-write-up";

const pageSize = 100;

/** Renders the revisions that were saved before this was done at save. What is too much stands as it was typed. */
export async function renderEarlierWriteUps(): Promise<void> {
  for (;;) {
    const revisions = await db().findingRevision.findMany({
      where: { writeUp: { equals: Prisma.DbNull } },
      take: pageSize,
      select: { findingId: true, number: true, body: true },
    });
    for (const { findingId, number, body } of revisions)
      await db().findingRevision.updateMany({
        where: { findingId, number },
        data: { writeUp: (await readWriteUp(body, "site"))?.parts ?? asTyped(body) },
      });
    if (revisions.length < pageSize) return;
  }
}
