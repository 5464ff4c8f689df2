import { storableText } from "@/lib/db/storable-text";
import { checkVersion } from "@/lib/families/check-version";
import { versionParams } from "@/lib/families/family-schemas";
import { familyReportSchema } from "@/lib/families/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "Whether a version of a family fits a model: every role found, every token that is measured there.",
  access: "anyone",
  params: versionParams.extend({ model: storableText.max(200) }),
  limit: { name: "family-check", points: 20, perSeconds: 60, byAddress: true },
  problems: ["not-found", "too-large", "unprocessable"],
  answer: json(familyReportSchema),
  handle: ({ params: { id, version, model }, viewer }) =>
    checkVersion({ familyId: id, version, model, viewer }),
});
