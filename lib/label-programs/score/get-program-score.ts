import type { Viewer } from "@/lib/auth/viewer-type";
import { computedFields, progressOf } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { programScoreSchema } from "./program-score";
import type { ProgramScoreView } from "./view";

/** A program's score as far as it is. What the program says is its label's to tell. Throws "not-found". */
export async function getProgramScore({ id }: { id: string }, viewer: Viewer): Promise<ProgramScoreView> {
  const row = await db().programScore.findUnique({
    where: { id },
    select: { ...computedFields, result: true },
  });
  if (!row) throw notFound("program's score");
  return {
    id,
    ...(await progressOf(row, viewer)),
    result: row.result === null ? null : programScoreSchema.parse(row.result),
  };
}
