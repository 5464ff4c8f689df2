import { z } from "zod";
import { isKnown } from "@/lib/bounty-format/facts";
import { featureOf, formatFeature } from "@/lib/circuit-format/node-id";
import { featureNodesOf, weightOf } from "../feature-nodes-of";
import { counted, defineRule, judged, notJudged, percent } from "../rule";

const dayMillis = 86_400_000;

export const supportedLabels = defineRule({
  ...{ kind: "supported-labels", version: 1 },
  params: z.strictObject({
    minShare: z.number().gt(0).max(1),
    /** Older than the entry by so many days; 0 for older at all. */
    minDays: z.number().int().min(0).max(3_650),
  }),
  words: ({ minShare, minDays }) =>
    `${percent(minShare)} or more of the influence of its feature nodes is of features with a supported label in which the entrants had no part, supported ${minDays > 0 ? `${counted(minDays, "day")} or more ` : ""}before the entry.`,
  definition:
    "Of the feature nodes but the target, each with its influence: the influence of those whose feature has a label that is supported since before the commitment less `minDays` days, and that none of the entrants proposed, revised, voted on or answered a check of, over the influence of all.",
  check: ({ minShare, minDays }, { circuit, facts }) => {
    const { supportedLabels: labels, committedAt } = facts;
    if (!isKnown(labels)) return notJudged(labels, "Which of its features have a supported label");
    if (!isKnown(committedAt)) return notJudged(committedAt, "When it was entered");
    const before = Date.parse(committedAt) - minDays * dayMillis;
    const counts = new Set<string>();
    let [own, young] = [0, 0];
    for (const { feature, supportedSince, hasPart } of labels) {
      if (hasPart) own += 1;
      else if (Date.parse(supportedSince) >= before) young += 1;
      else counts.add(feature);
    }
    let [all, labelled] = [0, 0];
    const without: string[] = [];
    for (const node of featureNodesOf(circuit)) {
      const feature = featureOf(node);
      all += weightOf(node);
      if (feature && counts.has(formatFeature(feature))) labelled += weightOf(node);
      else without.push(node.id);
    }
    const share = all > 0 ? labelled / all : 0;
    return judged(share >= minShare, {
      says: `It is ${percent(share)}. ${counted(own, "supported label")} not counted since an entrant had a part in them, ${young} since they are too young.`,
      change: "Wait until others have labelled and checked the features that are named, and enter it again.",
      numbers: { share, own, young, counted: counts.size },
      nodes: without,
    });
  },
});
