import { attentionScoreSchema } from "@/lib/circuit-format/attention-score";
import { db } from "@/lib/db/client";
import { packDocument } from "@/lib/documents/packed-document";
import { attentionScore } from "@/lib/engine/attribution/attention-score";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/** Splits a head's score between two positions of a run into pairs of residual features. */
export const attentionScoreHandler: JobHandler = async (scoreId, { models, report, signal }) => {
  const { run, ...place } = await db().attentionScore.findUniqueOrThrow({
    where: { id: scoreId },
    select: {
      ...{ layer: true, head: true, query: true, key: true },
      run: { select: { tokenIds: true, ...readWithFields } },
    },
  });
  const { model } = await models.open(run);
  await report(0.1, `Reading head ${place.layer}.${place.head}`);
  const result = await orReaderError(() => attentionScore(model, run.tokenIds, place, { signal }));
  const packed = packDocument(attentionScoreSchema.parse(result));
  return {
    bytes: storedBytes(packed.length),
    write: async (tx) => {
      await tx.attentionScore.update({
        where: { id: scoreId },
        data: { result: packed, computedAt: new Date() },
      });
    },
  };
};
