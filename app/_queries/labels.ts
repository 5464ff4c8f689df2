import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { afterVote, type CastVote } from "@/lib/labels/after-vote";
import type { PinnedExample } from "@/lib/labels/label-schemas";
import type { LabelSide } from "@/lib/labels/label-words";
import { ask, send } from "./ask";
import { optimistic } from "./optimistic";

/** What is done to a feature's labels, told from all else that is on its way. */
const keyOf = (path: string) => ["labels", path] as const;

function addressOf(path: string): string {
  return `/api/v1${path}/labels`;
}

/** The labels of a feature, by the path of its page. */
export function labelsQuery(path: string) {
  return queryOptions({
    queryKey: keyOf(path),
    queryFn: ({ signal }) =>
      ask((answers) => answers.featureLabelsSchema, { address: addressOf(path), signal }),
    staleTime: 60_000,
  });
}

interface Content {
  text: string;
  rationale: string;
  /** Null takes it away, and what is not said of it stays. */
  program?: string | null;
  /** What shows it: nothing where it is not said. */
  evidence?: { examples: readonly PinnedExample[]; circuits: readonly string[] };
}

/** Afterwards the feature's labels are asked for once more, so that what leads is what the site says. */
function changing<Variables>(path: string, mutationFn: (variables: Variables) => Promise<unknown>) {
  return mutationOptions({
    mutationKey: keyOf(path),
    mutationFn,
    onSuccess: (_data, _variables, _result, { client }) =>
      client.invalidateQueries({ queryKey: keyOf(path), exact: true }),
  });
}

export const proposeMutation = (path: string) =>
  changing(path, (body: Content & { side: LabelSide }) =>
    ask((answers) => answers.proposedLabelSchema, { method: "POST", address: addressOf(path), body }),
  );

export const reviseMutation = (path: string) =>
  changing(path, ({ id, ...body }: Content & { id: string; revision: number }) =>
    ask((answers) => answers.revisedLabelSchema, { method: "PUT", address: `/api/v1/labels/${id}`, body }),
  );

export const revertMutation = (path: string) =>
  changing(path, ({ id, ...body }: { id: string; to: number; revision: number }) =>
    ask((answers) => answers.revisedLabelSchema, {
      ...{ method: "POST", address: `/api/v1/labels/${id}/reversions`, body },
    }),
  );

export const withdrawMutation = (path: string) =>
  changing(path, (id: string) => send({ method: "PUT", address: `/api/v1/labels/${id}/withdrawal` }));

export const restoreMutation = (path: string) =>
  changing(path, (id: string) => send({ method: "DELETE", address: `/api/v1/labels/${id}/withdrawal` }));

/** One's vote, shown before the site has it. */
export const voteMutation = (path: string) =>
  mutationOptions({
    mutationKey: keyOf(path),
    mutationFn: ({ labelId, wording, vote }: CastVote & { wording: number }) =>
      send({
        address: `/api/v1/labels/${labelId}/vote`,
        ...(vote ? { method: "PUT", body: { ...vote, wording } } : { method: "DELETE" }),
      }),
    ...optimistic((_: CastVote & { wording: number }) => labelsQuery(path), afterVote),
  });

/** What a proposal said before, asked for when somebody wants to know. */
export function labelHistoryQuery(id: string, revision: number) {
  return queryOptions({
    queryKey: ["label-history", id, revision],
    queryFn: ({ signal }) =>
      ask((answers) => answers.labelHistorySchema, { address: `/api/v1/labels/${id}/history`, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
