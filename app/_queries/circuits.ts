import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { CircuitQuestion } from "@/lib/circuit-format/circuit";
import { ask, send } from "./ask";

/** Where the site's API has a circuit. */
export function circuitAddress(circuitId: string): string {
  return `/api/v1/circuits/${circuitId}`;
}

/** The graph of a finished circuit, or of an import, at this address of the API. It never changes. */
export function circuitGraphQuery(address: string) {
  return queryOptions({
    queryKey: ["graphs", address],
    queryFn: ({ signal }) =>
      ask((answers) => answers.circuitGraphSchema, { address: `${address}/graph`, signal }),
    // Nobody looks for what is new in thousands of edges.
    structuralSharing: false,
  });
}

/** The circuit of a target in a run: one that somebody asked for before, or a new one. */
export const createCircuitMutation = mutationOptions({
  mutationFn: (body: { runId: string; target: string } & Partial<CircuitQuestion>) =>
    ask((answers) => answers.createdCircuitSchema, { method: "POST", address: "/api/v1/circuits", body }),
});

/** The same graph in the format of circuit-tracer and Neuronpedia, arranged as an encoded view has it. */
export const exportGraphMutation = mutationOptions({
  mutationFn: ({ address, view }: { address: string; view: string | null }) =>
    ask((answers) => answers.exportedGraphSchema, {
      address: `${address}/attribution-graph${view ? `?${new URLSearchParams({ view })}` : ""}`,
    }),
});

/** A figure of a circuit or an import, as SVG. */
export const figureMutation = mutationOptions({
  mutationFn: ({ address, query }: { address: string; query: Record<string, string> }) =>
    send({ address: `${address}/figure?${new URLSearchParams(query)}` }),
});
