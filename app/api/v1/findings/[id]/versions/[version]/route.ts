import { getVersion } from "@/lib/findings/versions/get-version";
import { findingVersionViewSchema, versionParams } from "@/lib/findings/versions/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "A published version of a finding, as it will always be, with its content hash.",
  access: "anyone",
  params: versionParams,
  problems: ["not-found", "gone"],
  answer: json(findingVersionViewSchema),
  handle: ({ params }) => getVersion({ findingId: params.id, version: params.version }),
});
