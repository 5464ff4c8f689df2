import { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** What a viewer is told who may not see a finding: "gone" of one that was public once, else "not-found". */
export async function missingFinding(findingId: string): Promise<AppError> {
  const gone = z.uuid().safeParse(findingId).success
    ? await db().finding.findFirst({
        where: {
          ...{ id: findingId, publishedAt: null },
          OR: [{ withdrawnAt: { not: null } }, { keptPublishedAt: { not: null } }],
        },
        select: {
          ...{ withdrawnAt: true, deletedAt: true, keptPublishedAt: true },
          author: { select: { handle: true } },
        },
      })
    : null;
  if (gone?.keptPublishedAt)
    return new AppError("gone", "The moderators of this site have hidden this finding.");
  if (!gone?.withdrawnAt) return notFound("finding");
  const how = gone.deletedAt ? "deleted" : "took back";
  const when = day.format(gone.deletedAt ?? gone.withdrawnAt);
  return new AppError("gone", `Its author, ${gone.author.handle}, ${how} this finding on ${when}.`);
}
