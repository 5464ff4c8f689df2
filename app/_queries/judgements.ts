import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { JudgementContent } from "@/lib/judgements/judgement-words";
import { ask, send } from "./ask";

const keyOf = (path: string) => ["judgements", path] as const;
const addressOf = (path: string) => `/api/v1${path}/judgements`;

/** What people make of a feature, by the path of its page: others' once one has given one's own. */
export function judgementsQuery(path: string) {
  return queryOptions({
    queryKey: keyOf(path),
    queryFn: ({ signal }) =>
      ask((answers) => answers.featureJudgementsSchema, { address: addressOf(path), signal }),
    staleTime: 60_000,
  });
}

/** Says what one makes of it; what others say comes with the next look. */
export const judgeMutation = (path: string) =>
  mutationOptions({
    mutationFn: (body: JudgementContent) => send({ method: "PUT", address: addressOf(path), body }),
    onSuccess: (_data, _variables, _result, { client }) =>
      client.invalidateQueries({ queryKey: keyOf(path), exact: true }),
  });
