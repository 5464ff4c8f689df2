import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { getVerification } from "@/lib/verifications/get-verification";
import { ownVerificationViewSchema } from "@/lib/verifications/view";

export const GET = route({
  summary: "A verification as far as it is.",
  access: "anyone",
  params: z.object({ id: z.uuid(), verificationId: z.uuid() }),
  problems: ["not-found"],
  answer: json(ownVerificationViewSchema),
  handle: ({ params: { id, verificationId }, viewer }) =>
    getVerification({ circuitId: id, verificationId, viewer }),
});
