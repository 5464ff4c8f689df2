import { z } from "zod";
import { json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { idParams, route } from "@/lib/http/route";
import { retraceCircuit } from "@/lib/retraces/retrace-circuit";
import { retraceViewSchema } from "@/lib/retraces/view";

export const POST = route({
  summary:
    "Runs another text as a circuit's own was run, and traces in it what plays the part of the circuit's target.",
  access: "anyone",
  keyScope: "compute",
  params: idParams,
  body: z.object({ text: z.string().meta({ examples: ["The dog sat on the"] }) }),
  maxBodyBytes: longTextBytes,
  limit: { name: "retrace-circuit", points: 60, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable", "too-many-requests", "invalid-input"],
  answer: json(retraceViewSchema),
  handle: ({ params, body, viewer }) => retraceCircuit({ circuitId: params.id, text: body.text, viewer }),
});
