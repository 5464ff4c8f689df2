import { getSubject } from "@/lib/discussion/subject";
import { discussionSchema } from "@/lib/discussion/view";
import { watchDiscussion } from "@/lib/discussion/watch-discussion";
import { events } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "The latest conversations about a finding, now and whenever somebody says something.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "gone", "too-many-requests"],
  answer: events("discussion", discussionSchema),
  handle: async ({ params, viewer, signal }) => {
    const about = { kind: "finding" as const, id: params.id };
    await getSubject(about);
    return watchDiscussion(about, viewer, signal);
  },
});
