import { versionParams } from "@/lib/families/family-schemas";
import { getFamily } from "@/lib/families/get-family";
import { textFile } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "A version of a family of prompts as its circuit-commons/family@1 file, which `commons families` reads.",
  access: "anyone",
  params: versionParams,
  limit: { name: "family-file", points: 60, perSeconds: 60, byAddress: true },
  problems: ["not-found"],
  answer: textFile("application/json", "family.json"),
  handle: async ({ params: { id, version }, viewer }) => {
    const { family } = await getFamily({ familyId: id, version, viewer });
    return `${JSON.stringify(family, null, 2)}\n`;
  },
});
