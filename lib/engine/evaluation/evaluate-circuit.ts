import type { Ablation, Metric } from "@/lib/evidence-format/evaluation";
import type { LoadedModel } from "../model";
import { type Areas, areasOf } from "./areas";
import { roleNodeName } from "./circuit-nodes";
import { type EvaluatedPrompt, evaluatePrompt } from "./evaluate-prompt";
import { type EvaluationPlan, type EvaluationRequest, planEvaluation } from "./evaluation-plan";
import type { WorkOptions } from "./intervene-on-prompts";
import type { Prompt } from "./prompts";
import { percentileOf } from "./random-circuits";
import { bootstrap, meanOf, ratio, type Summary, summarize } from "./statistics";

/** A metric under a set of edits, and as a share of what ablating all does: null where that is nothing. */
export interface SetResult {
  metric: Summary;
  /** Of a set that is kept its faithfulness, `(m(set) - m(none)) / (m(whole) - m(none))`; of an ablated one `(m(whole) - m(set)) / (m(whole) - m(none))`. */
  share: number | null;
  /** 95%, over bootstrap samples of the prompts. */
  interval: [low: number, high: number] | null;
}

export interface BesideRandom {
  /** Each random circuit's share, in the order in which they were drawn. */
  shares: (number | null)[];
  /** Of a hundred, how many have a smaller share than the circuit. */
  percentile: number | null;
  /** Of a hundred, how many have a share further from 1. */
  percentileByDistance: number | null;
}

export interface AblationResult {
  ablation: Ablation;
  /** Nothing kept: all features and errors ablated, of every site at every role. */
  none: Summary;
  /** The circuit kept, the rest ablated. */
  sufficiency: SetResult & { random: BesideRandom | null };
  /** The circuit ablated, the rest kept. */
  necessity: SetResult & { random: BesideRandom | null };
  errors: {
    /** The circuit kept without the error terms that are in it. */
    without: SetResult;
    /** Those error terms kept, and nothing else. */
    alone: SetResult;
    /** `(m(circuit) - m(circuit without errors)) / (m(circuit) - m(none))`; null where the circuit does nothing. */
    share: number | null;
  };
  curve: (SetResult & { nodesShare: number; nodes: number; ranked: number })[];
  areas: Areas;
}

export interface CircuitEvaluation {
  metric: Metric;
  seed: number;
  frozen: { patterns: boolean; layerNorms: boolean };
  prompts: {
    all: number /** Left out, since the metric of one of their runs is not known. */;
    unknown: number;
  };
  /** All nodes that are kept or ablated, with those that only counterfactuals have. */
  universe: { nodes: number; counterfactualOnly: number };
  circuit: {
    nodes: string[];
    features: number;
    skips: number;
    errors: number;
    ranked: number;
    withoutRole: string[];
  };
  whole: Summary;
  byAblation: AblationResult[];
  /** In the prompts' order. */
  byPrompt: PromptResult[];
}

/** The metric of one prompt without edits and under each ablation; null where it is not known. */
export interface PromptResult {
  whole: number | null;
  byAblation: {
    ablation: Ablation;
    none: number | null;
    kept: number | null;
    ablated: number | null;
    withoutErrors: number | null;
    errorsAlone: number | null;
    curve: (number | null)[];
  }[];
}

/** Evaluates a circuit over prompts (docs/evidence.md, "A whole circuit"). */
export async function evaluateCircuit(
  model: LoadedModel,
  prompts: readonly Prompt[],
  request: EvaluationRequest,
  options: WorkOptions = {},
): Promise<CircuitEvaluation> {
  const plan = await planEvaluation(model, prompts, request, options);
  const rows: EvaluatedPrompt[] = [];
  for (const [i, prompt] of prompts.entries()) {
    options.signal?.throwIfAborted();
    rows.push(await evaluatePrompt(model, plan, prompt, `Prompt ${i + 1}`, options.signal));
    options.onProgress?.({ done: i + 1, total: prompts.length });
  }
  return combineEvaluation(plan, rows);
}

/** Puts together what was found prompt by prompt, in the prompts' order. */
export function combineEvaluation(plan: EvaluationPlan, rows: readonly EvaluatedPrompt[]): CircuitEvaluation {
  const { request, universe, nodes } = plan;
  const known = rows.filter(
    ({ whole, byAblation }) => whole !== null && byAblation.every(({ values }) => !values.includes(null)),
  );
  const whole = known.map((row) => row.whole ?? Number.NaN);
  return {
    ...{ metric: request.metric, seed: request.seed },
    frozen: { patterns: request.freeze.patterns, layerNorms: request.freeze.layerNorms },
    prompts: { all: rows.length, unknown: rows.length - known.length },
    universe: {
      nodes: universe.nodes.length + universe.counterfactualOnly.length,
      counterfactualOnly: universe.counterfactualOnly.length,
    },
    circuit: {
      nodes: nodes.map(roleNodeName),
      features: nodes.filter(({ index }) => typeof index === "number").length,
      skips: nodes.filter(({ index }) => index === "skip").length,
      errors: nodes.filter(({ index }) => index === null).length,
      ranked: request.circuit.ranked.length,
      withoutRole: request.circuit.withoutRole,
    },
    whole: summarize(whole, request.seed),
    byAblation: request.ablations.map((ablation, a) =>
      combineAblation(
        plan,
        ablation,
        whole,
        known.map(({ byAblation }) => (byAblation[a]?.values ?? []).map((value) => value ?? Number.NaN)),
      ),
    ),
    byPrompt: rows.map((row) => promptResult(row, plan.sizes.length)),
  };
}

function promptResult({ whole, byAblation }: EvaluatedPrompt, sizes: number): PromptResult {
  return {
    whole,
    byAblation: byAblation.map(({ ablation, values }) => {
      const [none = null, kept = null, ablated = null, withoutErrors = null, errorsAlone = null] = values;
      const curve = values.slice(5, 5 + sizes);
      return { ablation, none, kept, ablated, withoutErrors, errorsAlone, curve };
    }),
  };
}

/** `rows` has of each prompt the metric under every set, in the plan's order. */
function combineAblation(
  { request, sizes, random }: EvaluationPlan,
  ablation: Ablation,
  whole: readonly number[],
  rows: readonly (readonly number[])[],
): AblationResult {
  const column = (set: number) => rows.map((row) => row[set] ?? Number.NaN);
  const none = column(0);
  const { seed } = request;
  const of = (set: number, are: "kept" | "ablated") => setResult({ whole, none, of: column(set), are, seed });
  const [kept, ablated, without, alone] = [of(1, "kept"), of(2, "ablated"), of(3, "kept"), of(4, "kept")];
  const curve = sizes.map(({ share, count, ranked }, i) => ({
    ...{ nodesShare: share, nodes: count, ranked, ...of(5 + i, "kept") },
  }));
  const first = 5 + sizes.length;
  const beside = (from: number, are: "kept" | "ablated", own: number | null) =>
    random.length === 0
      ? null
      : besideRandom(
          own,
          random.map((_, n) => shareOf(whole, none, column(from + n), are)),
        );
  const carried = ratioOfMeans(
    kept.metric.mean,
    without.metric.mean,
    kept.metric.mean,
    none.length === 0 ? null : meanOf(none),
  );
  return {
    ablation,
    none: summarize(none, seed),
    sufficiency: { ...kept, random: beside(first, "kept", kept.share) },
    necessity: { ...ablated, random: beside(first + random.length, "ablated", ablated.share) },
    errors: { without, alone, share: carried },
    curve,
    areas: areasOf(curve.map(({ nodesShare, share }) => ({ share: nodesShare, faithfulness: share }))),
  };
}

/** `(a - b) / (c - d)`, null where one is not known or the quotient is not. */
function ratioOfMeans(a: number | null, b: number | null, c: number | null, d: number | null): number | null {
  if (a === null || b === null || c === null || d === null) return null;
  return ratio(a - b, c - d, Math.max(Math.abs(c), Math.abs(d)));
}

interface SetValues {
  whole: readonly number[];
  none: readonly number[];
  of: readonly number[];
  are: "kept" | "ablated";
  seed: number;
}

function setResult({ whole, none, of, are, seed }: SetValues): SetResult {
  const drawn = (values: readonly number[], places: readonly number[]) =>
    places.map((i) => values[i] ?? Number.NaN);
  return {
    metric: summarize(of, seed),
    share: shareOf(whole, none, of, are),
    interval:
      of.length < 2
        ? null
        : bootstrap(of.length, seed, (places) =>
            shareOf(drawn(whole, places), drawn(none, places), drawn(of, places), are),
          ),
  };
}

/** A ratio of means over prompts, as MIB's: a prompt that all ablations leave alone weighs what it weighs in the mean. */
function shareOf(
  whole: readonly number[],
  none: readonly number[],
  of: readonly number[],
  are: "kept" | "ablated",
): number | null {
  if (of.length === 0) return null;
  const [w, n, m] = [meanOf(whole), meanOf(none), meanOf(of)];
  return are === "kept" ? ratioOfMeans(m, n, w, n) : ratioOfMeans(w, m, w, n);
}

function besideRandom(own: number | null, shares: (number | null)[]): BesideRandom {
  const known = shares.filter((share) => share !== null);
  const isKnown = own !== null && known.length === shares.length;
  const distance = (share: number) => -Math.abs(1 - share);
  return {
    shares,
    percentile: isKnown ? percentileOf(own, known) : null,
    percentileByDistance: isKnown ? percentileOf(distance(own), known.map(distance)) : null,
  };
}
