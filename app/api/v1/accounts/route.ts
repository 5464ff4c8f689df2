import { created, creates } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { createAccountSchema } from "@/lib/people/account-schemas";
import { createAccount } from "@/lib/people/create-account";
import { createdAccountSchema } from "@/lib/people/view";

export const POST = route({
  summary: "Makes a local account. An invitation code gives it a role.",
  access: "anyone",
  body: createAccountSchema,
  // Tries; accounts that are made are counted where they are made.
  limit: { name: "create-account-tries", points: 120, perSeconds: 60, byAddress: true },
  problems: ["conflict", "unprocessable"],
  answer: creates(createdAccountSchema),
  handle: async ({ body, address }) => {
    const { handle } = await createAccount({ ...body, address });
    return created({ handle }, `/users/${handle}`);
  },
});
