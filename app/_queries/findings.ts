import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const findings = "/api/v1/findings";

interface FindingContent {
  title: string;
  body: string;
  tags: string[];
  state: string;
}

interface Save {
  findingId: string;
  /** The revision that was written on. */
  revision: number;
  content: FindingContent;
}

interface Saved {
  id: string;
  revision: number;
}

/** Begins a draft about a circuit. */
export async function createFinding(begun: { circuitId: string; content: FindingContent }): Promise<Saved> {
  const { id } = await ask((answers) => answers.createdFindingSchema, {
    method: "POST",
    address: findings,
    body: { ...begun.content, circuitId: begun.circuitId },
  });
  return { id, revision: 1 };
}

/** Keeps a draft, in place of what was kept of it before. */
export function keepDraft({ findingId, revision, content }: Save): Promise<Saved> {
  return put(`${findings}/${findingId}/draft`, { ...content, revision });
}

/** Saves a version beside those before it. */
export function saveVersion({ findingId, revision, content }: Save): Promise<Saved> {
  return put(`${findings}/${findingId}`, { ...content, revision });
}

function put(address: string, body: object): Promise<Saved> {
  return ask((answers) => answers.savedFindingSchema, { method: "PUT", address, body });
}

export function fetchFinding(id: string) {
  return ask((answers) => answers.findingViewSchema, { address: `${findings}/${id}` });
}

/** A write-up as it will look. */
export function previewQuery(body: string) {
  return queryOptions({
    queryKey: ["preview", body],
    queryFn: ({ signal }) =>
      ask((answers) => answers.writeUpPreviewSchema, {
        ...{ method: "POST", address: `${findings}/previews`, body: { body }, signal },
      }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
}

export const publishFindingMutation = mutationOptions({
  mutationFn: ({ id, revision }: { id: string; revision: number }) =>
    send({ method: "PUT", address: `${findings}/${id}/publication?revision=${revision}` }),
});

export const withdrawFindingMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${findings}/${id}/publication` }),
});

export const forkFindingMutation = mutationOptions({
  mutationFn: (id: string) =>
    ask((answers) => answers.createdFindingSchema, { method: "POST", address: `${findings}/${id}/forks` }),
});

export const deleteFindingMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${findings}/${id}` }),
});
