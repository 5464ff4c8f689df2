import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { CausalCheckView } from "@/lib/causal-checks/view";
import { ask } from "./ask";
import { circuitAddress } from "./circuits";

/** Where the site's API has the causal checks of a circuit. */
export function causalChecksAddress(circuitId: string): string {
  return `${circuitAddress(circuitId)}/causal-checks`;
}

/** The causal check of a circuit, which the page and who asks for one put here; asked again for how far it is. */
export function causalCheckQuery(circuitId: string, frozen: boolean) {
  const queryKey = ["circuits", circuitId, "causal-checks", frozen ? "frozen" : "free"];
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }) => {
      const known = client.getQueryData<CausalCheckView | null>(queryKey);
      if (!known) return null;
      const address = `${causalChecksAddress(circuitId)}/${known.id}`;
      return ask((answers) => answers.causalCheckViewSchema, { address, signal });
    },
  });
}

export const checkCausallyMutation = mutationOptions({
  mutationFn: ({ circuitId, frozen }: { circuitId: string; frozen: boolean }) =>
    ask((answers) => answers.causalCheckViewSchema, {
      method: "POST",
      address: causalChecksAddress(circuitId),
      body: { frozen },
    }),
  onSuccess: (check, { circuitId, frozen }, _, { client }) => {
    client.setQueryData(causalCheckQuery(circuitId, frozen).queryKey, check);
  },
});
