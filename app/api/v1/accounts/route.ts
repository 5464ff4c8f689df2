import { created, route } from "@/lib/http/route";
import { createAccountSchema } from "@/lib/people/account-schemas";
import { createAccount } from "@/lib/people/create-account";

export const POST = route({
  access: "anyone",
  body: createAccountSchema,
  limit: { name: "create-account", points: 10, perSeconds: 60 * 60, byAddress: true },
  handle: async ({ body }) => {
    const account = await createAccount(body);
    return created({ handle: account.handle }, `/users/${account.handle}`);
  },
});
