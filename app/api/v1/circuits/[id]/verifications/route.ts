import { created, creates } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { requestVerification } from "@/lib/verifications/request-verification";
import { ownVerificationViewSchema } from "@/lib/verifications/view";

export const POST = route({
  summary: "Asks for a circuit to be computed again and compared with what is stored.",
  access: "anyone",
  keyScope: "compute",
  params: idParams,
  limit: { name: "verify-circuit", points: 10, perSeconds: 60 },
  problems: ["not-found", "conflict"],
  answer: creates(ownVerificationViewSchema),
  handle: async ({ params, viewer }) => {
    const verification = await requestVerification({ circuitId: params.id, viewer });
    return created(verification, `/api/v1/circuits/${params.id}/verifications/${verification.id}`);
  },
});
