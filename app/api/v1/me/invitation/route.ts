import { z } from "zod";
import { db } from "@/lib/db/client";
import { route } from "@/lib/http/route";
import { invitationCodeSchema } from "@/lib/people/account-schemas";
import { claimInvitation } from "@/lib/people/claim-invitation";

export const POST = route({
  access: "member",
  body: z.object({ code: invitationCodeSchema }),
  limit: { name: "claim-invitation", points: 10, perSeconds: 15 * 60 },
  handle: ({ body, viewer }) =>
    db().$transaction((tx) => claimInvitation(tx, { userId: viewer.id, code: body.code })),
});
