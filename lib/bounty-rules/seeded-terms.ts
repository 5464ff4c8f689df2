import { type BountyTerms, termsFormat, usualRubric } from "@/lib/bounty-format/terms";

/**
 * The one bounty of a fresh installation, without a prize: what the original asked for, "the most interesting example of an attention
 * feature circuit", by rules that a machine can check. It asks for no supported labels, of which a fresh installation has none. Of the
 * strongest feature of the last attention layer at the end of each of the 23 starter prompts, traced at 0.003, 23 circuits keep to the
 * rules of attention layers and thresholds, 15 to that of feature nodes, 14 to that of the node check, and 8 to all.
 */
export const seededTerms: BountyTerms = {
  format: termsFormat,
  slug: "attention-feature-circuit",
  title: "The most interesting attention feature circuit",
  brief: `Find an attention feature whose circuit teaches something: trace what computes it back to the tokens, over two attention layers or more, and say what it shows.

There is no prize but that it is read. What counts as interesting is for the judges; what can be checked is checked at once, rule by rule, and may be mended until the bounty closes. What was looked for and not found is welcome, and so is a replication that says what it repeats: tag them "null result" and "replication".`,
  licence: "CC-BY-4.0",
  nullResults: true,
  replications: true,
  rules: [
    { kind: "nulls-and-replications", version: 2 },
    { kind: "target", version: 1, kinds: ["attn"] },
    { kind: "attention-layers", version: 1, atLeast: 2 },
    { kind: "feature-nodes", version: 1, atLeast: 3, minInfluence: 0.01, minEffect: 0.01 },
    { kind: "verified", version: 1 },
    { kind: "node-check", version: 1, correlation: "pearson", atLeast: 0.4, minNodes: 20, frozen: false },
    { kind: "thresholds", version: 1, leading: 10, minShared: 0.7 },
    { kind: "write-up", version: 1, minWords: 150, minQuoted: 3 },
    { kind: "unpublished", version: 2 },
    { kind: "novelty", version: 4, maxLikeness: 0.85 },
    { kind: "ancestry", version: 4, fromLikeness: 0.6 },
  ],
  rubric: [...usualRubric],
  maxEntriesADay: 5,
  maxTeam: 5,
};
