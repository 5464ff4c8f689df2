import { route } from "@/lib/http/route";
import { updateProfileSchema } from "@/lib/people/account-schemas";
import { updateProfile } from "@/lib/people/update-profile";

export const PATCH = route({
  access: "member",
  body: updateProfileSchema,
  handle: ({ body, viewer }) => updateProfile({ ...body, userId: viewer.id }),
});
