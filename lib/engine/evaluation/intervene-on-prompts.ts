import type { Metric } from "@/lib/evidence-format/evaluation";
import { stateOf } from "../attribution/attribution-state";
import { type Freeze, nothingFrozen } from "../interventions/edited-pass";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { ablatedValues, type Means, meansOf } from "./ablation";
import { checkInterventions, type Intervention, placesOf, planInterventions } from "./interventions";
import { checkMetric, readMetric } from "./metrics";
import { checkPrompts, type Prompt, readPosition, refused } from "./prompts";
import { logitsAfter, runVariants } from "./run-variants";
import { type Summary, summarize } from "./statistics";

/** Interventions that are made together, of which there may be none. */
export type Condition = readonly Intervention[];

export interface PromptsRequest {
  conditions: readonly Condition[];
  metrics: readonly Metric[];
  freeze?: Freeze;
  /** Of the bootstrap. */
  seed: number;
}

export interface MetricResult extends Summary {
  metric: Metric;
  /** By prompt; null where it is not known. */
  values: (number | null)[];
}

/** By condition, by metric. */
export type PromptsResult = MetricResult[][];

export interface WorkOptions {
  onProgress?: (progress: { done: number; total: number }) => void;
  signal?: StopSignal;
}

/** Runs prompts under each of some conditions and reads metrics of the next token, prompt by prompt and together. */
export async function interveneOnPrompts(
  model: LoadedModel,
  prompts: readonly Prompt[],
  { conditions, metrics, freeze = nothingFrozen, seed }: PromptsRequest,
  { onProgress = () => {}, signal }: WorkOptions = {},
): Promise<PromptsResult> {
  checkPrompts(model.config, prompts);
  for (const metric of metrics) checkMetric(metric, prompts);
  checkInterventions(model, conditions.flat(), freeze);
  checkRoles(prompts, conditions.flat());
  const meant = conditions.flat().filter((each) => each.do === "ablate" && each.to === "mean");
  const means = meant.length === 0 ? new Map() : await meansOf(model, prompts, placesOf(meant), signal);
  const read: (number | null)[][][] = conditions.map(() => metrics.map(() => []));
  for (const [i, prompt] of prompts.entries()) {
    signal?.throwIfAborted();
    const rows = await runConditions(
      model,
      prompt,
      `Prompt ${i + 1}`,
      { conditions, means, freeze, metrics },
      signal,
    );
    for (const [c, values] of rows.entries())
      for (const [m, value] of values.entries()) read[c]?.[m]?.push(value);
    onProgress({ done: i + 1, total: prompts.length });
  }
  return read.map((byMetric) =>
    metrics.map((metric, m) => {
      const values = byMetric[m] ?? [];
      return { metric, values, ...summarize(values, seed) };
    }),
  );
}

/** A role that no prompt has is a slip of the pen; one that some lack changes nothing in these. */
function checkRoles(prompts: readonly Prompt[], interventions: Condition): void {
  const known = new Set(prompts.flatMap(({ roles }) => Object.keys(roles)));
  for (const role of interventions.flatMap(({ roles }) => roles ?? []))
    if (!known.has(role)) throw refused(`No prompt has the role ${role}.`);
}

interface ConditionsOfPrompt {
  conditions: readonly Condition[];
  means: Means;
  freeze: Freeze;
  metrics: readonly Metric[];
}

/** Metrics of one prompt, by condition. */
async function runConditions(
  model: LoadedModel,
  prompt: Prompt,
  name: string,
  { conditions, means, freeze, metrics }: ConditionsOfPrompt,
  signal: StopSignal | undefined,
): Promise<(number | null)[][]> {
  const position = readPosition(prompt, name);
  const other = prompt.counterfactual && (await stateOf(model, prompt.counterfactual.tokenIds));
  const values = ablatedValues(model, prompt, name, means, other);
  const counterfactual =
    other && prompt.counterfactual && metrics.includes("normalised-difference")
      ? await logitsAfter(
          other,
          readPosition({ ...prompt, ...prompt.counterfactual }, `${name}'s counterfactual`),
        )
      : null;
  const state = await stateOf(model, prompt.tokenIds);
  const unedited = { logits: await logitsAfter(state, position), counterfactual };
  const variants = await Promise.all(
    conditions.map((condition) => planInterventions(state, prompt, values, condition, position)),
  );
  const logits = await runVariants(state, variants, { position, freeze, ...(signal && { signal }) });
  return logits.map((of) => metrics.map((metric) => readMetric(metric, prompt, of, unedited)));
}
