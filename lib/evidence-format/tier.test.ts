import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type EvaluationFacts,
  type EvidenceFacts,
  lowestCorrelation,
  type Tier,
  tierOf,
  tiers,
} from "./tier";

const good = { sufficiency: 0.9, necessity: 0.8 };
const holding = (["zero", "mean", "counterfactual"] as const).map((ablation) => ({ ablation, ...good }));
const evaluation: EvaluationFacts = {
  ...{ prompts: 16, heldOut: false, randomCircuits: 100 },
  byAblation: holding.map((each) => ({ ...each, sufficiencyPercentile: 99, necessityPercentile: 97 })),
  byWording: ["a", "b"].map((wording) => ({ wording, prompts: 8, byAblation: holding })),
};
/** Measured as predicted, with a little of something else. */
const agreeing = Array.from({ length: 12 }, (_, i) => ({ predicted: i - 4, measured: i - 4 + (i % 3) / 4 }));
const everything: EvidenceFacts = {
  verified: true,
  checks: [agreeing],
  evaluations: [evaluation, { ...evaluation, heldOut: true }],
  replications: [{ foundAgain: true }],
};

const missingOf = (facts: EvidenceFacts, tier: Tier) =>
  tierOf(facts).steps.find((step) => step.tier === tier)?.missing ?? [];

describe("a tier", () => {
  test("is the highest that holds with all before it", () => {
    expect(tierOf(everything)).toMatchObject({ tier: "replicated", contradicted: 0 });
    const without: [Partial<EvidenceFacts>, Tier | null][] = [
      [{ verified: null }, null],
      [{ verified: false }, null],
      [{ checks: [] }, "traced"],
      [{ evaluations: [{ ...evaluation, heldOut: true, randomCircuits: 0 }] }, "causal"],
      [{ evaluations: [evaluation] }, "whole"],
      [{ replications: [] }, "general"],
    ];
    for (const [change, tier] of without) expect(tierOf({ ...everything, ...change }).tier).toBe(tier);
  });

  test("that does not hold says what is missing, and one that holds nothing", () => {
    for (const { missing } of tierOf(everything).steps) expect(missing).toEqual([]);
    const none = { verified: null, checks: [], evaluations: [], replications: [] };
    for (const { missing, tier } of tierOf(none).steps) expect(missing, tier).toHaveLength(1);
  });

  test("of which nothing was done that tells is not known, and does not hold", () => {
    const none = { verified: null, checks: [], evaluations: [], replications: [] };
    const knownOf = (facts: EvidenceFacts) =>
      tierOf(facts).steps.flatMap((step) => (step.isKnown ? [step.tier] : []));
    expect(knownOf(none)).toEqual([]);
    expect(knownOf(everything)).toEqual(tiers);
    const failing = { verified: false, checks: [[]], evaluations: [evaluation], replications: [] };
    expect(knownOf(failing)).toEqual(["traced", "causal", "whole"]);
    expect(tierOf(failing).tier).toBeNull();
  });

  test("names the evaluation that lacks least for it, the first of those that lack as little", () => {
    const lacking = { ...evaluation, prompts: 3 };
    const heldOut = { ...evaluation, heldOut: true };
    const named = (evaluations: EvaluationFacts[]) =>
      tierOf({ ...everything, evaluations }).steps.map((step) => step.evaluation);
    expect(named([])).toEqual([null, null, null, null, null]);
    expect(named([lacking, evaluation, evaluation])).toEqual([null, null, 1, null, null]);
    expect(named([lacking, { ...heldOut, prompts: 7 }, heldOut])).toEqual([null, null, 2, 2, null]);
  });

  test("is not taken away by a replication that failed, which is counted", () => {
    const replications = [{ foundAgain: true }, { foundAgain: false }, { foundAgain: false }];
    expect(tierOf({ ...everything, replications })).toMatchObject({ tier: "replicated", contradicted: 2 });
    expect(tierOf({ ...everything, replications: replications.slice(1) }).tier).toBe("general");
  });
});

describe("measured effects", () => {
  const few = (n: number) => agreeing.slice(0, n);
  test("of few nodes tell by how far they are from what was predicted", () => {
    expect(missingOf({ ...everything, checks: [few(2)] }, "causal")).toEqual([]);
    const wrong = few(2).map(({ predicted }) => ({ predicted, measured: -predicted }));
    expect(missingOf({ ...everything, checks: [wrong] }, "causal")).toHaveLength(1);
    expect(missingOf({ ...everything, checks: [[{ predicted: 0, measured: 0 }]] }, "causal")).toHaveLength(1);
  });

  test("on another scale than predicted pass by their correlation, and ones without any do not", () => {
    const scaled = agreeing.map(({ predicted, measured }) => ({ predicted, measured: 7 * measured }));
    expect(missingOf({ ...everything, checks: [scaled] }, "causal")).toEqual([]);
    const turned = agreeing.map(({ predicted }, i) => ({ predicted, measured: 5 * (-1) ** i }));
    expect(missingOf({ ...everything, checks: [turned] }, "causal")).toHaveLength(1);
  });

  test("have the interval that the transform's table gives", () => {
    // r = 0.5 of 28: z = 0.5493 less 1.96 / 5 is 0.1573, whose tanh is 0.156.
    const points = Array.from({ length: 28 }, (_, i) => ({ predicted: Math.sin(i), measured: Math.sin(i) }));
    expect(lowestCorrelation(points)).toBeGreaterThan(0.99);
    const half = (z: number, n: number) => Math.tanh(Math.atanh(z) - 1.959964 / Math.sqrt(n - 3));
    expect(half(0.5, 28)).toBeCloseTo(0.156, 3);
    expect(lowestCorrelation(points.slice(0, 3))).toBeNull();
    expect(lowestCorrelation(points.map(({ measured }) => ({ predicted: 1, measured })))).toBeNull();
  });
});

test("a circuit that is too large to give back half, or gives back twice too much, is not whole", () => {
  for (const sufficiency of [0.4, 1.6, null]) {
    const byAblation = evaluation.byAblation.map((each) => ({ ...each, sufficiency }));
    expect(missingOf({ ...everything, evaluations: [{ ...evaluation, byAblation }] }, "whole")).toHaveLength(
      1,
    );
  }
});

test("one ablation of three that flatters is not enough, and two of three are", () => {
  const under = (passing: number) =>
    evaluation.byAblation.map((each, i) => (i < passing ? each : { ...each, necessity: 0.1 }));
  const missing = (passing: number) =>
    missingOf({ ...everything, evaluations: [{ ...evaluation, byAblation: under(passing) }] }, "whole");
  expect([missing(1).length, missing(2).length]).toEqual([1, 0]);
});

test("a circuit that as many random ones equal is not whole, nor is one beside which too few were drawn", () => {
  const equalled = evaluation.byAblation.map((each) => ({ ...each, necessityPercentile: 95 }));
  for (const change of [{ byAblation: equalled }, { randomCircuits: 99 }])
    expect(missingOf({ ...everything, evaluations: [{ ...evaluation, ...change }] }, "whole")).toHaveLength(
      1,
    );
});

test("what holds in one wording, or in another by its neighbours alone, is not general", () => {
  const heldOut = { ...evaluation, heldOut: true };
  const [a] = evaluation.byWording;
  const failing = {
    wording: "b",
    prompts: 8,
    byAblation: holding.map((each) => ({ ...each, necessity: 0 })),
  };
  for (const byWording of [
    a ? [a] : [],
    a ? [a, failing] : [],
    a ? [a, { ...a, wording: "b", prompts: 3 }] : [],
  ])
    expect(missingOf({ ...everything, evaluations: [{ ...heldOut, byWording }] }, "general")).toHaveLength(1);
});

test("more evidence never lowers a tier", () => {
  const rank = (tier: Tier | null) => (tier === null ? -1 : tiers.indexOf(tier));
  const share = fc.option(fc.double({ min: -1, max: 2, noNaN: true }), { nil: null });
  const percentile = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });
  const wholes = fc.record({
    ablation: fc.constantFrom("zero", "mean"),
    sufficiency: share,
    necessity: share,
  });
  const evaluations = fc.record({
    ...{ prompts: fc.nat(20), heldOut: fc.boolean(), randomCircuits: fc.nat(200) },
    byAblation: fc.array(
      wholes.chain((each) =>
        fc
          .record({ sufficiencyPercentile: percentile, necessityPercentile: percentile })
          .map((more) => ({ ...each, ...more })),
      ),
      { maxLength: 3 },
    ),
    byWording: fc.array(
      fc.record({ wording: fc.string(), prompts: fc.nat(9), byAblation: fc.array(wholes, { maxLength: 3 }) }),
      { maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(fc.array(evaluations, { maxLength: 3 }), evaluations, (some, more) => {
      const facts = { ...everything, evaluations: some };
      const richer = { ...facts, evaluations: [...some, more], checks: [...facts.checks, []] };
      expect(rank(tierOf(richer).tier)).toBeGreaterThanOrEqual(rank(tierOf(facts).tier));
    }),
  );
});
