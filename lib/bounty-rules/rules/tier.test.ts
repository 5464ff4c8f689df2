import { expect, test } from "vitest";
import type { EntryFacts, Evaluated } from "@/lib/bounty-format/facts";
import { ablations } from "@/lib/evidence-format/evaluation";
import { tierThresholds } from "@/lib/evidence-format/tier-thresholds";
import { judgeEntry } from "../judge-entry";
import { madeUpEntry, madeUpTerms, opened } from "../made-up-entry";

const holding = { sufficiency: 0.9, necessity: 0.8 };
const evaluated = (change: Partial<Evaluated> = {}): Evaluated => ({
  ...{ id: "0193a000-0000-7000-8000-0000abcd1234", family: "f".repeat(64), begunAt: opened },
  ...{ prompts: 16, heldOut: false, randomCircuits: 100 },
  byAblation: ablations.map((ablation) => ({
    ...{ ablation, ...holding, sufficiencyPercentile: 99, necessityPercentile: 99 },
  })),
  byWording: ["a", "b"].map((wording) => ({
    ...{ wording, prompts: 8, byAblation: ablations.map((ablation) => ({ ablation, ...holding })) },
  })),
  ...change,
});
const general = [evaluated(), evaluated({ heldOut: true })];
function judgedAs(atLeast: string, facts: Partial<EntryFacts>, families: string[] = []) {
  const terms = madeUpTerms([{ kind: "tier", version: 1, atLeast, families }]);
  const [rule] = judgeEntry(terms, madeUpEntry(terms, { facts })).rules;
  if (!rule) throw new Error("there is no rule");
  return rule;
}

test("a tier of evidence is reached by what was done over families, those that count alone", () => {
  expect(judgedAs("general", { evaluations: general }).outcome).toBe("passed");
  expect(judgedAs("whole", { evaluations: general }, ["f".repeat(64)]).outcome).toBe("passed");
  expect(judgedAs("whole", { evaluations: general }, ["e".repeat(64)])).toMatchObject({
    ...{ outcome: "failed", says: "By what was done by then it is causal." },
    change: expect.stringMatching(/before it is entered: A whole-circuit evaluation/),
  });
  expect(judgedAs("general", { evaluations: general.slice(0, 1) }).outcome).toBe("failed");
});

test("a tier of evidence is not reached by the one prompt on which it works, nor by a circuit as large as random ones that do as well", () => {
  expect(judgedAs("whole", { evaluations: [evaluated({ prompts: 1 })] }).outcome).toBe("failed");
  const large = ablations.map((ablation) => ({
    ...{ ablation, sufficiency: 1, necessity: 1, sufficiencyPercentile: 60, necessityPercentile: 60 },
  }));
  expect(judgedAs("whole", { evaluations: [evaluated({ byAblation: large })] })).toMatchObject({
    ...{ outcome: "failed", change: expect.stringMatching(/better at both than 95 of a hundred random/) },
  });
});

test("a tier of evidence waits for what it reads and for nothing else", () => {
  for (const why of ["waiting", "unknown"] as const) {
    expect(judgedAs("whole", { evaluations: why }).outcome).toBe(why);
    expect(judgedAs("causal", { evaluations: why }).outcome).toBe("passed");
    expect(judgedAs("traced", { causalChecks: { free: why, frozen: why } }).outcome).toBe("passed");
    expect(judgedAs("causal", { causalChecks: { free: why, frozen: why } }).outcome).toBe(why);
    expect(judgedAs("traced", { verification: why }).outcome).toBe(why);
  }
  // Facts of before the rule was have none.
  expect(judgedAs("whole", { evaluations: undefined }).outcome).toBe("unknown");
  const verification = { passed: false, largestDifference: 1, at: opened };
  expect(judgedAs("traced", { verification })).toMatchObject({
    ...{ outcome: "failed", says: "By what was done by then it is not even traced." },
  });
});

test("a tier of evidence is judged by the marks that its version was published with: who changes them writes a second", () => {
  expect(tierThresholds).toEqual({
    ...{ effectCorrelation: 0.3, effectDisagreement: 0.5, sufficiency: { least: 0.5, most: 1.5 } },
    ...{ necessity: 0.5, ablations: 2, percentile: 95, randomCircuits: 100, prompts: 8, wordings: 2 },
    promptsOfWording: 4,
  });
});
