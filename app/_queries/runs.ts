import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { ChosenSets } from "@/lib/models/choose-sets";
import { ask } from "./ask";

/** Where the site's API has a run. */
export function runAddress(runId: string): string {
  return `/api/v1/runs/${runId}`;
}

export const createRunMutation = mutationOptions({
  mutationFn: (body: { model: string; text: string; asWritten?: boolean; sets?: ChosenSets }) =>
    ask((answers) => answers.createdRunSchema, { method: "POST", address: "/api/v1/runs", body }),
});

/** The features and predictions of one token of a finished run. */
export function runPositionQuery(runId: string, position: number) {
  return queryOptions({
    queryKey: ["runs", runId, "positions", position],
    queryFn: ({ signal }) =>
      ask((answers) => answers.runPositionViewSchema, {
        address: `${runAddress(runId)}/positions/${position}`,
        signal,
      }),
    retry: 2,
  });
}
