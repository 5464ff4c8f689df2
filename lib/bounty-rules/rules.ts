import { maxRules, type RuleTerms } from "@/lib/bounty-format/terms";
import { AppError } from "@/lib/errors";
import { canonicalJson } from "@/lib/finding-format/canonical";
import type { Rule, StatedRule } from "./rule";
import { ancestry } from "./rules/ancestry";
import { ancestryAcross } from "./rules/ancestry-across";
import { ancestryAtOneThreshold } from "./rules/ancestry-at-one-threshold";
import { ancestryEverywhere } from "./rules/ancestry-everywhere";
import { attentionLayers } from "./rules/attention-layers";
import { dictionaries } from "./rules/dictionaries";
import { featureNodes } from "./rules/feature-nodes";
import { models } from "./rules/models";
import { nodeCheck } from "./rules/node-check";
import { novelty } from "./rules/novelty";
import { noveltyAcross } from "./rules/novelty-across";
import { noveltyAtOneThreshold } from "./rules/novelty-at-one-threshold";
import { noveltyEverywhere } from "./rules/novelty-everywhere";
import { nullsAndReplications } from "./rules/nulls-and-replications";
import { nullsAndReplicationsEverywhere } from "./rules/nulls-and-replications-everywhere";
import { prompt } from "./rules/prompt";
import { promptAsRead } from "./rules/prompt-as-read";
import { scores } from "./rules/scores";
import { supportedLabels } from "./rules/supported-labels";
import { target } from "./rules/target";
import { thresholds } from "./rules/thresholds";
import { tier } from "./rules/tier";
import { unpublished } from "./rules/unpublished";
import { unpublishedByEntrants } from "./rules/unpublished-by-entrants";
import { verified } from "./rules/verified";
import { writeUp } from "./rules/write-up";

/**
 * Every rule in every version that a bounty was ever opened with: what is judged by one is judged by it for good. A new rule is a file and a
 * line here.
 */
export const rules: readonly Rule[] = [
  ...[models, dictionaries, target, prompt, promptAsRead],
  ...[nullsAndReplications, nullsAndReplicationsEverywhere],
  ...[attentionLayers, featureNodes, scores],
  ...[verified, nodeCheck, thresholds, tier],
  ...[supportedLabels, writeUp],
  ...[unpublished, unpublishedByEntrants],
  ...[novelty, noveltyAcross, noveltyEverywhere, noveltyAtOneThreshold],
  ...[ancestry, ancestryAcross, ancestryEverywhere, ancestryAtOneThreshold],
];

/** Throws `AppError` "unprocessable" for a rule or a version that is not known here, for what one does not ask for, and for one said twice. */
export function readRules(stated: readonly RuleTerms[]): StatedRule[] {
  if (stated.length > maxRules)
    throw new AppError("unprocessable", `A bounty has at most ${maxRules} rules.`);
  const seen = new Set<string>();
  return stated.map((terms) => {
    const { kind, version } = terms;
    const rule = rules.find((known) => known.kind === kind && known.version === version);
    if (!rule)
      throw new AppError(
        "unprocessable",
        rules.some((known) => known.kind === kind)
          ? `The rule ${kind} has no version ${version} here.`
          : `There is no rule ${kind} here.`,
      );
    const read = rule.read(terms);
    const said = canonicalJson(terms);
    if (seen.has(said)) throw new AppError("unprocessable", `The rule ${kind} stands twice.`);
    seen.add(said);
    return read;
  });
}
