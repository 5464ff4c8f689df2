import { forkFinding } from "@/lib/findings/fork-finding";
import { created, idParams, route } from "@/lib/http/route";

export const POST = route({
  access: "member",
  params: idParams,
  limit: { name: "create-finding", points: 60, perSeconds: 60 * 60 },
  handle: async ({ params, viewer }) => {
    const { id } = await forkFinding({ findingId: params.id, viewer });
    return created({ id, url: `/findings/${id}` }, `/api/v1/findings/${id}`);
  },
});
