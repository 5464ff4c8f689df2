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
  const prompts = promptsBy(experiment, read, experiment.prompts.rule);
  for (const metric of experiment.metrics) checkMetric(metric, prompts);
  for (const condition of experiment.conditions) {
    checkRoles(condition, read);
    const rule = condition.rule ?? experiment.prompts.rule;
    const own = promptsBy(experiment, read, rule);
    if (experiment.metrics.includes("normalised-difference")) checkMetric("normalised-difference", own);
    for (const each of condition.interventions) checkValues(condition.name, each, own);
  }
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
function checkValues(name: string, each: WrittenIntervention, prompts: readonly FamilyPrompt[]): void {
  const where = `Condition "${name}"`;
  for (const role of each.roles ?? []) {
    const having = prompts.flatMap((prompt, i) => (Object.hasOwn(prompt.roles, role) ? [{ prompt, i }] : []));
    if (having.length === 0)
      throw new ExperimentFault(`${where}: none of the ${prompts.length} prompts has the role ${role}.`);
    if (each.do === "ablate" && each.to === "mean" && having.length < 2)
      throw new ExperimentFault(
        `${where}: only one of the prompts has the role ${role}, and the mean of one prompt is that prompt: ablating to it would change nothing.`,
      );
    if (each.do === "splice" || (each.do === "ablate" && each.to !== "counterfactual")) continue;
    for (const { prompt, i } of having)
      if (!prompt.counterfactual || !Object.hasOwn(prompt.counterfactual.roles, role))
        throw new ExperimentFault(
          prompt.counterfactual
            ? `${where}: prompt ${i + 1} has the role ${role}, and its counterfactual has not.`
            : `${where}: prompt ${i + 1} has no counterfactual to take the values of.`,
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
