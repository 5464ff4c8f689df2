import { forkFinding } from "@/lib/findings/fork-finding";
import { createdFindingSchema } from "@/lib/findings/view";
import { created, creates } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const POST = route({
  summary: "Begins a draft of one's own from a finding, with where it comes from.",
  access: "member",
  keyScope: "write",
  params: idParams,
  limit: { name: "create-finding", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "gone", "conflict"],
  answer: creates(createdFindingSchema),
  handle: async ({ params, viewer }) => {
    const { id } = await forkFinding({ findingId: params.id, viewer });
    return created({ id, url: `/findings/${id}` }, `/api/v1/findings/${id}`);
  },
});
