import { cff } from "@/lib/citations/cff";
import { citeVersion } from "@/lib/findings/versions/cite-version";
import { versionParams } from "@/lib/findings/versions/view";
import { textFile } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "A citation of a published version as a CITATION.cff (Citation File Format 1.2.0).",
  access: "anyone",
  params: versionParams,
  problems: ["not-found", "gone"],
  answer: textFile("application/yaml", "CITATION.cff"),
  handle: async ({ params }) => cff(await citeVersion(params)),
});
