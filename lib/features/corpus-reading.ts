import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import type { CorpusReading } from "./view";

/** How far the corpus is that was put in last to be read, with a dictionary set or with any; null where there is none. */
export async function findCorpusReading(setId?: string): Promise<CorpusReading | null> {
  const job = { select: { status: true, progress: true, error: true } } as const;
  const index = await showingRows(
    () =>
      db().featureIndex.findFirst({
        where: setId === undefined ? {} : { sets: { some: { setId } } },
        orderBy: { id: "desc" },
        select: { corpusName: true, computedAt: true, job, assembly: { select: { job } } },
      }),
    // Where there is none, no job says how far it is.
    (found) => (found ? null : { topics: [], insteadOf: ["Job", "Assembly"] }),
  );
  if (!index) return null;
  const isRead = index.computedAt !== null;
  const now = isRead ? index.assembly?.job : index.job;
  const corpus = index.corpusName;
  if (now?.status === "failed" || now?.status === "cancelled")
    return { corpus, state: "failed", progress: now.progress, failure: now.error };
  const hasBegun = now !== undefined && now !== null && now.status !== "queued";
  return {
    corpus,
    state: isRead ? "assembling" : hasBegun ? "reading" : "waiting",
    progress: now?.progress ?? 0,
    failure: null,
  };
}
