import type { Viewer } from "@/lib/auth/viewer-type";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { programChecksum } from "../program-identity";
import { getProgramScore } from "./get-program-score";
import { programScoreComputation } from "./program-score-computation";
import type { ProgramScoreView } from "./view";

interface AskedScore {
  feature: { dictionaryId: string; index: number };
  /** In its one form. */
  program: string;
}

/**
 * Asks how a program scores for a feature, computed once for everyone. Throws "conflict" where no corpus was read for the feature yet,
 * and what ask throws.
 */
export async function requestProgramScore(
  { feature: { dictionaryId, index }, program }: AskedScore,
  viewer: Viewer,
): Promise<ProgramScoreView> {
  const evidence = await db().featureEvidence.findUnique({
    where: { dictionaryId_index: { dictionaryId, index } },
    select: { indexId: true },
  });
  if (!evidence)
    throw new AppError(
      "conflict",
      "No corpus has been read for this feature yet, so there is nothing to measure a program on. Its page says how far that is.",
    );
  const question = { dictionaryId, index, indexId: evidence.indexId, program };
  // Minutes at most, where corpora take hours: it comes before them.
  const asker = { ...askerOf(viewer), first: true };
  const { id } = await ask(
    programScoreComputation,
    { ...question, checksum: programChecksum(program) },
    asker,
  );
  return getProgramScore({ id }, viewer);
}
