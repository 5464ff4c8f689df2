import type { Ablation } from "./evaluation";
import { tierThresholds as at } from "./tier-thresholds";

/** How far a circuit is shown, in order: each asks for all before it. By rule alone; nobody's opinion moves it. */
export const tiers = ["traced", "causal", "whole", "general", "replicated"] as const;
export type Tier = (typeof tiers)[number];

/** What a circuit kept and ablated does on some prompts; null is not known. */
export interface WholeShares {
  ablation: Ablation;
  sufficiency: number | null;
  necessity: number | null;
}

/** A whole-circuit evaluation, as far as tiers read it (`circuit-commons/evaluation@1`). */
export interface EvaluationFacts {
  prompts: number;
  /** Whether all its prompts are of the part that a family holds out. */
  heldOut: boolean;
  randomCircuits: number;
  byAblation: readonly (WholeShares & {
    /** Of a hundred random circuits, how many give back a share further from 1. */
    sufficiencyPercentile: number | null;
    /** Of a hundred, how many take away less. */
    necessityPercentile: number | null;
  })[];
  /** The same shares over the prompts of each way to word it, by its name. */
  byVariant: readonly { variant: string; prompts: number; byAblation: readonly WholeShares[] }[];
}

export interface EvidenceFacts {
  /** Of its last verification, which traces it again; null where there was none. */
  verified: boolean | null;
  /** Causal checks without frozen patterns and norms: of each feature ablated its predicted and its measured effect. */
  checks: readonly (readonly { predicted: number; measured: number }[])[];
  evaluations: readonly EvaluationFacts[];
  /** Of others, or by other dictionary sets: whether they found it again. */
  replications: readonly { foundAgain: boolean }[];
}

export interface TierStep {
  tier: Tier;
  holds: boolean;
  /** Sentences, empty where it holds. */
  missing: readonly string[];
}

export interface Evidence {
  /** The highest that holds with all before it; null where not even the first does. */
  tier: Tier | null;
  steps: readonly TierStep[];
  /** Replications that did not find it again: they take no tier away and are told beside it. */
  contradicted: number;
}

/** The tier of a circuit, and what is missing for each that it has not. */
export function tierOf(facts: EvidenceFacts): Evidence {
  const missing: Record<Tier, string[]> = {
    traced: missingForTraced(facts),
    causal: missingForCausal(facts),
    whole: fewest(facts.evaluations, missingForWhole, "A whole-circuit evaluation over a family of prompts."),
    general: fewest(
      facts.evaluations.filter(({ heldOut }) => heldOut),
      missingForGeneral,
      "A whole-circuit evaluation over the held-out prompts of a family.",
    ),
    replicated: facts.replications.some(({ foundAgain }) => foundAgain)
      ? []
      : ["Another person, or another dictionary set, that found it again."],
  };
  const steps = tiers.map((tier) => ({ tier, holds: missing[tier].length === 0, missing: missing[tier] }));
  const reached = steps.findIndex(({ holds }) => !holds);
  return {
    tier: tiers[(reached < 0 ? tiers.length : reached) - 1] ?? null,
    steps,
    contradicted: facts.replications.filter(({ foundAgain }) => !foundAgain).length,
  };
}

function missingForTraced({ verified }: EvidenceFacts): string[] {
  if (verified === null) return ["A verification, which traces it again and compares every number."];
  return verified ? [] : ["A verification that passes: the last one came to other numbers."];
}

function missingForCausal({ checks }: EvidenceFacts): string[] {
  if (checks.length === 0) return ["A causal check without frozen attention and LayerNorm."];
  if (checks.some(agrees)) return [];
  return [
    `Measured effects that go with the predicted ones: the 95% interval of their correlation from ${at.effectCorrelation} on, or at most ${at.effectDisagreement} of what was measured predicted otherwise.`,
  ];
}

function agrees(points: readonly { predicted: number; measured: number }[]): boolean {
  const lowest = lowestCorrelation(points);
  if (lowest !== null && lowest >= at.effectCorrelation) return true;
  const size = sum(points.map(({ measured }) => Math.abs(measured)));
  const apart = sum(points.map(({ predicted, measured }) => Math.abs(measured - predicted)));
  return size > 0 && apart / size <= at.effectDisagreement;
}

/**
 * Where the 95% interval of the correlation between predicted and measured effects begins, by Fisher's transform (Fisher 1921: a width
 * of 1.96 / sqrt(n - 3)); null below four points, and where one of the two does not vary.
 */
export function lowestCorrelation(points: readonly { predicted: number; measured: number }[]): number | null {
  const n = points.length;
  if (n < 4) return null;
  const [p, m] = [
    sum(points.map(({ predicted }) => predicted)) / n,
    sum(points.map(({ measured }) => measured)) / n,
  ];
  const [pp, mm, pm] = [
    sum(points.map(({ predicted }) => (predicted - p) ** 2)),
    sum(points.map(({ measured }) => (measured - m) ** 2)),
    sum(points.map(({ predicted, measured }) => (predicted - p) * (measured - m))),
  ];
  if (pp === 0 || mm === 0) return null;
  // The transform of 1 is infinite, and rounding may lead past it.
  const correlation = Math.max(-1 + 1e-12, Math.min(1 - 1e-12, pm / Math.sqrt(pp * mm)));
  return Math.tanh(Math.atanh(correlation) - 1.959964 / Math.sqrt(n - 3));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function missingForWhole(facts: EvaluationFacts): string[] {
  const passed = facts.byAblation.filter(
    (each) => holds(each) && above(each.sufficiencyPercentile) && above(each.necessityPercentile),
  );
  const held = facts.byAblation.filter(holds);
  return [
    ...missingPrompts(facts.prompts),
    ...(facts.randomCircuits < at.randomCircuits ? [`${at.randomCircuits} random circuits beside it.`] : []),
    ...(held.length < at.ablations
      ? [`${asked} under ${at.ablations} ablations: it is so under ${held.length}.`]
      : passed.length < at.ablations
        ? [
            `Doing better at both than ${at.percentile} of a hundred random circuits, under ${at.ablations} ablations: it is so under ${passed.length}.`,
          ]
        : []),
  ];
}

const asked = `Giving back ${at.sufficiency.least} to ${at.sufficiency.most} of what the model does where it is kept, and taking away ${at.necessity} where it is ablated,`;

function missingForGeneral(facts: EvaluationFacts): string[] {
  const enough = facts.byVariant.filter(({ prompts }) => prompts >= at.promptsOfVariant);
  const failing = enough.filter(({ byAblation }) => byAblation.filter(holds).length < at.ablations);
  return [
    ...missingPrompts(facts.prompts),
    ...(facts.byAblation.filter(holds).length < at.ablations
      ? [`${asked} under ${at.ablations} ablations on held-out prompts.`]
      : []),
    ...(enough.length < at.variants
      ? [
          `Held-out prompts worded in ${at.variants} ways, ${at.promptsOfVariant} of each: there are ${enough.length} such ways.`,
        ]
      : []),
    ...failing.map(({ variant }) => `The same in the wording "${variant}" by itself.`),
  ];
}

const missingPrompts = (prompts: number) =>
  prompts < at.prompts ? [`${at.prompts} prompts: the evaluation has ${prompts}.`] : [];

/** What is not known does not hold. */
const holds = ({ sufficiency, necessity }: WholeShares) =>
  sufficiency !== null &&
  necessity !== null &&
  sufficiency >= at.sufficiency.least &&
  sufficiency <= at.sufficiency.most &&
  necessity >= at.necessity;

const above = (percentile: number | null) => percentile !== null && percentile > at.percentile;

/** What the evaluation lacks that lacks least. */
function fewest(
  evaluations: readonly EvaluationFacts[],
  missingOf: (facts: EvaluationFacts) => string[],
  none: string,
): string[] {
  const [best = [none]] = evaluations.map(missingOf).toSorted((a, b) => a.length - b.length);
  return best;
}
