import { z } from "zod";
import { isKnown } from "@/lib/bounty-format/facts";
import { featureNodesOf, weightOf } from "../feature-nodes-of";
import { counted, defineRule, judged, notJudged, percent } from "../rule";

const share = z.number().min(0).max(1);

export const featureNodes = defineRule({
  ...{ kind: "feature-nodes", version: 1 },
  params: z.strictObject({
    atLeast: z.number().int().min(1).max(500),
    minInfluence: share,
    /** Of the target's value. */
    minEffect: share,
  }),
  words: ({ atLeast, minInfluence, minEffect }) =>
    `${counted(atLeast, "feature node")} or more have ${percent(minInfluence)} of the influence each and, ablated, change the target by ${percent(minEffect)} of its value.`,
  definition:
    "Feature nodes, the target left out, with influence at or above `minInfluence` whose measured effect in the causal check with nothing held is, in size, at or above `minEffect` of the target's value there, and not 0.",
  check: ({ atLeast, minInfluence, minEffect }, { circuit, facts }) => {
    const check = facts.causalChecks.free;
    if (!isKnown(check)) return notJudged(check, "What its nodes do when they are ablated");
    const measured = new Map(check.points.map((point) => [point.id, Math.abs(point.measured)]));
    const least = minEffect * Math.abs(check.value);
    const influential = featureNodesOf(circuit).filter((node) => weightOf(node) >= minInfluence);
    const counting = influential.filter(({ id }) => {
      const effect = measured.get(id) ?? 0;
      return effect > 0 && effect >= least;
    });
    return judged(counting.length >= atLeast, {
      says: `${counted(influential.length, "feature node")} have the influence, and ${counting.length} of them the effect too.`,
      change: "Choose a target that more features make, each of which matters to the model itself.",
      numbers: { influential: influential.length, counting: counting.length },
      nodes: counting.map(({ id }) => id),
    });
  },
});
