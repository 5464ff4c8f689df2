import { mutationOptions } from "@tanstack/react-query";
import { send } from "./ask";

/** What is done about a bounty by a press, or with some words. */
export interface BountyAct {
  slug: string;
  /** Beneath the bounty's address. */
  path: string;
  method: "POST" | "PUT" | "DELETE";
  body?: Record<string, string | number | boolean>;
}

export const bountyActMutation = mutationOptions({
  mutationFn: ({ slug, path, method, body }: BountyAct) =>
    send({ method, address: `/api/v1/bounties/${encodeURIComponent(slug)}/${path}`, ...(body && { body }) }),
});

interface Scores {
  slug: string;
  id: string;
  scores: { points: number; reason: string }[];
}

export const scoreEntryMutation = mutationOptions({
  mutationFn: ({ slug, id, scores }: Scores) =>
    send({
      ...{ method: "PUT", address: `/api/v1/bounties/${encodeURIComponent(slug)}/entries/${id}/scores` },
      body: { scores },
    }),
});
