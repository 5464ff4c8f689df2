import { addressOf, featureParams } from "@/lib/features/feature-params";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { takeIntruders } from "@/lib/labels/intruders/take-intruders";
import { intruderHandSchema } from "@/lib/labels/intruders/view";

export const POST = route({
  summary:
    "Questions of which of five texts a feature does not fire in, with no label shown: the same ones until all are answered, then with what was right. A key has a hand of its own, which counts as a program's.",
  access: "member",
  keyScope: "check",
  params: featureParams,
  limit: { name: "take-hand", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "forbidden", "unprocessable"],
  answer: json(intruderHandSchema),
  handle: ({ params, viewer }) =>
    takeIntruders({
      ...{ feature: addressOf(params), raterId: viewer.id },
      byProgram: viewer.isProgram === true,
    }),
});
