import { expect, test } from "vitest";
import { checkFamily } from "@/lib/family-format/check-family";
import type { WrittenFamily } from "@/lib/family-format/family";
import { findRoles } from "@/lib/family-format/find-roles";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { readMarkedText } from "@/lib/family-format/marked-text";
import { readFamily } from "@/lib/family-format/read-family";
import { renderText } from "@/lib/family-format/render";
import { bundledTokenizer } from "./bundled-tokenizer";

const tokenizer = bundledTokenizer();
const check = (change: Partial<WrittenFamily> = {}) =>
  checkFamily(readFamily(madeUpFamily(change)), tokenizer);
const sayings = (change: Partial<WrittenFamily>) => check(change).faults.map(({ says }) => says);
const one = (text: string, change: Partial<WrittenFamily["templates"][number]> = {}) => ({
  roles: [{ name: "X", oneToken: true }],
  words: {},
  templates: [{ name: "t", text, answer: " store", ...change }],
});
function positions(marked: string, first = 0) {
  const roled = renderText(readMarkedText(marked, "T"), () => "");
  const tokens = tokenizer.encode(roled.text).map((id) => tokenizer.tokenOf(id) ?? { text: "" });
  return { texts: tokens.map(({ text }) => text), at: Object.fromEntries(findRoles(roled, tokens, first)) };
}

test("a sound family has no fault, and its lengths are told with the beginning-of-text token", () => {
  expect(check()).toEqual({
    ...{ prompts: 12, heldOut: 6, tokens: { least: 11, most: 12 }, withCounterfactual: 0 },
    ...{ fewer: [], faults: [] },
  });
});

test("a role is at its tokens, whose white space before them is not its own", () => {
  const { texts, at } = positions("When [IO:Mary] [and:and] John, [rest:Beatrix sat]");
  expect(texts.slice(0, 5)).toEqual(["When", " Mary", " and", " John", ","]);
  expect(at).toEqual({ IO: [1], and: [2], rest: texts.slice(5).map((_, i) => i + 5) });
  expect(positions("When [IO:Mary]", 1).at).toEqual({ IO: [2] });
});

test("roles with characters of several bytes and several tokens are found where they are", () => {
  const { texts, at } = positions("The [a:naïve] [b:😀] [c:dog]");
  expect(texts.length).toBeGreaterThan(6);
  expect(at.c).toEqual([texts.length - 1]);
  // A space that is a token by itself is nobody's.
  const found = [...(at.a ?? []), ...(at.b ?? []), ...(at.c ?? [])];
  expect(texts.flatMap((text, i) => (found.includes(i) ? [] : [text]))).toEqual(["The", " "]);
});

test("a role that begins or ends within a token cannot be told apart", () => {
  expect(sayings(one("The [X:stor]e"))).toEqual([
    'The role X, "stor", cannot be told apart: the token " store" has characters beside it (in "The store").',
  ]);
  expect(sayings(one("The s[X:tore]"))[0]).toMatch(/cannot be told apart/);
});

test("a word of several tokens where the role is one token is named with its tokens, once for all prompts", () => {
  const { faults } = check({ words: { name: ["Mary", "John", "Beatrix"], place: ["store"] }, draws: 6 });
  expect(faults.map(({ says }) => says)).toContainEqual(
    expect.stringMatching(/^The role IO is one token, and "Beatrix" is \d \("/),
  );
  const [io] = faults.filter(({ says }) => says.startsWith("The role IO"));
  expect(io?.prompts).toBe(4);
});

test("a token that is measured and is not there is told, whether it is several or joins its text", () => {
  expect(sayings(one("The [X:dog]", { answer: " Beatrix" }))[0]).toMatch(
    /^The answer " Beatrix" is not a token of this model: it is \d \(" Be"/,
  );
  expect(sayings(one("The [X:dog]", { distractor: " qzx" }))[0]).toMatch(
    /^The distractor " qzx" is not a token/,
  );
  expect(sayings(one("The [X:dog]", { answer: "s" }))[0]).toMatch(
    /does not follow its text as a token of its own/,
  );
});

test("prompts of unlike lengths are well; one that does not fit is told", () => {
  const templates = ["[X:dog] a", `The ${"very ".repeat(80)}[X:dog]`].map((text, i) => ({
    ...{ name: `t${i}`, text, answer: " store" },
  }));
  const fits = check({ ...one(""), templates });
  expect(fits.tokens.most - fits.tokens.least).toBeGreaterThan(70);
  expect(sayings(one(`The ${"very ".repeat(130)}[X:dog]`))[0]).toMatch(
    /tokens with the one at the beginning, and 128 fit/,
  );
});

test("counterfactuals are checked by every rule", () => {
  const rule = { name: "w", rule: "another-word", role: "X", word: "Beatrix" } as const;
  const moved = { name: "m", rule: "moved", before: null, text: "Well. " } as const;
  expect(sayings({ ...one("The [X:dog]"), counterfactuals: [moved, rule] })).toEqual([
    expect.stringMatching(/^The counterfactual "w": The role X is one token, and "Beatrix" is/),
  ]);
  expect(sayings(one("The [X:dog]", { counterfactual: "The [X:Beatrix]" }))).toEqual([
    expect.stringMatching(/^The counterfactual that is written out: The role X/),
  ]);
});

test("a special token in a text that takes in what is beside it is told, and nothing is guessed", () => {
  const tokens = [{ text: "The" }, { text: "dog" }];
  expect(() => findRoles({ text: "The dog", roles: { X: [4, 7] } }, tokens)).toThrow(
    /are not its characters/,
  );
});
