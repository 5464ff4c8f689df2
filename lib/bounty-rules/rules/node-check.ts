import { z } from "zod";
import { isKnown } from "@/lib/bounty-format/facts";
import { counted, defineRule, judged, notJudged } from "../rule";

export const nodeCheck = defineRule({
  ...{ kind: "node-check", version: 1 },
  params: z.strictObject({
    correlation: z.enum(["pearson", "spearman"]),
    atLeast: z.number().min(-1).max(1),
    minNodes: z.number().int().min(2).max(500),
    /** Attention patterns and LayerNorms held. */
    frozen: z.boolean(),
  }),
  words: ({ correlation, atLeast, minNodes, frozen }) =>
    `What the circuit predicts of its nodes and what ablating them does agree: ${correlation === "pearson" ? "Pearson's" : "Spearman's"} correlation is ${atLeast} or more over ${counted(minNodes, "node")} or more, with ${frozen ? "attention patterns and LayerNorms held" : "nothing held"}.`,
  definition:
    "Of the causal check of that kind: `points` has at least `minNodes` nodes, and the correlation of `predicted` and `measured` over them is at least `atLeast`. A correlation that is not defined does not pass.",
  check: ({ correlation, atLeast, minNodes, frozen }, { facts }) => {
    const check = frozen ? facts.causalChecks.frozen : facts.causalChecks.free;
    if (!isKnown(check)) return notJudged(check, `The causal check with ${frozen ? "all" : "nothing"} held`);
    const [value, nodes] = [check[correlation], check.points.length];
    const says =
      value === null
        ? `Over ${counted(nodes, "node")} no correlation is defined.`
        : `Over ${counted(nodes, "node")} it is ${Number(value.toPrecision(6))}.`;
    return judged(nodes >= minNodes && value !== null && value >= atLeast, {
      says,
      change:
        nodes < minNodes
          ? "Trace it at a lower threshold, so that more nodes are checked, or choose a target of more features."
          : "Choose a target whose circuit predicts better what the model does.",
      numbers: { nodes, ...(value !== null && { correlation: value }) },
    });
  },
});
