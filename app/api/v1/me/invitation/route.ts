import { z } from "zod";
import { db } from "@/lib/db/client";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { invitationCodeSchema } from "@/lib/people/account-schemas";
import { claimInvitation } from "@/lib/people/claim-invitation";
import { claimedInvitationSchema } from "@/lib/people/view";

export const POST = route({
  summary: "Raises one's role by a one-time code.",
  access: "member",
  session: true,
  body: z.object({ code: invitationCodeSchema }),
  limit: { name: "claim-invitation", points: 10, perSeconds: 15 * 60 },
  problems: ["unprocessable"],
  answer: json(claimedInvitationSchema),
  handle: ({ body, viewer }) =>
    db().$transaction((tx) => claimInvitation(tx, { userId: viewer.id, code: body.code })),
});
