import { expect, test } from "vitest";
import type { RuleChoice } from "@/lib/bounties/rule-choices";
import { readRules } from "./read-rules";

const choice: RuleChoice = {
  ...{ kind: "tier", version: 1, definition: "", suggested: {} },
  fields: [
    { name: "atLeast", as: "choice", of: ["causal", "whole"] },
    { name: "families", as: "lines", max: 20 },
    { name: "least", as: "number", min: 0, max: null, whole: true },
    { name: "frozen", as: "flag" },
  ],
};

test("what is asked for a line each is a list, without empty ones and the space around them", () => {
  const form = new FormData();
  const typed = { "r.on": "on", "r.atLeast": "whole", "r.families": " aa \r\n\r\nbb\n", "r.least": "" };
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  expect(readRules(form, [{ at: "r", choice }])).toEqual([
    { kind: "tier", version: 1, atLeast: "whole", families: ["aa", "bb"], least: null, frozen: false },
  ]);
  form.set("r.families", "");
  expect(readRules(form, [{ at: "r", choice }])).toMatchObject([{ families: [] }]);
  form.delete("r.on");
  expect(readRules(form, [{ at: "r", choice }])).toEqual([]);
});
