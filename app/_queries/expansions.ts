import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask";

/** Of all expansions of the circuit at this address. */
export function expansionsKey(address: string) {
  return ["expansions", address];
}

/** What a node of the circuit at this address gets and from whom: computed where nobody asked before, and then kept. */
export function expansionQuery(address: string, nodeId: string) {
  return queryOptions({
    queryKey: [...expansionsKey(address), nodeId],
    queryFn: () =>
      ask((answers) => answers.expansionSchema, {
        method: "POST",
        address: `${address}/expansions`,
        body: { nodeId },
      }),
    structuralSharing: false,
  });
}
