import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryPattern, arbitraryProgram } from "./arbitrary-program";
import { parseProgram } from "./parse-program";
import { Automaton } from "./pattern/automaton";
import { parsePattern } from "./pattern/parse-pattern";
import { printProgram } from "./print-program";
import { ProgramError, programBounds } from "./program";

/** What is refused, and where. */
function refusal(source: string): { message: string; at: string } {
  try {
    parseProgram(source);
  } catch (error) {
    if (error instanceof ProgramError)
      return { message: error.message, at: source.slice(error.start, error.end) };
    throw error;
  }
  throw new Error(`${source} was read`);
}

test("what is printed reads back as the same program, and prints as itself", () => {
  fc.assert(
    fc.property(arbitraryProgram, (program) => {
      const printed = printProgram(program);
      expect(parseProgram(printed)).toEqual(program);
      expect(printProgram(parseProgram(printed))).toBe(printed);
    }),
    { numRuns: 1_000 },
  );
});

test("any text between quotes comes back, whatever it is made of", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-composite", minLength: 1 }), (text) => {
      fc.pre(!text.includes("\0"));
      const printed = printProgram({ is: "token", texts: [text] });
      expect(printed).not.toMatch(/[\n\r\u2028\u202e]/);
      expect(parseProgram(printed)).toEqual({ is: "token", texts: [text] });
    }),
  );
});

test("spaces, needless brackets and the order of a list make no other program", () => {
  const one = printProgram(parseProgram('token in [" b", " a", " b"] and (position 3 and (repeats))'));
  expect(one).toBe('token in [" a", " b"] and position 3 and repeats');
  expect(printProgram(parseProgram('( token in [" a"," b"]\n and position 3 ) and repeats'))).toBe(one);
});

test("or is wider than and, and a reach is of what stands next to it alone", () => {
  expect(parseProgram("repeats or position 1 and position 2")).toEqual(
    parseProgram("repeats or (position 1 and position 2)"),
  );
  expect(parseProgram("before repeats and position 2")).toEqual(
    parseProgram("(before repeats) and position 2"),
  );
});

test.each([
  ["", "Write what holds", ""],
  ["  ", "Write what holds", ""],
  ['token is " the" position 3', "Put and or or", "position"],
  ['token = " the"', "has no =", "="],
  ['token "a"', "After token comes is, in or matches", '"a"'],
  ['token in ["a" "b"]', "Put a comma", '"b"'],
  ['token in ["a", "b"', "not closed", "in"],
  ['token is "a', "not closed", '"a'],
  ["token is 'a'", "straight double quotes", "'"],
  ["token is \u201ca\u201d", "straight double quotes", "\u201c"],
  ['token is ""', "nothing in this text", '""'],
  ['"the"', "Say what this text is of", '"the"'],
  ["repeats and", "Something is missing at the end", ""],
  ["and repeats", "Before and a condition is missing", "and"],
  ["(repeats", "not closed", "("],
  ["repeats)", "closes nothing", ")"],
  ["after repeats", "not known to the model", "after"],
  ["position 0", "begin at 1", "0"],
  ["position 9 to 3", "before the first", "9"],
  ["within repeats", "After within comes a number", "repeats"],
  ["repeats 9 tokens", "At most 8", "9"],
  ["position 999999999999999999999", "at most 100,000", "999999999999999999999"],
  ["text matches /a/g", "may stand an i", "g"],
  ["text matches /a", "not closed", "/a"],
  ["text matches /a(/", "not closed", "("],
  ["text matches /a**/", "repeats what is repeated", "*"],
  ["text matches /a+?/", "makes no difference", "?"],
  ["text matches /a*/", "holds everywhere", "/a*/"],
  ["text matches /(?=a)/", "looking ahead", "("],
  ["text matches /(?<n>a)/", "looking ahead", "("],
  ["text matches /(a)\\1/", "refer back", "\\"],
  ["text matches /\\bthe\\b/", "where words end", "\\"],
  ["text matches /[z-a]/", "runs backwards", "z"],
  ["text matches /[]/", "nothing in these brackets", "["],
  ["text matches /a{3,1}/", "smaller than the first", "{"],
  ["text matches /a{999}/", "at most 100 times", "{"],
  ['token is "a\0"', "no character", "\0"],
  ['token is "\ud800"', "no character", "\ud800"],
  ['token is "\\u{d800}"', "After \\ in a text", "\\u"],
])("%j is refused where it goes wrong", (source, message, at) => {
  const told = refusal(source);
  expect(told.message).toContain(message);
  expect(told.at).toBe(at);
});

test("a program has an end: of characters, depth, conditions and texts", () => {
  const { characters, depth, parts, texts } = programBounds;
  expect(refusal("x".repeat(10_000_000)).message).toContain("at most 4,000 characters");
  expect(refusal("(".repeat(characters)).message).toContain(`${depth} deep`);
  expect(refusal("not ".repeat(characters / 4)).message).toContain(`${depth} deep`);
  expect(
    refusal(
      Array(parts + 1)
        .fill("repeats")
        .join(" or "),
    ).message,
  ).toContain(`${parts} conditions`);
  expect(
    refusal(
      `token in [${Array(texts + 1)
        .fill('"a"')
        .join(",")}]`,
    ).message,
  ).toContain(`${texts} texts`);
  expect(refusal(`text matches /${"a".repeat(301)}/`).message).toContain("at most 300 characters");
  expect(refusal(`text matches /${"(".repeat(20)}a${")".repeat(20)}/`).message).toContain("12 deep");
});

test("whatever is written, it is read or refused with a place in it", () => {
  const bits = [
    "token",
    "is",
    "in",
    "[",
    "]",
    ",",
    '"a"',
    "(",
    ")",
    "not",
    "and",
    "or",
    "before",
    "within",
    "3",
    "/a/",
    "/(/",
    "repeats",
    "position",
    "to",
    "earlier",
    "followed by",
    "text matches",
  ];
  const source = fc.oneof(
    fc.array(fc.constantFrom(...bits), { maxLength: 30 }).map((words) => words.join(" ")),
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme-ascii", maxLength: 60 }).map((inner) => `text matches /${inner}/`),
  );
  fc.assert(
    fc.property(source, (written) => {
      try {
        expect(parseProgram(printProgram(parseProgram(written)))).toEqual(parseProgram(written));
      } catch (error) {
        if (!(error instanceof ProgramError)) throw error;
        expect(error.message).not.toBe("");
        expect(error.start).toBeGreaterThanOrEqual(0);
        expect(error.start).toBeLessThanOrEqual(written.length);
        expect(error.end).toBeGreaterThanOrEqual(error.start);
      }
    }),
    { numRuns: 1_500 },
  );
});

test("a pattern finds what the language's own regular expressions find", () => {
  const characters = fc
    .array(fc.constantFrom(..."abAc .\n\u00e9", "\u{1f600}"), { maxLength: 7 })
    .map((all) => all.join(""));
  fc.assert(
    fc.property(arbitraryPattern, fc.boolean(), characters, (pattern, anyCase, text) => {
      const reading = new Automaton(parsePattern(pattern), anyCase).begin();
      for (const character of text) reading.read(character.codePointAt(0) ?? 0);
      expect(reading.isFound).toBe(new RegExp(`(?:${pattern})$`, anyCase ? "iu" : "u").test(text));
    }),
    { numRuns: 1_000 },
  );
});
