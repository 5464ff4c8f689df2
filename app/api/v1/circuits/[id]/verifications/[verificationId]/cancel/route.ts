import { z } from "zod";
import { cancelVerification } from "@/lib/circuits/cancel-verification";
import { route } from "@/lib/http/route";

export const POST = route({
  access: "member",
  params: z.object({ id: z.uuid(), verificationId: z.uuid() }),
  handle: ({ params: { id, verificationId }, viewer }) =>
    cancelVerification({ circuitId: id, verificationId, viewer }),
});
