import type { ModelCondition } from "@/lib/experiment-format/conditions-of-model";
import type { Experiment } from "@/lib/experiment-format/experiment";
import { chosenBy } from "@/lib/experiment-format/fit-family";
import type { ExperimentOutcome, MetricOutcome } from "@/lib/experiment-format/result";
import { choosePrompts } from "@/lib/family-format/choose-prompts";
import type { ReadFamily } from "@/lib/family-format/read-family";
import type { LoadedModel } from "../model";
import { familyPrompts } from "./family-prompts";
import { interveneOnPrompts, type MetricResult, type WorkOptions } from "./intervene-on-prompts";
import { checkInterventions } from "./interventions";
import { checkMetric } from "./metrics";
import { checkPrompts, type Prompt, positionOf, readPosition } from "./prompts";
import { summarize } from "./statistics";

/** Conditions that run together: they take counterfactuals by one rule, and keep the same of the unedited run. */
interface Group {
  rule: string | null;
  freeze: ModelCondition["freeze"];
  prompts: Prompt[];
  conditions: ModelCondition[];
}

/**
 * Runs an experiment's conditions over its family's prompts, each beside the runs without edits. Whatever is wrong with any of them is
 * said before the first is run. Throws `EngineError` and `FamilyFault`.
 */
export async function runExperiment(
  model: LoadedModel,
  read: ReadFamily,
  experiment: Experiment,
  conditions: readonly ModelCondition[],
  { onProgress = () => {}, signal }: WorkOptions = {},
): Promise<ExperimentOutcome> {
  const { metrics, seed } = experiment;
  const promptsOf = (rule: string | null) => familyPrompts(model, read, chosenBy(experiment.prompts, rule));
  const prompts = promptsOf(experiment.prompts.rule);
  const groups = groupsOf(experiment, conditions, promptsOf);
  for (const group of groups) {
    checkPrompts(model.config, group.prompts);
    for (const metric of metrics) checkMetric(metric, group.prompts);
    for (const { interventions } of group.conditions)
      checkInterventions(model, interventions, { ...group.freeze, outputs: false });
  }
  const texts = choosePrompts(read, chosenBy(experiment.prompts, experiment.prompts.rule));
  const variants = texts.map(({ variant }) => variant);
  const total = (groups.length + 1) * prompts.length;
  let before = 0;
  const run = async (of: Prompt[], freeze: Group["freeze"], edited: ModelCondition["interventions"][]) => {
    const found = await interveneOnPrompts(
      model,
      of,
      { conditions: [[], ...edited], metrics, freeze: { ...freeze, outputs: false }, seed },
      { onProgress: ({ done }) => onProgress({ done: before + done, total }), ...(signal && { signal }) },
    );
    before += prompts.length;
    return found;
  };
  const [whole = []] = await run(prompts, { patterns: false, layerNorms: false }, []);
  const outcomes = new Map<string, ExperimentOutcome["conditions"][number]>();
  for (const { prompts: own, freeze, conditions: together } of groups) {
    const [unedited = [], ...edited] = await run(
      own,
      freeze,
      together.map(({ interventions }) => interventions),
    );
    for (const [c, condition] of together.entries())
      outcomes.set(condition.name, {
        ...condition,
        reached: reachedBy(condition, own),
        metrics: comparedMetrics(edited[c] ?? [], unedited, variants, seed),
      });
  }
  return {
    prompts: texts.map(({ text, template, variant, heldOut }) => ({ text, template, variant, heldOut })),
    whole: comparedMetrics(whole, whole, variants, seed),
    conditions: conditions.flatMap(({ name }) => outcomes.get(name) ?? []),
  };
}

function groupsOf(
  experiment: Experiment,
  conditions: readonly ModelCondition[],
  promptsOf: (rule: string | null) => Prompt[],
): Group[] {
  const groups = new Map<string, Group>();
  for (const condition of conditions) {
    const rule = condition.rule ?? experiment.prompts.rule;
    const { freeze } = condition;
    const key = JSON.stringify([rule, freeze.patterns, freeze.layerNorms]);
    const group = groups.get(key) ?? { rule, freeze, prompts: promptsOf(rule), conditions: [] };
    group.conditions.push(condition);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function reachedBy({ interventions }: ModelCondition, prompts: readonly Prompt[]): number {
  return prompts.filter((prompt, i) => {
    const last = readPosition(prompt, `Prompt ${i + 1}`);
    return interventions.some(
      ({ roles }) => roles === null || roles.some((role) => (positionOf(prompt, role) ?? last + 1) <= last),
    );
  }).length;
}

function comparedMetrics(
  results: readonly MetricResult[],
  unedited: readonly MetricResult[],
  variants: readonly string[],
  seed: number,
): MetricOutcome[] {
  const different = [...new Set(variants)];
  return results.map(({ metric, values }, m) => {
    const changes = values.map((value, i) => difference(value, unedited[m]?.values[i] ?? null));
    const of = (isIn: (i: number) => boolean) => ({
      value: summarize(
        values.filter((_, i) => isIn(i)),
        seed,
      ),
      change: summarize(
        changes.filter((_, i) => isIn(i)),
        seed,
      ),
    });
    return {
      ...{ metric, values, ...of(() => true) },
      variants:
        different.length < 2
          ? []
          : different.map((variant) => ({ variant, ...of((i) => variants[i] === variant) })),
    };
  });
}

function difference(value: number | null, from: number | null): number | null {
  return value === null || from === null ? null : value - from;
}
