import { z } from "zod";
import { route } from "@/lib/http/route";
import { getVerification } from "@/lib/verifications/get-verification";

export const GET = route({
  access: "anyone",
  params: z.object({ id: z.uuid(), verificationId: z.uuid() }),
  handle: ({ params: { id, verificationId }, viewer }) =>
    getVerification({ circuitId: id, verificationId, viewer }),
});
