import { created, creates } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { createAccountSchema } from "@/lib/people/account-schemas";
import { createAccount } from "@/lib/people/create-account";
import { createdAccountSchema } from "@/lib/people/view";

export const POST = route({
  summary: "Makes a local account. An invitation code gives it a role.",
  access: "anyone",
  body: createAccountSchema,
  limit: { name: "create-account", points: 10, perSeconds: 60 * 60, byAddress: true },
  problems: ["conflict", "unprocessable"],
  answer: creates(createdAccountSchema),
  handle: async ({ body }) => {
    const { handle } = await createAccount(body);
    return created({ handle }, `/users/${handle}`);
  },
});
