import { bibtex } from "@/lib/citations/bibtex";
import { citeVersion } from "@/lib/findings/versions/cite-version";
import { versionParams } from "@/lib/findings/versions/view";
import { textFile } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "A citation of a published version as a BibTeX entry.",
  access: "anyone",
  params: versionParams,
  problems: ["not-found", "gone"],
  answer: textFile("application/x-bibtex", "finding.bib"),
  handle: async ({ params }) => bibtex(await citeVersion(params)),
});
