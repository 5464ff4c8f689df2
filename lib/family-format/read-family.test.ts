import { expect, test } from "vitest";
import type { WrittenFamily } from "./family";
import { madeUpFamily } from "./made-up-family";
import { readFamily } from "./read-family";

const one = (template: Partial<WrittenFamily["templates"][number]>) => ({
  roles: [{ name: "IO" }],
  templates: [{ name: "t", text: "[IO:{name}] is", answer: " x", ...template }],
});

test("what is left out has its default, so that a family says all that its hash is of", () => {
  const { family } = readFamily(madeUpFamily());
  expect(family).toMatchObject({ description: "", heldOutPercent: 50, counterfactuals: [] });
  expect(family.roles[0]).toEqual({ name: "IO", says: "who gets it", oneToken: true, everywhere: true });
  expect(family.templates[0]).toMatchObject({ variant: "", counterfactual: null });
  expect(readFamily(JSON.parse(JSON.stringify(family))).family).toEqual(family);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  [
    "a slot without a list",
    one({ text: "[IO:{who}]" }),
    /slot \{who\} has no word, for there is no list who/,
  ],
  ["an empty list", { words: { name: [] } }, /words\.name: the list has no word/],
  ["an empty word", { words: { name: [""] } }, /words\.name\.0: an empty word/],
  ["a word that is a number", { words: { name: [1] } }, /words\.name\.0: a word is a text of 1 to 60/],
  ["a word twice", { words: { name: ["A", "A"] } }, /list name has "A" twice/],
  [
    "too few words",
    one({ text: "[IO:{place} {place#3}]" }),
    /asks for 3 different words of the list place, which has 2/,
  ],
  [
    "a field that a word lacks",
    one({ answer: " {name.sound}" }),
    /has no word where name is "Mary", which has no field sound/,
  ],
  [
    "a word without itself",
    { words: { name: [{ sound: "woof" }] } },
    /words\.name\.0: the word itself stands in the field "word"/,
  ],
  ["a role of nobody", one({ text: "[IO:{name}] [X:a]" }), /role X is not among the family's roles/],
  ["a role that is missing", one({ text: "{name} is" }), /"t": the role IO is missing/],
  [
    "a role that the counterfactual lacks",
    one({ counterfactual: "{name}" }),
    /counterfactual: the role IO is missing/,
  ],
  ["a role in a token", one({ answer: "[IO:x]" }), /answer: a token plays no role/],
  ["a slot in a token of a text without", one({ text: "[IO:a]", answer: " {name}" }), /its text has no slot/],
  [
    "two templates of one name",
    { templates: [0, 1].map(() => one({}).templates[0]), roles: [{ name: "IO" }] },
    /two of the template "t"/,
  ],
  ["two roles of one name", { roles: [{ name: "IO" }, { name: "IO" }] }, /two of the role "IO"/],
  ["no template", { templates: [] }, /templates: the family has no template/],
  ["100,000 prompts", { draws: 100_000 }, /draws: a family has at most 1,000 prompts/],
  ["1,002 prompts", { draws: 501 }, /asks for 1,002 prompts, and has at most 1,000.*makes 501/],
  ["half a draw", { draws: 1.5 }, /draws is a whole number/],
  ["all held out", { heldOutPercent: 100 }, /heldOutPercent/],
  ["a negative seed", { seed: -1 }, /the seed is 0 or more/],
  ["an unknown field", { more: 1 }, /"more" is not known here/],
  ["a later format", { format: "circuit-commons/family@2" }, /the format is not circuit-commons\/family@1/],
  ["a role without a name", { roles: [{ name: "1" }] }, /roles\.0\.name: a name is a letter/],
  ["a text without end", one({ text: "x".repeat(2_001) }), /a text has at most 2,000 characters/],
  ["a control character", one({ text: "[IO:a]\u0000" }), /templates\.0\.text: it has a control character/],
  ["a title with half a character", { title: "a\ud800" }, /title: it has half of a character/],
  [
    "a rule with a control character",
    { counterfactuals: [{ name: "r\u0000", rule: "moved", before: null, text: "x" }] },
    /counterfactuals\.0\.name: it has a control character/,
  ],
  ["half a character", one({ text: "[IO:a]\ud800" }), /half of a character/],
  [
    "a rule's unknown role",
    { counterfactuals: [{ name: "r", rule: "another-word", role: "X", word: "or" }] },
    /"r": the role X is not among/,
  ],
  [
    "a rule that names a role twice",
    { counterfactuals: [{ name: "r", rule: "swap-places", roles: ["IO", "IO"] }] },
    /names a role twice/,
  ],
  [
    "other words where no list is",
    {
      ...one({ text: "[IO:Mary] is" }),
      counterfactuals: [{ name: "r", rule: "other-words", roles: ["IO"], together: true }],
    },
    /in template "t" the role IO has no slot/,
  ],
  [
    "a swap of what lies inside each other",
    {
      roles: [{ name: "A" }, { name: "B" }],
      templates: [{ name: "t", text: "[A:x [B:{name}]]", answer: " x" }],
      counterfactuals: [{ name: "r", rule: "swap-places", roles: ["A", "B"] }],
    },
    /one of its roles lies inside the other/,
  ],
  ["an unknown rule", { counterfactuals: [{ name: "r", rule: "magic" }] }, /counterfactuals\.0/],
])("%s is refused with a sentence", (_, change, sentence) => {
  expect(() => readFamily({ ...madeUpFamily(), ...change })).toThrow(sentence);
});

test("names that objects have by themselves are names, and __proto__ is none", () => {
  const words = JSON.parse('{"constructor":["a","b"],"name":["c"]}');
  const template = { name: "t", text: "[toString:{constructor}] is", answer: " x" };
  const { lists } = readFamily({
    ...madeUpFamily(),
    roles: [{ name: "toString" }],
    words,
    templates: [template],
  });
  expect(lists.get("constructor")).toHaveLength(2);
  for (const hostile of ['{"__proto__":["a"]}', '{"name":[{"word":"a","__proto__":"b"}]}'])
    expect(() => readFamily({ ...madeUpFamily(), words: JSON.parse(hostile) })).toThrow(
      /"__proto__" is no name/,
    );
  expect(() =>
    readFamily({ ...madeUpFamily(), templates: [{ ...template, text: "[x:{hasOwnProperty}]" }] }),
  ).toThrow(/there is no list hasOwnProperty/);
});

test.each([[null], [1], ["text"], [[]], [{}]])("%j is no family", (value) => {
  expect(() => readFamily(value)).toThrow(/not a sound circuit-commons\/family@1 file/);
});
