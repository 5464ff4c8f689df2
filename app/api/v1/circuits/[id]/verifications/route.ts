import { created, idParams, route } from "@/lib/http/route";
import { requestVerification } from "@/lib/verifications/request-verification";

export const POST = route({
  access: "anyone",
  params: idParams,
  limit: { name: "verify-circuit", points: 10, perSeconds: 60 },
  handle: async ({ params, viewer }) => {
    const verification = await requestVerification({ circuitId: params.id, viewer });
    return created(verification, `/api/v1/circuits/${params.id}/verifications/${verification.id}`);
  },
});
