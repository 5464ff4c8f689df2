import { expect, test } from "vitest";
import { expandFamily } from "./expand-family";
import { madeUpFamily } from "./made-up-family";
import { promptLines, readPromptLines } from "./prompt-lines";
import { readFamily } from "./read-family";
import { readFamilyFile } from "./read-family-file";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (...lines: unknown[]) =>
  readPromptLines(
    bytes(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n")),
    {
      title: "Lines",
    },
  );
const line = { text: "[IO:Mary] sat", answer: " down" };

test("what an expansion writes is read as the same prompts, roles and counterfactuals", () => {
  const rules = [{ name: "s", rule: "swap-places" as const, roles: ["IO", "S1"] as [string, string] }];
  const { prompts } = expandFamily(readFamily(madeUpFamily({ counterfactuals: rules })));
  const again = expandFamily(readPromptLines(bytes(promptLines(prompts)), { title: "Again" })).prompts;
  const plain = (all: typeof prompts) =>
    all.map(({ text, roles, answer, distractor, variant, counterfactual }) => ({
      ...{ text, roles, answer, distractor, variant },
      counterfactual: { text: counterfactual?.text, roles: counterfactual?.roles },
    }));
  expect(plain(again)).toEqual(plain(prompts));
});

test("lines with marks and lines with spans are one family; a role that a line lacks is not everywhere", () => {
  const { family } = read({ ...line, variant: "a" }, "", {
    text: "Tom [sat] {down}",
    roles: { IO: [0, 3], verb: [5, 8] },
    answer: " {x}",
    distractor: " [y]",
  });
  expect(family.roles.map(({ name, everywhere }) => [name, everywhere])).toEqual([
    ["IO", true],
    ["verb", false],
  ]);
  const { prompts } = expandFamily(readFamily(family));
  expect(prompts[1]).toMatchObject({
    ...{ text: "Tom [sat] {down}", roles: { IO: [0, 3], verb: [5, 8] }, answer: " {x}", distractor: " [y]" },
    template: "line 3",
  });
});

test("a byte order mark and the ends of lines of Windows are read past", () => {
  expect(read(`\ufeff${JSON.stringify(line)}\r`, `${JSON.stringify(line)}\r`).templates).toHaveLength(2);
});

test.each<[string, unknown[], RegExp]>([
  ["no line", ["", "  "], /no line with a prompt/],
  ["no JSON", [line, "{"], /^FamilyFault: Line 2: it is not JSON/],
  ["a list", ["[]"], /Line 1: /],
  ["a key twice", ['{"text":"a","text":"b","answer":" c"}'], /Line 1: a key stands in it twice/],
  ["a prototype's key", ['{"text":"a","answer":" c","__proto__":{"x":1}}'], /Line 1: "__proto__" is no name/],
  [
    "a prototype's role",
    ['{"text":"a","answer":" c","roles":{"__proto__":[0,1]}}'],
    /"__proto__" is no name/,
  ],
  ["an unknown field", [{ ...line, more: 1 }], /Line 1: "more" is not known here/],
  ["no answer", [{ text: "a" }], /Line 1: answer/],
  [
    "a huge line",
    [{ ...line, text: "x".repeat(30_000) }],
    /Line 1: it has 30,\d+ bytes, and a line at most 20,000/,
  ],
  ["brackets without end", [`{"text":${"[".repeat(9)}`], /nested deeper than 6/],
  [
    "a role past the end",
    [{ text: "Mary", roles: { IO: [0, 9] }, answer: " a" }],
    /role IO ends at 9, and the text has 4/,
  ],
  ["a role of nothing", [{ text: "Mary", roles: { IO: [2, 2] }, answer: " a" }], /role IO has no character/],
  [
    "roles across each other",
    [{ text: "Mary", roles: { A: [0, 2], B: [1, 3] }, answer: " a" }],
    /roles A and B lie across each other/,
  ],
  ["a slot", [{ text: "{name}", answer: " a" }], /"line 1": the slot \{name\} has no word/],
  ["a mark that is none", [{ text: "[IO", answer: " a" }], /L?ine 1.*a role's name and a colon/],
  [
    "100,000 prompts",
    Array.from({ length: 100_000 }, () => "{}"),
    /has 100,000 prompts, and a family has at most 1,000/,
  ],
])("%s is refused with its line", (_, lines, sentence) => {
  expect(() => {
    try {
      read(...lines);
    } catch (error) {
      throw new Error(String(error));
    }
  }).toThrow(sentence);
});

test("broken UTF-8 is refused with its line, and nothing is replaced", () => {
  const broken = bytes(`${JSON.stringify(line)}\n${JSON.stringify(line)}`);
  broken[broken.length - 5] = 0xff;
  expect(() => readPromptLines(broken, { title: "x" })).toThrow(/^Line 2: it is not valid UTF-8/);
});

test("a file is a family or lines, whatever it is called, and one of millions of bytes is not read", () => {
  const about = { title: "from.json" };
  expect(readFamilyFile(bytes(JSON.stringify(madeUpFamily(), null, 2)), about).family.title).toBe(
    "Who gets it",
  );
  expect(readFamilyFile(bytes(JSON.stringify(line)), about).family.title).toBe("from.json");
  expect(
    readFamilyFile(bytes(`${JSON.stringify(line)}\n${JSON.stringify(line)}\n`), about).templates,
  ).toHaveLength(2);
  expect(() => readFamilyFile(bytes('{\n  "format": 1,\n}'), about)).toThrow(
    /neither a family as JSON nor prompts/,
  );
  expect(() => readFamilyFile(bytes("not JSON at all"), about)).toThrow(/neither a family/);
  expect(() => readFamilyFile(bytes('{"title":"x","title":"y"}'), about)).toThrow(/stands twice/);
  expect(() => readFamilyFile(new Uint8Array(1_000_001), about)).toThrow(
    /1,000,001 bytes, and 1,000,000 is the most/,
  );
  expect(() => readFamilyFile(bytes("[".repeat(100)), about)).toThrow(/nested deeper than 12/);
});
