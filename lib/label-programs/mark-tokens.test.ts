import fc from "fast-check";
import { expect, test } from "vitest";
import { tokenOfBytes } from "@/lib/tokens/token-text";
import { encodeUtf8 } from "@/lib/tokens/utf8";
import { arbitraryProgram, arbitraryText } from "./arbitrary-program";
import { markerOf } from "./mark-tokens";
import { naiveMarks } from "./naive-marks";
import { parseProgram } from "./parse-program";
import { ProgramError } from "./program";

/** Which tokens a program marks, each by its text. */
function marks(source: string, tokens: readonly string[]): string[] {
  const all = ["<start>", ...tokens];
  const marked = markerOf(parseProgram(source), (id) => ({ text: all[id] ?? "" }))(
    all.map((token) => all.indexOf(token)),
  );
  return all.filter((_, t) => marked[t] === 1);
}

function marksOf(program: Parameters<typeof markerOf>[0], tokens: readonly string[]): number[] {
  const vocabulary = [...new Set(tokens)];
  const marker = markerOf(program, (id) => ({ text: vocabulary[id] ?? "" }));
  return [...marker(tokens.map((token) => vocabulary.indexOf(token)))];
}

test("every program marks what its words say, token by token", () => {
  let marked = 0;
  fc.assert(
    fc.property(arbitraryProgram, arbitraryText, (program, tokens) => {
      const told = marksOf(program, tokens);
      marked += told.reduce((sum, mark) => sum + mark, 0);
      expect(told).toEqual(naiveMarks(program, tokens));
    }),
    { numRuns: 1_500 },
  );
  // Programs that mark nothing at all would agree too.
  expect(marked).toBeGreaterThan(1_500);
});

test("what a token is asked", () => {
  const text = [" The", " cat", " sat", " on", " the", " mat", "."];
  expect(marks('token is " the"', text)).toEqual([" the"]);
  expect(marks('word is "THE"', text)).toEqual([" The", " the"]);
  expect(marks("token matches /at$/", text)).toEqual([" cat", " sat", " mat"]);
  expect(marks("token matches /^ [cm]/", text)).toEqual([" cat", " mat"]);
  expect(marks("text matches /the mat/i", text)).toEqual([" mat"]);
  expect(marks("text matches /^ The c/", text)).toEqual([]);
  expect(marks("text matches /^ The cat/", text)).toEqual([" cat"]);
  expect(marks('before word is "the"', text)).toEqual([" cat", " mat"]);
  expect(marks('within 2 before word is "the" and not token matches /t$/', text)).toEqual(
    [" on", "."].slice(1),
  );
  expect(marks("position 1 to 2 or position from 7", text)).toEqual([" The", " cat", "."]);
});

test("what stood before is what repeats, and what followed", () => {
  const text = [" Ann", " met", " Bob", ".", " Ann", " saw"];
  const at = (source: string) =>
    marksOf(parseProgram(source), ["<start>", ...text]).flatMap((mark, t) => (mark === 1 ? [t] : []));
  expect(at("repeats")).toEqual([5]);
  expect(at("repeats within 3")).toEqual([]);
  expect(at("repeats 2 tokens")).toEqual([]);
  expect(at('earlier followed by token is " met"')).toEqual([5]);
  expect(at('anywhere before token is " Bob"')).toEqual([4, 5, 6]);
});

test("the token that begins every text is never marked, nor one that stood before", () => {
  expect(marksOf(parseProgram('not word is "x"'), ["<start>"])).toEqual([0]);
  expect(marksOf(parseProgram('not word is "x"'), [])).toEqual([]);
  expect(marksOf(parseProgram('before token is "<start>" or repeats'), ["<start>", "<start>", "b"])).toEqual([
    0, 0, 1,
  ]);
});

test("a character of several tokens is read where its last part is, and a broken one is none", () => {
  const bytes = encodeUtf8("\u{1f600}");
  const tokens = [
    encodeUtf8("<s>"),
    bytes.slice(0, 2),
    bytes.slice(2),
    encodeUtf8("x"),
    bytes.slice(0, 1),
  ].map(tokenOfBytes);
  const at = (source: string) => [
    ...markerOf(parseProgram(source), (id) => tokens[id] ?? { text: "" })([0, 1, 2, 3, 4]),
  ];
  expect(at("text matches /\u{1f600}/")).toEqual([0, 0, 1, 0, 0]);
  expect(at("text matches /\u{1f600}x/")).toEqual([0, 0, 0, 1, 0]);
  expect(at("text matches /\\u{fffd}/")).toEqual([0, 0, 0, 0, 1]);
  expect(at("token matches /./")).toEqual([0, 0, 0, 1, 0]);
});

/** Patterns that take others for ever. */
const catastrophic = [
  "(a+)+b",
  "(a*)*b",
  "(a|a)*b",
  "(a|aa)+b",
  "(.*a){20}b",
  "((a*)*)*b",
  "(a?){50}a{50}",
  "(.*)(.*)(.*)(.*)b",
  "([a-z]+)*[0-9]",
  "(\\w+\\s?)*!",
];

test("a hostile pattern takes a step a character and state, however long the text", () => {
  const tokens = ["<start>", ..."a".repeat(20_000)];
  for (const pattern of catastrophic) {
    const count = { of: 0 };
    const marker = markerOf(parseProgram(`text matches /${pattern}/`), (id) => {
      count.of += 1;
      return { text: id === 0 ? "<start>" : "a" };
    });
    const marked = marker(tokens.map((_, t) => Math.min(t, 1)));
    expect(marked.length).toBe(tokens.length);
    expect(count.of).toBe(2);
  }
});

test("patterns that would take too many steps are refused, and those that repeat nothing are built at once", () => {
  for (const pattern of ["((a{100}){100}){100}", "(((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9})"])
    expect(() => parseProgram(`text matches /${pattern}/`)).toThrow(ProgramError);
  expect(() => parseProgram(`text matches /${"(".repeat(9)}${"){99}".repeat(9)}a/`)).not.toThrow();
});
