import { expect, test } from "vitest";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { readFamily } from "@/lib/family-format/read-family";
import type { WrittenExperiment } from "./experiment";
import { checkFitsFamily, familyInUse } from "./fit-family";
import type { WrittenIntervention } from "./intervention";
import { madeUpExperiment } from "./made-up-experiment";
import { readExperiment } from "./read-experiment";

const roles = [{ name: "A" }, { name: "B", everywhere: false }];
/** Two texts, of which one has a counterfactual, a distractor and the role B. */
const family = readFamily({
  ...{ format: "circuit-commons/family@1", title: "Two texts", roles, heldOutPercent: 0 },
  templates: [
    {
      ...{ name: "whole", text: "[A:one] and [B:two]", answer: " x", distractor: " y" },
      counterfactual: "[A:three] and [B:four]",
    },
    { name: "bare", text: "[A:five]", answer: " x" },
  ],
});
const other: WrittenIntervention = {
  ...{ do: "ablate", what: { part: "site", kind: "attn", layer: 0 }, to: "zero", roles: ["A"] },
};
function check(intervention: object, change: Partial<WrittenExperiment> = {}) {
  const experiment = readExperiment({
    ...madeUpExperiment(),
    metrics: ["logit"],
    conditions: [{ name: "c", interventions: [{ ...other, ...intervention }] }],
    ...change,
  });
  return checkFitsFamily(experiment, family);
}

test("what a family has not is said before anything is computed", () => {
  expect(() => check({})).not.toThrow();
  expect(() => check({ to: "mean" })).not.toThrow();
  expect(() => check({ roles: ["C"] })).toThrow('Condition "c": the family has no role C. It has A, B.');
  expect(() => check({ to: "counterfactual" })).toThrow(
    'Condition "c": prompt 2 has no counterfactual to take the values of.',
  );
  // A role that a prompt lacks changes nothing there, so nothing is needed there.
  expect(() => check({ to: "counterfactual", roles: ["B"] })).not.toThrow();
  expect(() => check({ to: "mean", roles: ["B"] })).toThrow("only one of the prompts has the role B");
  expect(() => check({}, { metrics: ["logit-difference"] })).toThrow(
    "The logit-difference needs a distractor, and prompt 2 of the family has none.",
  );
  const first = (change: object) => ({ prompts: { first: 1, ...change } });
  expect(() => check({}, { metrics: ["normalised-difference"], ...first({}) })).not.toThrow();
  expect(() => check({ to: "mean" }, first({}))).toThrow("the mean of one prompt is that prompt");
  expect(() => check({}, first({ rule: "none such" }))).toThrow(
    'The family has no counterfactual "none such"',
  );
  expect(() => check({}, first({ only: "held-out" }))).toThrow("The family has no held-out prompts");
});

test("a family's rules that an experiment does not use need not fit a model's tokens", () => {
  const read = readFamily({
    ...madeUpFamily(),
    counterfactuals: ["first", "second", "third"].map((name) => ({
      ...{ name, rule: "moved", before: null, text: "Then " },
    })),
  });
  const used = (rule: string | null, of: string | null) => {
    const [condition] = madeUpExperiment().conditions;
    if (!condition) throw new Error("there is a condition");
    const experiment = readExperiment({
      ...madeUpExperiment(),
      prompts: { rule },
      conditions: [{ ...condition, rule: of }],
    });
    return familyInUse(experiment, read).family.counterfactuals.map(({ name }) => name);
  };
  expect(used(null, null)).toEqual(["first"]);
  expect(used(null, "third")).toEqual(["first", "third"]);
  expect(used("second", null)).toEqual(["second"]);
});
