import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdFinding } from "./hold-finding";

/** Makes one's own draft visible to everybody. A second time changes nothing. Throws "not-found" and "unprocessable". */
export async function publishFinding({ findingId, authorId }: { findingId: string; authorId: string }) {
  return db().$transaction(async (tx) => {
    // The draft must neither be emptied nor deleted between the look and the change.
    await holdFinding(tx, findingId);
    const finding = await tx.finding.findFirst({
      where: { id: findingId, authorId },
      select: { body: true, publishedAt: true },
    });
    if (!finding) throw notFound("finding of yours");
    if (finding.body.trim().length === 0) {
      const message = "Write a few sentences on what the circuit shows before you publish it.";
      throw new AppError("unprocessable", message, { fields: { body: message } });
    }
    await tx.$executeRaw`
      update "Finding" set "publishedAt" = now(), "publishedRevision" = "revision"
      where id = ${findingId}::uuid and "authorId" = ${authorId}::uuid and "publishedAt" is null`;
    return tx.finding.findUniqueOrThrow({
      where: { id: findingId },
      select: { id: true, publishedAt: true },
    });
  });
}
