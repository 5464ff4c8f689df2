import { mutationOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const findings = "/api/v1/findings";

interface FindingContent {
  title: string;
  body: string;
  tags: string[];
  state: string;
}

/** A new finding about a circuit, or the next version of one that was at `revision`. Answers its id. */
export const saveFindingMutation = mutationOptions({
  mutationFn: async ({
    about,
    content,
  }: {
    about: { circuitId: string } | { findingId: string; revision: number };
    content: FindingContent;
  }): Promise<{ id: string }> => {
    if ("circuitId" in about)
      return ask((answers) => answers.createdFindingSchema, {
        method: "POST",
        address: findings,
        body: { ...content, circuitId: about.circuitId },
      });
    return ask((answers) => answers.savedFindingSchema, {
      method: "PUT",
      address: `${findings}/${about.findingId}`,
      body: { ...content, revision: about.revision },
    });
  },
});

export const publishFindingMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "PUT", address: `${findings}/${id}/publication` }),
});

export const forkFindingMutation = mutationOptions({
  mutationFn: (id: string) =>
    ask((answers) => answers.createdFindingSchema, { method: "POST", address: `${findings}/${id}/forks` }),
});

export const deleteFindingMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${findings}/${id}` }),
});
