import { plainCitation } from "@/lib/citations/plain-citation";
import { citeVersion } from "@/lib/findings/versions/cite-version";
import { versionParams } from "@/lib/findings/versions/view";
import { textFile } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "A citation of a published version in a sentence.",
  access: "anyone",
  params: versionParams,
  problems: ["not-found", "gone"],
  answer: textFile("text/plain", "citation.txt"),
  handle: async ({ params }) => plainCitation(await citeVersion(params)),
});
