import { expect, test } from "vitest";
import { checkFamily } from "@/lib/family-format/check-family";
import { expandFamily } from "@/lib/family-format/expand-family";
import { bundledTokenizer } from "../bundled-tokenizer";
import { familyHash } from "../family-hash";
import { bundledFamily, bundledNames } from "./bundled-families";

const tokenizer = bundledTokenizer();
function familyOf(name: string) {
  const read = bundledFamily(name);
  if (!read) throw new Error(`there is no ${name}`);
  return read;
}

test("there are those that the study of the indirect object and its neighbours needs", () => {
  expect(bundledNames).toEqual([
    ...["indirect-object", "gendered-pronouns", "name-after-a-gap", "induction"],
    ...["days", "animal-and-sound", "box-and-key"],
  ]);
  expect(bundledFamily("constructor")).toBeNull();
});

test.each(bundledNames)(
  "%s: on the bundled model every role is found, and each that is one token is one",
  (name) => {
    const { prompts, faults, fewer, withCounterfactual } = checkFamily(familyOf(name), tokenizer);
    expect(faults).toEqual([]);
    expect(fewer).toEqual([]);
    expect(prompts).toBeGreaterThanOrEqual(40);
    expect(withCounterfactual).toBe(prompts);
  },
);

test.each(bundledNames)("%s: each variant is said in two ways, and the last token is END", (name) => {
  const { family, templates } = familyOf(name);
  const variants = new Map<string, number>();
  for (const { variant } of templates) variants.set(variant, (variants.get(variant) ?? 0) + 1);
  expect(new Set(variants.values())).toEqual(new Set([2]));
  for (const { text, roles } of expandFamily(familyOf(name)).prompts)
    expect(roles.END?.[1]).toBe(text.length);
  expect(family.roles.every(({ says }) => says.length > 0)).toBe(true);
});

test("prefixes of induction have 1 to 9 tokens, come again at the end, and END is the last of them", () => {
  const { prompts } = expandFamily(familyOf("induction"));
  const prefixOf = ({ text, roles }: (typeof prompts)[number]) => text.slice(...(roles.P1 ?? [0, 0]));
  const lengths = new Set(prompts.map((prompt) => prefixOf(prompt).split(" ").length));
  expect([...lengths].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const prompt of prompts) {
    const { text, roles } = prompt;
    const again = text.slice((roles.A1 ?? [0, 0])[1]);
    expect(again.endsWith(` ${prefixOf(prompt)}`)).toBe(true);
    expect(text.slice(...(roles.END ?? [0, 0]))).toBe(prefixOf(prompt).split(" ").at(-1));
    expect(text.slice(...(roles.A1 ?? [0, 0]))).not.toBe(text.slice(...(roles.END ?? [0, 0])));
  }
});

test("ABBA has the receiver first, BABA the giver, and both the same words in one draw", () => {
  const { prompts } = expandFamily(familyOf("indirect-object"));
  for (const { variant, roles, answer, draw } of prompts) {
    expect((roles.IO?.[0] ?? 0) < (roles.S1?.[0] ?? 0)).toBe(variant === "ABBA");
    expect(prompts.filter((other) => other.draw === draw).every((other) => other.answer === answer)).toBe(
      true,
    );
  }
});

test("each has the hash by which it is cited, which a change of its file changes", () => {
  expect(
    Object.fromEntries(bundledNames.map((name) => [name, familyHash(familyOf(name).family).slice(0, 12)])),
  ).toMatchInlineSnapshot(`
    {
      "animal-and-sound": "c1a3ebfe5979",
      "box-and-key": "32d072b55617",
      "days": "13599edbd2ea",
      "gendered-pronouns": "eafcc6e5bf03",
      "indirect-object": "021638d3533a",
      "induction": "f8bade74a6a5",
      "name-after-a-gap": "0d087bda987a",
    }
  `);
  const { family } = familyOf("days");
  expect(familyHash({ ...family, seed: 2 })).not.toBe(familyHash(family));
});
