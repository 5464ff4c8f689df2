import fc from "fast-check";
import { expect, test } from "vitest";
import { drawsOf } from "./draw-words";
import { expandFamily } from "./expand-family";
import type { WrittenFamily } from "./family";
import { madeUpFamily } from "./made-up-family";
import { readFamily } from "./read-family";

const expand = (change: Partial<WrittenFamily> = {}, options = {}) =>
  expandFamily(readFamily(madeUpFamily(change)), options);

test("every template has the same words in the same draw, and the roles are where the words are", () => {
  const { prompts, fewer } = expand();
  expect(fewer).toEqual([]);
  expect(prompts).toHaveLength(12);
  for (let i = 0; i < prompts.length; i += 2) {
    const [when, after] = [prompts[i], prompts[i + 1]];
    if (!when || !after) throw new Error("there are two to a draw");
    expect([when.template, after.template]).toEqual(["when", "after"]);
    expect(when.draw).toBe(after.draw);
    for (const { text, roles, answer, distractor } of [when, after]) {
      const at = (role: string) => text.slice(...(roles[role] ?? [0, 0]));
      expect(` ${at("IO")}`).toBe(answer);
      expect(` ${at("S1")}`).toBe(distractor);
      expect(at("S2")).toBe(at("S1"));
      expect(answer).toBe(when.answer);
    }
  }
});

test("the same family and seed give the same prompts for ever, another seed others", () => {
  expect(expand()).toEqual(expand());
  expect(
    expand()
      .prompts.map(({ text }) => text)
      .slice(0, 3),
  ).toMatchInlineSnapshot(`
    [
      "When Mary and John went to the park, John gave",
      "After Mary and John left the park, John gave",
      "When John and Tom went to the store, Tom gave",
    ]
  `);
  expect(expand({}, { seed: 4 })).not.toEqual(expand());
  expect(expand({}, { seed: 4 })).toEqual(expand({ seed: 4 }));
});

test("no two prompts of a template are alike, and two slots of a list never have one word", () => {
  fc.assert(
    fc.property(fc.nat({ max: 0xffffffff }), fc.integer({ min: 1, max: 40 }), (seed, draws) => {
      const { prompts } = expand({ seed, draws });
      expect(new Set(prompts.map(({ text }) => text)).size).toBe(prompts.length);
      for (const { answer, distractor } of prompts) expect(answer).not.toBe(distractor);
    }),
  );
});

test("each word of a list is drawn as often as any other, and other slots have other words", () => {
  const wordsOf = drawsOf(readFamily(madeUpFamily()).lists, 7);
  const drawn = Array.from({ length: 20 }, (_, draw) =>
    [1, 2, 3].map((nth) => wordsOf(draw)({ list: "name", nth, field: "word" })),
  );
  for (const words of drawn) expect(new Set(words).size).toBe(3);
  const counts = new Map<string, number>();
  for (const [word = ""] of drawn) counts.set(word, (counts.get(word) ?? 0) + 1);
  expect([...counts.values()]).toEqual([4, 4, 4, 4, 4]);
});

test("where the words make fewer prompts than are drawn, all there are come, and it is said", () => {
  const few = expand({ words: { name: ["Mary", "John", "Tom"], place: ["park"] }, draws: 20 });
  expect(few.prompts).toHaveLength(12);
  expect(few.fewer).toEqual([
    { template: "when", draws: 20, prompts: 6 },
    { template: "after", draws: 20, prompts: 6 },
  ]);
});

test("what is held out is a share of the draws, with all their paraphrases", () => {
  for (const [heldOutPercent, held] of [
    [0, 0],
    [50, 6],
    [34, 4],
    [90, 10],
  ] as const) {
    const { prompts } = expand({ heldOutPercent });
    expect(prompts.filter(({ heldOut }) => heldOut)).toHaveLength(held);
    const parts = new Set(prompts.map(({ draw, heldOut }) => `${draw} ${heldOut}`));
    expect(parts.size).toBe(new Set(prompts.map(({ draw }) => draw)).size);
  }
});

test("templates without slots are single prompts, in their order, of any lengths", () => {
  const written = ["[IO:A] is", "It was a long day, and [IO:Bea] was"].map((text, i) => ({
    ...{ name: `p${i}`, text, answer: " here" },
  }));
  const roles = [{ name: "IO" }];
  const { prompts } = expand({ roles, words: {}, templates: written });
  expect(prompts.map(({ text, draw, template }) => [text, draw, template])).toEqual([
    ["A is", null, "p0"],
    ["It was a long day, and Bea was", null, "p1"],
  ]);
  expect(prompts.filter(({ heldOut }) => heldOut)).toHaveLength(1);
});

test("a text that its words make too long, and a distractor that is the answer, are refused", () => {
  const long = "x".repeat(1_990);
  const template = { name: "long", text: `{name}${long}`, answer: " a" };
  expect(() => expand({ roles: [], words: { name: ["Alexander-Maria"] }, templates: [template] })).toThrow(
    /"long": with its words a text has 2,005 characters, and at most 2,000/,
  );
  const same = { name: "same", text: "{name}", answer: " a", distractor: " a" };
  expect(() => expand({ roles: [], templates: [same] })).toThrow(/answer and distractor are both " a" after/);
});

test("a thousand prompts are made, and the words that follow each other differ from draw to draw", () => {
  const name = Array.from({ length: 200 }, (_, i) => `N${i}`);
  const { prompts } = expand({ words: { name, place: ["park"] }, draws: 500 });
  expect(prompts).toHaveLength(1_000);
  expect(new Set(prompts.map(({ answer, distractor }) => `${answer}${distractor}`)).size).toBeGreaterThan(
    450,
  );
});
