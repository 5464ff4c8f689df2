import { z } from "zod";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { defineRule, judged } from "../rule";

const kindWords = {
  attn: "an attention feature",
  resid: "a residual feature",
  mlp: "an MLP feature",
  logit: "a logit",
  "logit-diff": "a difference of two logits",
} as const;

const kindSchema = z.enum(["attn", "resid", "mlp", "logit", "logit-diff"]);
const wordsOf = (kinds: readonly z.infer<typeof kindSchema>[]) =>
  kinds.map((kind) => kindWords[kind]).join(" or ");

export const target = defineRule({
  ...{ kind: "target", version: 1 },
  params: z.strictObject({ kinds: z.array(kindSchema).min(1).max(5) }),
  words: ({ kinds }) => `It explains ${wordsOf(kinds)}.`,
  definition: "The kind of spec.target is one of those given.",
  check: ({ kinds }, { circuit: { spec } }) => {
    const kind = kindSchema.safeParse(parseNodeId(spec.target)?.kind).data;
    return judged(kind !== undefined && kinds.includes(kind), {
      says: kind ? `Its target, ${spec.target}, is ${kindWords[kind]}.` : `${spec.target} is no target.`,
      change: `Trace the circuit of ${wordsOf(kinds)}.`,
      nodes: [spec.target],
    });
  },
});
