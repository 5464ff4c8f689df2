import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { Said } from "@/lib/labels/checks/answer-check";
import { ask, send } from "./ask";

/** The next label to check blind, none of those that one does not want now; null where nothing is left. */
export function nextToCheckQuery(without: readonly string[]) {
  return queryOptions({
    queryKey: ["next-to-check", ...without],
    queryFn: async ({ signal }) => {
      const query = without.length === 0 ? "" : `?without=${without.join(",")}`;
      const address = `/api/v1/checks/next${query}`;
      return (await ask((answers) => answers.nextToCheckSchema, { address, signal })).next;
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** One's texts for a label; asked for again they are the same, with what is right once all are answered. */
export function handQuery(labelId: string) {
  return queryOptions({
    queryKey: ["hand", labelId],
    queryFn: ({ signal }) =>
      ask((answers) => answers.handSchema, {
        ...{ method: "POST", address: `/api/v1/labels/${labelId}/checks`, signal },
      }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export const answerMutation = mutationOptions({
  mutationFn: ({ id, said }: { id: string; said: Said }) =>
    send({ method: "PUT", address: `/api/v1/checks/${id}`, body: said }),
  // The same answer twice is one answer, so that a lost connection costs nothing.
  retry: 3,
});
