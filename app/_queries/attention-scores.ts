import { queryOptions } from "@tanstack/react-query";
import type { AttentionPlace } from "@/lib/attention-scores/view";
import { ask } from "./ask";

/** Where the site's API has the attention scores of a run. */
export function attentionScoresAddress(runId: string): string {
  return `/api/v1/runs/${runId}/attention-scores`;
}

/**
 * Why a head of a run looks where it does: computed where nobody asked before, and then kept. Asked again it tells how far
 * it is, and begins what failed.
 */
export function attentionScoreQuery(runId: string, { layer, head, query, key }: AttentionPlace) {
  return queryOptions({
    queryKey: ["runs", runId, "attention-scores", layer, head, query, key],
    queryFn: () =>
      ask((answers) => answers.attentionScoreViewSchema, {
        method: "POST",
        address: attentionScoresAddress(runId),
        body: { layer, head, query, key },
      }),
    // What is asked for costs the reader: not again because a window was looked at again.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
