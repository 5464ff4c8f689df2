import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { takePinpoints } from "@/lib/labels/pinpointing/take-pinpoints";
import { pinpointHandSchema } from "@/lib/labels/pinpointing/view";

export const POST = route({
  summary:
    "Texts to say of at which token a feature fires most, knowing its label alone, once its hand of texts is answered: the same ones until all are answered, then with what was right. A key has a hand of its own, which counts as a program's.",
  access: "member",
  keyScope: "check",
  params: idParams,
  limit: { name: "take-hand", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "unprocessable"],
  answer: json(pinpointHandSchema),
  handle: ({ params, viewer }) =>
    takePinpoints({ labelId: params.id, raterId: viewer.id, byProgram: viewer.isProgram === true }),
});
