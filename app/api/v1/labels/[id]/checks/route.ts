import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { takeHand } from "@/lib/labels/checks/take-hand";
import { handSchema } from "@/lib/labels/checks/view";

export const POST = route({
  summary:
    "Texts to say of whether a feature fires in them, or which token it raises after them, knowing its label alone: the same ones until all are answered, then with what was right. A key has a hand of its own, which counts as a program's.",
  access: "member",
  keyScope: "check",
  params: idParams,
  limit: { name: "take-hand", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "unprocessable"],
  answer: json(handSchema),
  handle: ({ params, viewer }) =>
    takeHand({ labelId: params.id, raterId: viewer.id, byProgram: viewer.isProgram === true }),
});
