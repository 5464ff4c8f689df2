import { deleteAccount } from "@/lib/account-data/delete-account";
import { json, nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { deleteAccountSchema, updateProfileSchema } from "@/lib/people/account-schemas";
import { updateProfile } from "@/lib/people/update-profile";
import { profileSchema } from "@/lib/people/view";

export const PATCH = route({
  summary: "Changes the name that others read beside one's handle.",
  access: "member",
  body: updateProfileSchema,
  answer: json(profileSchema),
  handle: ({ body, viewer }) => updateProfile({ ...body, userId: viewer.id }),
});

export const DELETE = route({
  summary:
    "Deletes one's account for good. Labels that stand, votes and blind answers stay without a name, and so do published findings unless they are to go too.",
  access: "member",
  session: true,
  whileSuspended: true,
  body: deleteAccountSchema,
  limit: { name: "delete-account", points: 10, perSeconds: 15 * 60 },
  problems: ["unprocessable", "conflict"],
  answer: nothing,
  handle: ({ body, viewer, address }) => deleteAccount({ ...body, userId: viewer.id, address }),
});
