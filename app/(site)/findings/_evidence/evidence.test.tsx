import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { tierOf, tiers } from "@/lib/evidence-format/tier";
import type { FindingTier, LinkedReplications } from "@/lib/tiers/view";
import { Evidence } from "./evidence";

const at = new Date("2026-01-01T00:00:00Z");
const nobody: LinkedReplications = { all: 0, first: [] };
const { steps } = tierOf({ verified: null, checks: [], evaluations: [], replications: [] });
const nothing: FindingTier = {
  ...{ tier: null, verification: null, check: null, evaluations: { all: 0, unread: 0 } },
  steps: steps.map((step) => ({ ...step, missing: [...step.missing], evaluation: null })),
  foundAgain: null,
  replications: { foundAgain: nobody, notFoundAgain: nobody },
};
const evaluation = { id: "7", prompts: 16, family: { id: "8", version: 1, title: "\u202eWho gets it" } };
const whole: FindingTier = {
  ...nothing,
  tier: "whole",
  steps: nothing.steps.map((step, n) =>
    n > 2
      ? step
      : { ...step, holds: true, isKnown: true, missing: [], evaluation: n === 2 ? evaluation : null },
  ),
  verification: { passed: true, at },
  check: { at, features: 12, correlationFrom: 0.6182, disagreement: 0.9 },
  evaluations: { all: 3, unread: 1 },
};
const html = (evidence: FindingTier) => renderToStaticMarkup(<Evidence evidence={evidence} circuitId="2" />);
const says = (evidence: FindingTier) => html(evidence).replace(/<[^>]*>/g, "");

test("what nobody has done anything about is said to be unknown, with what is missing for the first tier", () => {
  const text = says(nothing);
  expect(text).toContain("Evidence: none of the tiers yet");
  expect(text).toContain("Missing for traced, of which nothing is known yet:A verification");
  expect(text.match(/not known/g)).toHaveLength(2 * tiers.length);
  expect(text).not.toMatch(/does not hold|: holds/);
  expect(html(nothing)).toContain('href="/circuits/2"');
});

test("a tier that holds says what shows it, and what is missing for the next alone", () => {
  const [before] = says(whole).split("Every tier");
  expect(before).toContain("Evidence: whole");
  expect(before).toContain("Evaluated over 16 prompts of \u202eWho gets it");
  expect(before).toContain(
    "Missing for general, of which nothing is known yet:A whole-circuit evaluation over the held-out",
  );
  expect(html(whole)).toContain("<bdi>\u202eWho gets it</bdi>");
  expect(html(whole).match(/aria-current="step"/g)).toHaveLength(1);
  expect(says(whole)).toContain("of the correlation begins at 0.618.");
  expect(says(whole)).toContain("1 of an earlier release is not read yet");
  const { check } = whole;
  const few = says({ ...whole, check: check && { ...check, correlationFrom: null, disagreement: 0.25 } });
  expect(few).toContain("a share of 0.250 was predicted otherwise");
});

test("a negative replication stands as a positive one does, before it, and neither is more than its author's word", () => {
  const one = (title: string): LinkedReplications => ({
    all: 1,
    first: [{ id: title, title, author: { handle: "ada", name: null } }],
  });
  const shown = html({ ...whole, replications: { foundAgain: one("again"), notFoundAgain: one("never") } });
  const notices = shown.match(/<div class="border-l-2[^>]*>/g) ?? [];
  expect(notices).toHaveLength(2);
  expect(new Set(notices).size).toBe(1);
  expect(shown.indexOf("/findings/never")).toBeLessThan(shown.indexOf("/findings/again"));
  expect(shown.match(/move no tier/g)).toHaveLength(2);
  const many = says({
    ...whole,
    replications: { foundAgain: nobody, notFoundAgain: { ...one("x"), all: 900 } },
  });
  expect(many).toContain("Not found again, 900 replications say.");
  expect(many).toContain("; and 899 more.");
});

test("what found it again by rule is named with how alike it is, and three of many", () => {
  const found = Array.from({ length: 5 }, (_, n) => ({
    ...{ id: `f${n}`, title: n === 0 ? "" : `Again ${n}`, author: { handle: "ada", name: null } },
    ...{ isOtherText: n < 2, isOtherDictionaries: true, likeness: 0.95 - n / 100 },
  }));
  const evidence: FindingTier = {
    ...whole,
    tier: "replicated",
    steps: whole.steps.map((step) => ({ ...step, holds: true, isKnown: true, missing: [] })),
    foundAgain: found,
  };
  const text = says(evidence);
  expect(text).toContain(
    "Found again in Untitled by ada, of another text, whose circuit is 0.950 alike; Again 1",
  );
  expect(text).toContain("Again 2 by ada, with other dictionaries");
  expect(text).toContain("; and in 2 more. Of 1, 0.85 counts as the same.");
  expect(text).not.toContain("Again 3");
  expect(html(evidence)).toContain('href="/findings/f1"');
  expect(text).not.toContain("Missing for");
});

test("of a hundred sentences three are read, and the rest is counted", () => {
  const missing = Array.from({ length: 50 }, (_, n) => `The same in the wording "${n}" by itself.`);
  const long = {
    ...whole,
    steps: whole.steps.map((step) =>
      step.tier === "general" ? { ...step, isKnown: true, missing, evaluation } : step,
    ),
  };
  const text = says(long);
  expect(text).toContain("And 47 more like these.");
  expect(text).not.toContain('wording "3"');
  expect(text).toContain("does not hold");
});
