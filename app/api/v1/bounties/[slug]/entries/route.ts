import { enter } from "@/lib/bounty-entries/enter";
import { entriesParams, newEntrySchema } from "@/lib/bounty-entries/entry-schemas";
import { findEntries } from "@/lib/bounty-entries/find-entries";
import { enteredSchema, listedEntrySchema } from "@/lib/bounty-entries/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary:
    "The entries of a bounty that you may see, the newest first: your own, and once it closed all that count.",
  access: "anyone",
  params: entriesParams,
  query: pageQuery(idCursor),
  problems: ["not-found"],
  answer: json(pageSchema(listedEntrySchema)),
  handle: ({ params, query, viewer }) => findEntries({ ...query, ...params, viewer }),
});

export const POST = route({
  summary:
    "Enters a finding of yours for an open bounty, or what it says by now in the place of what it said. The same again is the same version.",
  access: "member",
  keyScope: "publish",
  params: entriesParams,
  body: newEntrySchema,
  limit: { name: "enter-bounty", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict", "unprocessable", "too-many-requests", "unavailable"],
  answer: json(enteredSchema),
  handle: async ({ params, body, viewer }) => {
    const {
      entryId: id,
      number,
      isNew,
    } = await enter({
      ...{ slug: params.slug, findingId: body.finding, team: body.team, viewer },
    });
    return { id, number, isNew };
  },
});
