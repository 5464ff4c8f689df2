import { z } from "zod";
import { isKnown, maxLeading } from "@/lib/bounty-format/facts";
import { featureNodesOf } from "../feature-nodes-of";
import { counted, defineRule, judged, notJudged, percent } from "../rule";

export const thresholds = defineRule({
  ...{ kind: "thresholds", version: 1 },
  params: z.strictObject({
    leading: z.number().int().min(1).max(maxLeading),
    minShared: z.number().gt(0).max(1),
  }),
  words: ({ leading, minShared }) =>
    `Of its ${counted(leading, "leading node")} ${percent(minShared)} or more lead too when it is traced at half and at twice its threshold.`,
  definition:
    "Leading nodes are the feature nodes but the target with the most influence, equals by their ids; as many as `leading`, or all where there are fewer, and at least one. At either threshold at least `minShared` of them are among as many leading nodes.",
  check: ({ leading, minShared }, { circuit, facts }) => {
    const own = featureNodesOf(circuit)
      .slice(0, leading)
      .map(({ id }) => id);
    const numbers: Record<string, number> = { leading: own.length };
    const lost = new Set<string>();
    let least = 1;
    for (const [name, factor, words] of [
      ["halved", 0.5, "half"],
      ["doubled", 2, "twice"],
    ] as const) {
      const other = facts.thresholds[name];
      if (!isKnown(other)) return notJudged(other, `The circuit at ${words} its threshold`);
      if (Math.abs(other.threshold / (factor * circuit.spec.threshold) - 1) > 1e-9)
        return notJudged("unknown", `The circuit at ${words} its threshold`);
      const theirs = new Set(other.leading.slice(0, own.length).map(({ id }) => id));
      const shared = own.filter((id) => theirs.has(id)).length;
      for (const id of own) if (!theirs.has(id)) lost.add(id);
      numbers[name] = shared;
      least = Math.min(least, own.length === 0 ? 0 : shared / own.length);
    }
    const { halved, doubled } = numbers;
    return judged(own.length > 0 && least >= minShared, {
      says:
        own.length === 0
          ? "It has no feature nodes but its target."
          : `Of ${own.length} leading nodes ${halved} lead at half its threshold, ${doubled} at twice it.`,
      change:
        "Choose a threshold at which the same nodes lead as beside it: a lower one, mostly. Twice it may be 1 at most.",
      numbers,
      nodes: [...lost],
    });
  },
});
