import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** What a published finding is called, for whoever puts it into a collection. Throws "not-found". */
export async function getPublishedTitle(findingId: string): Promise<{ id: string; title: string }> {
  const finding = await db().finding.findFirst({
    where: { id: findingId, publishedAt: { not: null } },
    select: { id: true, title: true },
  });
  if (!finding) throw notFound("published finding");
  return finding;
}
