import type { Viewer } from "@/lib/auth/viewer-type";
import { type AttentionScore, attentionScoreSchema } from "@/lib/circuit-format/attention-score";
import type { Feature } from "@/lib/circuit-format/node-id";
import { computedFields, progressOf } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { notFound } from "@/lib/errors";
import { findNames } from "@/lib/runs/find-names";
import { touchRun } from "@/lib/unread/touch";
import type { AttentionScoreView } from "./view";

interface AttentionScoreAddress {
  /** The run's. */
  id: string;
  scoreId: string;
}

/** An attention score as far as it is, with the names of the features in it. Throws "not-found". */
export async function getAttentionScore(
  { id: runId, scoreId }: AttentionScoreAddress,
  viewer: Viewer,
): Promise<AttentionScoreView> {
  await touchRun(runId);
  const row = await db().attentionScore.findFirst({
    where: { id: scoreId, runId },
    select: { ...computedFields, layer: true, head: true, query: true, key: true, result: true },
  });
  if (!row) throw notFound("attention score");
  const { id, layer, head, query, key } = row;
  const result = row.result === null ? null : attentionScoreSchema.parse(unpackDocument(row.result));
  const names = result ? await findNames(runId, featuresIn(result)) : [];
  return { id, layer, head, query, key, ...(await progressOf(row, viewer)), result, names: [...names] };
}

/** The residual features at its two ends, each once. */
function featuresIn({ layer, pairs, queryEnd, keyEnd }: AttentionScore): Feature[] {
  const parts = [
    ...pairs.flatMap(({ query, key }) => [query, key]),
    ...[queryEnd, keyEnd].flatMap((end) => end.parts.map(({ part }) => part)),
  ];
  const indices = new Set(parts.filter((part) => typeof part === "number"));
  return [...indices].map((index) => ({ kind: "resid", layer, index }));
}
