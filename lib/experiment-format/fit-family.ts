import type { Metric } from "@/lib/evidence-format/evaluation";
import { choosePrompts } from "@/lib/family-format/choose-prompts";
import type { FamilyPrompt } from "@/lib/family-format/expand-family";
import type { ReadFamily } from "@/lib/family-format/read-family";
import type { Experiment, WrittenCondition } from "./experiment";
import { ExperimentFault } from "./experiment-fault";
import type { WrittenIntervention } from "./intervention";

const usesDistractor: readonly Metric[] = ["logit-difference", "normalised-difference"];

/**
 * Throws where an experiment asks what its family has not: roles, rules, prompts, counterfactuals where their values are taken, what a
 * metric is read of, two prompts for a mean. All that can be known of it without a model. Throws `ExperimentFault` and `FamilyFault`.
 */
export function checkFitsFamily(experiment: Experiment, read: ReadFamily): void {
  // There may be hundreds of conditions over a thousand prompts: of each rule they are made once, and of each role looked through once.
  const byRule = new Map<string | null, RuledPrompts>();
  const ruled = (rule: string | null) => {
    const found = byRule.get(rule) ?? { prompts: promptsBy(experiment, read, rule), having: new Map() };
    byRule.set(rule, found);
    return found;
  };
  const { prompts } = ruled(experiment.prompts.rule);
  for (const metric of experiment.metrics) checkMetric(metric, prompts);
  for (const condition of experiment.conditions) {
    checkRoles(condition, read);
    const own = ruled(condition.rule ?? experiment.prompts.rule);
    if (experiment.metrics.includes("normalised-difference"))
      checkMetric("normalised-difference", own.prompts);
    for (const each of condition.interventions) checkValues(condition.name, each, own);
  }
}

/** Prompts whose counterfactuals are made by one rule, and what is known of those that have a role. */
interface RuledPrompts {
  prompts: FamilyPrompt[];
  having: Map<string, RoleHolders>;
}

interface RoleHolders {
  count: number;
  /** The first of them whose counterfactual has not the role, from 0, and whether it has a counterfactual; null where all have. */
  lacking: { prompt: number; hasCounterfactual: boolean } | null;
}

function holdersOf(role: string, { prompts, having }: RuledPrompts): RoleHolders {
  const known = having.get(role);
  if (known) return known;
  const holders: RoleHolders = { count: 0, lacking: null };
  for (const [prompt, { roles, counterfactual }] of prompts.entries()) {
    if (!Object.hasOwn(roles, role)) continue;
    holders.count += 1;
    if (!counterfactual || !Object.hasOwn(counterfactual.roles, role))
      holders.lacking ??= { prompt, hasCounterfactual: counterfactual !== null };
  }
  having.set(role, holders);
  return holders;
}

/** The experiment's prompts, their counterfactuals made by a rule. */
export function promptsBy(
  { prompts: { only, first } }: Experiment,
  read: ReadFamily,
  rule: string | null,
): FamilyPrompt[] {
  return choosePrompts(read, chosenBy({ only, first }, rule));
}

export function chosenBy(
  { only, first }: Pick<Experiment["prompts"], "only" | "first">,
  rule: string | null,
) {
  return {
    ...(rule !== null && { rule }),
    ...(only !== null && { only }),
    ...(first !== null && { prompts: first }),
  };
}

function checkMetric(metric: Metric, prompts: readonly FamilyPrompt[]): void {
  if (!usesDistractor.includes(metric)) return;
  const undistracted = prompts.findIndex(({ distractor }) => distractor === null);
  if (undistracted >= 0)
    throw new ExperimentFault(
      `The ${metric} needs a distractor, and prompt ${undistracted + 1} of the family has none.`,
    );
  const alone = prompts.findIndex(({ counterfactual }) => counterfactual === null);
  if (metric === "normalised-difference" && alone >= 0)
    throw new ExperimentFault(
      `The ${metric} needs a counterfactual, and prompt ${alone + 1} of the family has none.`,
    );
}

function checkRoles({ name, interventions }: WrittenCondition, { family }: ReadFamily): void {
  const known = family.roles.map((role) => role.name);
  for (const role of interventions.flatMap(({ roles }) => roles ?? []))
    if (!known.includes(role))
      throw new ExperimentFault(
        `Condition "${name}": the family has no role ${role}. It has ${known.join(", ") || "none"}.`,
      );
}

/** Whether there is what an intervention puts in. */
function checkValues(name: string, each: WrittenIntervention, ruled: RuledPrompts): void {
  const where = `Condition "${name}"`;
  for (const role of each.roles ?? []) {
    const { count, lacking } = holdersOf(role, ruled);
    if (count === 0)
      throw new ExperimentFault(
        `${where}: none of the ${ruled.prompts.length} prompts has the role ${role}.`,
      );
    if (each.do === "ablate" && each.to === "mean" && count < 2)
      throw new ExperimentFault(
        `${where}: only one of the prompts has the role ${role}, and the mean of one prompt is that prompt: ablating to it would change nothing.`,
      );
    if (each.do === "splice" || (each.do === "ablate" && each.to !== "counterfactual")) continue;
    if (lacking)
      throw new ExperimentFault(
        lacking.hasCounterfactual
          ? `${where}: prompt ${lacking.prompt + 1} has the role ${role}, and its counterfactual has not.`
          : `${where}: prompt ${lacking.prompt + 1} has no counterfactual to take the values of.`,
      );
  }
}

/** A family with no more rules than an experiment uses, by which alone it has to fit the model's tokens. */
export function familyInUse({ prompts, conditions }: Experiment, read: ReadFamily): ReadFamily {
  const used = new Set([prompts.rule, ...conditions.map(({ rule }) => rule ?? prompts.rule)]);
  const counterfactuals = read.family.counterfactuals.filter(
    ({ name }, i) => used.has(name) || (i === 0 && used.has(null)),
  );
  return { ...read, family: { ...read.family, counterfactuals } };
}
