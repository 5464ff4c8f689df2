import fc from "fast-check";
import { expect, test } from "vitest";
import { readMarkedText, rolesOf, slotsOf } from "./marked-text";
import { markText, type RoledText, renderText } from "./render";

const render = (marked: string) =>
  renderText(readMarkedText(marked, "T"), ({ list, nth, field }) => `<${list}${nth}${field}>`);

test("braces put words in, brackets say which role is where, also inside each other", () => {
  expect(render("When [IO:{name}] [and:and] [S1:{name#2}] sat")).toEqual({
    text: "When <name1word> and <name2word> sat",
    roles: { IO: [5, 16], and: [17, 20], S1: [21, 32] },
  });
  expect(render("[P2:{w} [END:{w#2.sound}]].")).toEqual({
    text: "<w1word> <w2sound>.",
    roles: { P2: [0, 18], END: [9, 18] },
  });
});

test("a backslash before a bracket means the bracket", () => {
  expect(render("\\[a\\] \\{b\\} \\\\ [x:\\]]")).toEqual({ text: "[a] {b} \\ ]", roles: { x: [10, 11] } });
});

test("slots and roles are found at any depth, in their order", () => {
  const parts = readMarkedText("[a:{x} [b:{y#3}]] {z.q}", "T");
  expect(rolesOf(parts).map(({ role }) => role)).toEqual(["a", "b"]);
  expect(slotsOf(parts).map(({ list, nth, field }) => [list, nth, field])).toEqual([
    ["x", 1, "word"],
    ["y", 3, "word"],
    ["z", 1, "q"],
  ]);
});

test.each<[string, RegExp]>([
  ["a {b", /^T: a "\{" is never closed/],
  ["a }b", /"\}" closes nothing/],
  ["a ]b", /"\]" closes nothing/],
  ["a [IO:b", /role IO is never closed/],
  ["[IO:] a", /role IO has nothing in it/],
  ["[IO:a] [IO:b]", /role IO stands twice/],
  ["[no colon]", /a role's name and a colon/],
  ["[1st:a]", /a role's name and a colon/],
  ["[__proto__:a]", /a role's name and a colon/],
  ["[a:[b:[c:[d:[e:x]]]]]", /inside each other more than 4 deep/],
  ["{}", /"\{\}" names no word/],
  ["{__proto__}", /names no word/],
  ["{name#0}", /names no word/],
  ["{name#100}", /names no word/],
  ["{a b}", /names no word/],
  ["a\\n", /stands before a bracket/],
  ["ends in \\", /stands before a bracket/],
])("%s is refused with a sentence", (marked, sentence) => {
  expect(() => readMarkedText(marked, "T")).toThrow(sentence);
});

test("a role of any name that an object has by itself is a role", () => {
  const { roles } = render("[constructor:a] [toString:b]");
  expect(Object.entries(roles)).toEqual([
    ["constructor", [0, 1]],
    ["toString", [2, 3]],
  ]);
});

/** Texts with spans that lie beside or inside each other. */
const roledTexts = fc
  .tuple(fc.string({ unit: "binary", minLength: 4 }), fc.array(fc.nat(), { minLength: 8, maxLength: 8 }))
  .map(([text, picks]): RoledText => {
    const cuts = [...new Set(picks.map((pick) => pick % (text.length + 1)))].sort((a, b) => a - b);
    const at = (i: number) => cuts[i] ?? -1;
    const spans: [string, [number, number]][] = [];
    if (cuts.length >= 4) spans.push(["outer", [at(0), at(3)]], ["inner", [at(1), at(2)]]);
    if (cuts.length >= 6) spans.push(["beside", [at(4), at(5)]]);
    if (cuts.length >= 4) spans.push(["same", [at(1), at(2)]]);
    return { text, roles: Object.fromEntries(spans) };
  });

test("any text with its roles marked reads back as it was", () => {
  fc.assert(
    fc.property(roledTexts, (roled) => {
      expect(renderText(readMarkedText(markText(roled), "T"), () => "")).toEqual(roled);
    }),
  );
});
