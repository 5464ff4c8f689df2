import { mutationOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const bounties = "/api/v1/bounties";
const of = (slug: string) => `${bounties}/${encodeURIComponent(slug)}`;

/** As the form says it; the route reads it. */
export interface BountyBody {
  title: string;
  brief: string;
  prize: string;
  prizeSharedBy: number[];
  reward: { currency: string; places: number[]; sharedBy: number[] } | null;
  opensAt: string;
  closesAt: string;
  judges: string[];
  licence: string;
  rules: { kind: string; version: number }[];
  rubric: { name: string; weight: number; description: string }[];
  nullResults: boolean;
  replications: boolean;
  maxEntriesADay: number;
  maxTeam: number;
  appealDays: number;
  replyDays: number;
  judgesEach: number | null;
}

export const createBountyMutation = mutationOptions({
  mutationFn: (body: BountyBody) =>
    ask((answers) => answers.createdBountySchema, { method: "POST", address: bounties, body }),
});

export const updateBountyMutation = mutationOptions({
  mutationFn: ({ slug, ...body }: BountyBody & { slug: string; revision: number }) =>
    send({ method: "PUT", address: of(slug), body }),
});

export const deleteDraftMutation = mutationOptions({
  mutationFn: (slug: string) => send({ method: "DELETE", address: of(slug) }),
});

export const openBountyMutation = mutationOptions({
  mutationFn: ({ slug, revision }: { slug: string; revision: number }) =>
    send({ method: "POST", address: `${of(slug)}/opening`, body: { revision } }),
});

export const postponeBountyMutation = mutationOptions({
  mutationFn: ({ slug, closesAt }: { slug: string; closesAt: string }) =>
    send({ method: "PUT", address: `${of(slug)}/deadline`, body: { closesAt } }),
});

export const cancelBountyMutation = mutationOptions({
  mutationFn: ({ slug, reason }: { slug: string; reason: string }) =>
    send({ method: "POST", address: `${of(slug)}/cancellation`, body: { reason } }),
});
