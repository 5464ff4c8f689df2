import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask";

/** What a node of the circuit at this address gets and from whom: computed where nobody asked before, and then kept. */
export function expansionQuery(address: string, nodeId: string) {
  return queryOptions({
    queryKey: ["expansions", address, nodeId],
    queryFn: () =>
      ask((answers) => answers.expansionSchema, {
        method: "POST",
        address: `${address}/expansions`,
        body: { nodeId },
      }),
    structuralSharing: false,
  });
}
