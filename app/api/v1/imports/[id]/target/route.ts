import { z } from "zod";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { targetSchema } from "@/lib/circuits/target";
import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { chooseTarget } from "@/lib/imports/choose-target";

export const PUT = route({
  summary: "Has an imported circuit of one's own be of another of its file's predicted tokens.",
  access: "member",
  keyScope: "write",
  params: idParams,
  body: z.object({ target: targetSchema }),
  limit: { name: "choose-target", points: 60, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable", "too-many-requests", "unavailable"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    chooseTarget({ importId: params.id, ownerId: viewer.id }, formatNodeId(body.target)),
});
