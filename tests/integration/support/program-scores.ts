import { ask } from "@/lib/computations/ask";
import type { Asker } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { programChecksum } from "@/lib/label-programs/program-identity";
import { programScoreComputation } from "@/lib/label-programs/score/program-score-computation";
import { sideOfFeature } from "./labels";

/** A program that waits to be measured, for a corpus of which nothing is known. */
export async function askAnyScore(asker: Asker): Promise<{ id: string }> {
  const { dictionaryId, index } = await sideOfFeature(891);
  const { modelId } = await db().dictionarySet.findFirstOrThrow({
    where: { dictionaries: { some: { id: dictionaryId } } },
    select: { modelId: true },
  });
  const { id: indexId } = await db().featureIndex.create({
    data: {
      ...{ modelId, identity: crypto.randomUUID(), corpusName: "a corpus", corpusLicence: "MIT" },
      ...{ corpusChecksum: "", corpusBytes: 1, corpusPath: "", parts: 1, sampledShare: 1 },
    },
  });
  const program = 'word is "the"';
  const question = { dictionaryId, index, indexId, program, checksum: programChecksum(program) };
  return ask(programScoreComputation, question, asker);
}
