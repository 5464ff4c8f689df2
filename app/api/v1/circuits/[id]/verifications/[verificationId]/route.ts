import { z } from "zod";
import { getVerification } from "@/lib/circuits/request-verification";
import { route } from "@/lib/http/route";

export const GET = route({
  access: "anyone",
  params: z.object({ id: z.uuid(), verificationId: z.uuid() }),
  handle: ({ params: { id, verificationId }, viewer }) =>
    getVerification({ circuitId: id, verificationId, viewer }),
});
