import { z } from "zod";
import { route } from "@/lib/http/route";
import { cancelVerification } from "@/lib/verifications/cancel-verification";

export const POST = route({
  access: "member",
  params: z.object({ id: z.uuid(), verificationId: z.uuid() }),
  handle: ({ params: { id, verificationId }, viewer }) =>
    cancelVerification({ circuitId: id, verificationId, viewer }),
});
