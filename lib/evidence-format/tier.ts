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
  byWording: readonly { wording: string; prompts: number; byAblation: readonly WholeShares[] }[];
}

type Points = readonly { predicted: number; measured: number }[];

export interface EvidenceFacts {
  /** Of its last verification, which traces it again; null where there was none. */
  verified: boolean | null;
  /** Causal checks without frozen patterns and norms: of each feature ablated its predicted and its measured effect. */
  checks: readonly Points[];
  evaluations: readonly EvaluationFacts[];
  /** Of others, or by other dictionary sets: whether they found it again. */
  replications: readonly { foundAgain: boolean }[];
}

export interface TierStep {
  tier: Tier;
  holds: boolean;
  /** Whether anything was done that tells of it. What is not known does not hold. */
  isKnown: boolean;
  /** Sentences, empty where it holds. */
  missing: readonly string[];
  /** The place among the evaluations of the one that lacks least; null where none tells of it. */
  evaluation: number | null;
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
  const { verified, checks, evaluations, replications } = facts;
  const found: Record<Tier, Omit<TierStep, "tier" | "holds">> = {
    traced: { missing: missingForTraced(facts), isKnown: verified !== null, evaluation: null },
    causal: { missing: missingForCausal(facts), isKnown: checks.length > 0, evaluation: null },
    whole: leastLacking(evaluations, missingForWhole, "A whole-circuit evaluation over a family of prompts."),
    general: leastLacking(
      evaluations,
      (each) => (each.heldOut ? missingForGeneral(each) : null),
      "A whole-circuit evaluation over the held-out prompts of a family.",
    ),
    replicated: {
      missing: replications.some(({ foundAgain }) => foundAgain)
        ? []
        : [
            "A later, verified finding of somebody else's with the same circuit, of another text or with other dictionaries.",
          ],
      isKnown: replications.length > 0,
      evaluation: null,
    },
  };
  const steps = tiers.map((tier) => ({ tier, holds: found[tier].missing.length === 0, ...found[tier] }));
  const reached = steps.findIndex(({ holds }) => !holds);
  return {
    tier: tiers[(reached < 0 ? tiers.length : reached) - 1] ?? null,
    steps,
    contradicted: replications.filter(({ foundAgain }) => !foundAgain).length,
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

function agrees(points: Points): boolean {
  const { correlationFrom, disagreement } = effectAgreement(points);
  return (
    (correlationFrom !== null && correlationFrom >= at.effectCorrelation) ||
    (disagreement !== null && disagreement <= at.effectDisagreement)
  );
}

/**
 * How far measured effects go with the predicted ones: where the 95% interval of their correlation begins, and what was measured
 * otherwise than predicted over what was measured, both summed by size. Null is what they do not tell.
 */
export function effectAgreement(points: Points) {
  const size = sum(points.map(({ measured }) => Math.abs(measured)));
  const apart = sum(points.map(({ predicted, measured }) => Math.abs(measured - predicted)));
  return { correlationFrom: lowestCorrelation(points), disagreement: size > 0 ? apart / size : null };
}

/**
 * Where the 95% interval of the correlation between predicted and measured effects begins, by Fisher's transform (Fisher 1921: a width
 * of 1.96 / sqrt(n - 3)); null below four points, and where one of the two does not vary.
 */
export function lowestCorrelation(points: Points): number | null {
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
  const enough = facts.byWording.filter(({ prompts }) => prompts >= at.promptsOfWording);
  const failing = enough.filter(({ byAblation }) => byAblation.filter(holds).length < at.ablations);
  return [
    ...missingPrompts(facts.prompts),
    ...(facts.byAblation.filter(holds).length < at.ablations
      ? [`${asked} under ${at.ablations} ablations on held-out prompts.`]
      : []),
    ...(enough.length < at.wordings
      ? [
          `Held-out prompts worded in ${at.wordings} ways, ${at.promptsOfWording} of each: there are ${enough.length} such ways.`,
        ]
      : []),
    ...failing.map(({ wording }) => `The same in the wording "${wording}" by itself.`),
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

/** Of the evaluations that tell of a tier (not null), the one that lacks least, and what that is. */
function leastLacking(
  evaluations: readonly EvaluationFacts[],
  missingOf: (facts: EvaluationFacts) => string[] | null,
  none: string,
): Pick<TierStep, "missing" | "isKnown" | "evaluation"> {
  const [best] = evaluations
    .flatMap((facts, evaluation) => {
      const missing = missingOf(facts);
      return missing ? [{ missing, isKnown: true, evaluation }] : [];
    })
    .toSorted((a, b) => a.missing.length - b.missing.length);
  return best ?? { missing: [none], isKnown: false, evaluation: null };
}
