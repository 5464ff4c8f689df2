import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { Edit } from "@/lib/circuit-format/edit";
import { ask } from "./ask";

/** What somebody tries: the edits in their canonical form, and whether patterns and LayerNorms are held. */
export interface Change {
  edits: readonly Edit[];
  frozen: boolean;
}

/** Where the API has a change that was tried of the circuit at this address. */
export function interventionAddress(circuit: string, id: string): string {
  return `${circuit}/interventions/${id}`;
}

/** A tried change as far as it is. What it did never changes. */
export function interventionQuery(circuit: string, id: string) {
  return queryOptions({
    queryKey: ["interventions", circuit, id],
    queryFn: ({ signal }) =>
      ask((answers) => answers.interventionViewSchema, { address: interventionAddress(circuit, id), signal }),
    staleTime: ({ state }) => (state.data?.result ? Number.POSITIVE_INFINITY : 0),
  });
}

/** Tries a change of the circuit at this address, or gives what somebody tried before. */
export function tryMutation(circuit: string) {
  return mutationOptions({
    mutationFn: ({ edits, frozen }: Change) =>
      ask((answers) => answers.interventionViewSchema, {
        method: "POST",
        address: `${circuit}/interventions`,
        body: { edits, frozen },
      }),
    onSuccess: (tried, _, __, { client }) => {
      client.setQueryData(interventionQuery(circuit, tried.id).queryKey, tried);
    },
  });
}

/** The changes tried of a circuit since the site was opened, by id, in their order: put here by who tries. */
export function triesQuery(circuit: string) {
  return queryOptions({
    queryKey: ["tries", circuit],
    queryFn: (): string[] => [],
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
