import { findingFileSchema } from "@/lib/finding-format/finding-file";
import { getFindingFile } from "@/lib/findings/versions/finding-file";
import { versionParams } from "@/lib/findings/versions/view";
import { stored } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "A published version whole, as a circuit-commons/finding@1 file: `commons verify` computes it again without the site.",
  access: "anyone",
  params: versionParams,
  limit: { name: "finding-file", points: 60, perSeconds: 60, byAddress: true },
  problems: ["not-found", "gone", "conflict"],
  answer: stored(findingFileSchema),
  handle: ({ params }) => getFindingFile(params),
});
