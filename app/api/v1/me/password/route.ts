import { route } from "@/lib/http/route";
import { changePasswordSchema } from "@/lib/people/account-schemas";
import { changePassword } from "@/lib/people/change-password";

export const PUT = route({
  access: "member",
  body: changePasswordSchema,
  limit: { name: "change-password", points: 10, perSeconds: 15 * 60 },
  handle: ({ body, viewer }) => changePassword({ ...body, userId: viewer.id, sessionId: viewer.sessionId }),
});
