import { describe, expect, test } from "vitest";
import { experimentSchema } from "@/lib/experiment-format/experiment";
import { interventionWords } from "./experiment-words";
import {
  type Change,
  type ChosenChange,
  changes,
  interventionOf,
  isChange,
  readPlan,
  withCondition,
} from "./made-condition";

const chosen: ChosenChange = {
  ...{ change: "head", layer: "3", head: "5", feature: "attn.3.566", to: "mean", role: "S2" },
};
const all: Change[] = Object.keys(changes).flatMap((name) => (isChange(name) ? [name] : []));

test.each(all)("%s is offered as an intervention that a file may have, and said in words", (change) => {
  for (const layer of ["2", "each", " All "]) {
    const made = interventionOf({ ...chosen, change, layer });
    if (typeof made === "string") throw new Error(made);
    const condition = { name: "one", interventions: [made] };
    expect(experimentSchema.shape.conditions.parse([condition])[0]?.interventions).toEqual([made]);
    expect(interventionWords(made)).toMatch(/S2/);
  }
});

describe("what is not whole is said", () => {
  test.each([
    [{ role: null }, "Choose a role"],
    [{ layer: "last" }, "A layer is a number"],
    [{ layer: "-1" }, "A layer is a number"],
    [{ head: "" }, "A head is a number from 0, or each."],
    [{ change: "patch k" as const, head: "each" }, "A head is a number from 0."],
    [{ change: "feature" as const, feature: "566" }, "Name the feature"],
    [{ change: "feature" as const, feature: "attn.3.566@4" }, "Name the feature"],
  ])("%o", (change, says) => {
    expect(interventionOf({ ...chosen, ...change })).toContain(says);
  });
});

test("each head may be ablated by itself", () => {
  const made = interventionOf({ ...chosen, layer: "each", head: "each" });
  if (typeof made === "string") throw new Error(made);
  expect(made).toMatchObject({ what: { part: "head", layer: "each", head: "each" } });
  expect(interventionWords(made)).toBe(
    "bring each head of each layer, by itself, to the mean over the prompts, at the same role, at S2",
  );
});

test("a splice may be at every position", () => {
  expect(interventionOf({ ...chosen, change: "splice all", layer: "all", role: null })).toEqual({
    ...{ do: "splice", kind: "all", layer: "all", keepError: false, roles: null },
  });
});

test("a condition is added to what stands in the plan, under a name of its own", () => {
  const intervention = interventionOf(chosen);
  if (typeof intervention === "string") throw new Error(intervention);
  const once = withCondition('{"digits": 2}', { name: "head 3.5", intervention });
  if (!("plan" in once)) throw new Error(once.fault);
  const twice = withCondition(once.plan, { name: "head 3.5", intervention });
  if (!("plan" in twice)) throw new Error(twice.fault);
  expect(readPlan(twice.plan)).toEqual({
    digits: 2,
    conditions: ["head 3.5", "head 3.5, 2"].map((name) => ({ name, interventions: [intervention] })),
  });
  expect(withCondition("{", { name: "x", intervention })).toEqual({
    fault: expect.stringContaining("It is no JSON"),
  });
  expect(withCondition("[1]", { name: "x", intervention })).toEqual({ fault: "It is no JSON object." });
});
