import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { changePasswordSchema } from "@/lib/people/account-schemas";
import { changePassword } from "@/lib/people/change-password";
import { changedPasswordSchema } from "@/lib/people/view";

export const PUT = route({
  summary: "Changes one's password, and ends every other session.",
  access: "member",
  session: true,
  whileSuspended: true,
  body: changePasswordSchema,
  limit: { name: "change-password", points: 10, perSeconds: 15 * 60 },
  problems: ["unprocessable"],
  answer: json(changedPasswordSchema),
  handle: ({ body, viewer, sessionId, address }) =>
    changePassword({ ...body, userId: viewer.id, sessionId, address }),
});
