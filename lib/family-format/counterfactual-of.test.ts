import { expect, test } from "vitest";
import type { CounterfactualRule } from "./counterfactual-rule";
import { expandFamily, type FamilyPrompt } from "./expand-family";
import type { WrittenFamily } from "./family";
import { madeUpFamily } from "./made-up-family";
import { readFamily } from "./read-family";

const made = (counterfactuals: CounterfactualRule[], change: Partial<WrittenFamily> = {}, options = {}) =>
  expandFamily(readFamily(madeUpFamily({ counterfactuals, ...change })), options).prompts;
const at = ({ text, roles }: Pick<FamilyPrompt, "text" | "roles">, role: string) =>
  text.slice(...(roles[role] ?? [0, 0]));

function pairsOf(prompts: FamilyPrompt[]) {
  return prompts.map((prompt) => {
    const { counterfactual } = prompt;
    if (!counterfactual) throw new Error("it has no counterfactual");
    expect(Object.keys(counterfactual.roles).sort()).toEqual(Object.keys(prompt.roles).sort());
    return { prompt, other: counterfactual };
  });
}

test("other words, each of its own: three names that the prompt does not have, and none twice", () => {
  const rule = { name: "abc", rule: "other-words", roles: ["IO", "S1", "S2"], together: false } as const;
  for (const { prompt, other } of pairsOf(made([{ ...rule, roles: [...rule.roles] }]))) {
    const names = ["IO", "S1", "S2"].map((role) => at(other, role));
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect([at(prompt, "IO"), at(prompt, "S1")]).not.toContain(name);
    expect(other.rule).toBe("abc");
  }
});

test("other words together: the same word changes everywhere, with what goes with it", () => {
  const person = [
    { word: "Mary", child: "girl" },
    { word: "John", child: "boy" },
  ];
  const prompts = made([{ name: "n", rule: "other-words", roles: ["IO"], together: true }], {
    roles: [{ name: "IO" }],
    words: { person },
    templates: [{ name: "a", text: "A {person.child}, [IO:{person}]. {person} sat", answer: " b" }],
    draws: 2,
  });
  expect(
    pairsOf(prompts)
      .map(({ prompt, other }) => [prompt.text, other.text])
      .sort(),
  ).toEqual([
    ["A boy, John. John sat", "A girl, Mary. Mary sat"],
    ["A girl, Mary. Mary sat", "A boy, John. John sat"],
  ]);
});

test("swapped places: each role goes with its words", () => {
  for (const { prompt, other } of pairsOf(made([{ name: "s", rule: "swap-places", roles: ["IO", "S1"] }]))) {
    expect(other.text).not.toBe(prompt.text);
    for (const role of ["IO", "S1", "S2"]) expect(at(other, role)).toBe(at(prompt, role));
    expect((other.roles.IO ?? [])[0]).toBeGreaterThan((other.roles.S1 ?? [])[0] ?? 0);
  }
});

test("the same word: the one place says what the other does", () => {
  for (const { prompt, other } of pairsOf(made([{ name: "s", rule: "same-word", role: "S2", as: "IO" }]))) {
    expect(at(other, "S2")).toBe(at(prompt, "IO"));
    expect(at(other, "S1")).toBe(at(prompt, "S1"));
  }
});

test("another word, and words put in before a role or before all", () => {
  const rules: CounterfactualRule[] = [
    { name: "w", rule: "another-word", role: "S2", word: "somebody" },
    { name: "m", rule: "moved", before: "S2", text: "as I said, " },
    { name: "b", rule: "moved", before: null, text: "Well. " },
  ];
  const by = (rule: string) => pairsOf(made(rules, {}, { rule }))[0];
  const [w, m, b] = [by("w"), by("m"), by("b")];
  if (!w || !m || !b) throw new Error("there are prompts");
  expect(at(w.other, "S2")).toBe("somebody");
  expect(m.other.text).toBe(m.prompt.text.replace(/(?<=, )/, "as I said, "));
  expect(at(m.other, "S2")).toBe(at(m.prompt, "S2"));
  expect(b.other.text).toBe(`Well. ${b.prompt.text}`);
  expect(b.other.roles.IO?.[0]).toBe((b.prompt.roles.IO?.[0] ?? 0) + 6);
});

test("one that is written out goes before the rules, unless a rule is asked for", () => {
  const templates = [
    {
      ...{ name: "a", text: "[IO:{name}] and [S1:{name#2}], [S2:{name#2}]", answer: " x" },
      counterfactual: "[S1:{name#2}] and [IO:{name}], [S2:{name}]",
    },
  ];
  const rules: CounterfactualRule[] = [{ name: "b", rule: "moved", before: null, text: "Well. " }];
  const [written] = pairsOf(made(rules, { templates }));
  expect(written?.other.rule).toBeNull();
  expect(written && at(written.other, "S2")).toBe(written && at(written.prompt, "IO"));
  expect(pairsOf(made(rules, { templates }, { rule: "b" }))[0]?.other.rule).toBe("b");
});

test("a prompt that lacks a role of the rule has none by it, and the others do", () => {
  const templates = [
    { name: "a", text: "[IO:{name}] sat", answer: " x" },
    { name: "b", text: "[IO:{name}] saw [S1:{name#2}]", answer: " x" },
  ];
  const roles = [{ name: "IO" }, { name: "S1", everywhere: false }];
  const prompts = made([{ name: "s", rule: "swap-places", roles: ["IO", "S1"] }], { roles, templates });
  expect(
    new Set(prompts.filter(({ counterfactual }) => !counterfactual).map(({ template }) => template)),
  ).toEqual(new Set(["a"]));
});

test("a rule that changes nothing, finds no other word, or is not there is refused", () => {
  expect(() => made([{ name: "n", rule: "same-word", role: "S2", as: "S1" }])).toThrow(
    /Counterfactual "n": it changes nothing of "When/,
  );
  const rule = { name: "o", rule: "other-words", roles: ["IO"], together: true } as const;
  expect(() =>
    made([{ ...rule, roles: ["IO"] }], { words: { name: ["Mary", "John"], place: ["park"] } }),
  ).toThrow(/"o": the list name has too few words for template "when": none is left/);
  expect(() => made([{ ...rule, roles: ["IO"] }], {}, { rule: "x" })).toThrow(
    /no counterfactual "x". It has "o"/,
  );
});
