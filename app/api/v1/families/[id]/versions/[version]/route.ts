import { versionParams } from "@/lib/families/family-schemas";
import { getFamily } from "@/lib/families/get-family";
import { familyViewSchema } from "@/lib/families/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "A version of a family of prompts, as it will always be, with its hash.",
  access: "anyone",
  params: versionParams,
  problems: ["not-found"],
  answer: json(familyViewSchema),
  handle: ({ params: { id, version }, viewer }) => getFamily({ familyId: id, version, viewer }),
});
