import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { OwnVerificationView } from "@/lib/verifications/view";
import { ask } from "./ask";
import { circuitAddress } from "./circuits";

/** Where the site's API has the verifications of a circuit. */
export function verificationsAddress(circuitId: string): string {
  return `${circuitAddress(circuitId)}/verifications`;
}

/** The latest verification of a circuit, which the page and who asks for one put here; asked again for how far it is. */
export function verificationQuery(circuitId: string) {
  const queryKey = ["circuits", circuitId, "verification"];
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }) => {
      const known = client.getQueryData<OwnVerificationView | null>(queryKey);
      if (!known) return null;
      const address = `${verificationsAddress(circuitId)}/${known.id}`;
      return ask((answers) => answers.ownVerificationViewSchema, { address, signal });
    },
  });
}

export const verifyMutation = mutationOptions({
  mutationFn: (circuitId: string) =>
    ask((answers) => answers.ownVerificationViewSchema, {
      method: "POST",
      address: verificationsAddress(circuitId),
    }),
  onSuccess: (verification, circuitId, _, { client }) => {
    client.setQueryData(verificationQuery(circuitId).queryKey, verification);
  },
});
