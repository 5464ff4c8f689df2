import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { updateProfileSchema } from "@/lib/people/account-schemas";
import { updateProfile } from "@/lib/people/update-profile";
import { profileSchema } from "@/lib/people/view";

export const PATCH = route({
  summary: "Changes the name that others read beside one's handle.",
  access: "member",
  body: updateProfileSchema,
  answer: json(profileSchema),
  handle: ({ body, viewer }) => updateProfile({ ...body, userId: viewer.id }),
});
