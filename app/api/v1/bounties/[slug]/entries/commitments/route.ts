import { entriesParams } from "@/lib/bounty-entries/entry-schemas";
import { commitmentCursor, findCommitments } from "@/lib/bounty-entries/find-entries";
import { commitmentSchema } from "@/lib/bounty-entries/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "Every commitment that was made for a bounty, in their order: its hash and its moment.",
  access: "anyone",
  params: entriesParams,
  query: pageQuery(commitmentCursor),
  problems: ["not-found"],
  answer: json(pageSchema(commitmentSchema)),
  handle: ({ params, query }) => findCommitments({ ...query, ...params }),
});
