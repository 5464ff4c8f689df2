import fc from "fast-check";
import { type Expression, programBounds } from "./program";

/** Made-up programs and texts over a small alphabet, so that they meet; for property tests. */

const piece = fc.constantFrom(
  ...[
    "a",
    "b",
    "A",
    " ",
    ".",
    "[ab]",
    "[^a]",
    "[a-c]",
    "\\w",
    "\\s",
    "\\W",
    "\\p{L}",
    "\\P{Lu}",
    "\u00e9",
    "\\.",
  ],
);
const times = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,}");

const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc
    .array(fc.array(tie("part"), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((choices) => choices.map((parts) => parts.join("")).join("|")),
  part: fc.oneof(
    // The language's own regular expressions, with which these are compared, take for ever on deeper ones.
    { maxDepth: 2, withCrossShrink: true },
    fc.tuple(piece, times).map((both) => both.join("")),
    fc.tuple(tie("pattern"), times).map(([inner, often]) => `(${inner})${often}`),
    fc.tuple(tie("pattern"), times).map(([inner, often]) => `(?:${inner})${often}`),
    fc.constantFrom("^a", "b$", "^", "$"),
  ),
}));
/** Short, for a pattern has a bound, and the language's own regular expressions may take half a minute for a long one. */
export const arbitraryPattern = pattern.filter(({ length }) => length <= 60);

export const arbitraryToken = fc.constantFrom(
  ...["a", "b", " a", " A", "ab", " ", ".", "c", "\u00e9", "\u{1f600}", "a\nb"],
);
export const arbitraryText = fc.array(arbitraryToken, { maxLength: 24 }).map((rest) => ["<start>", ...rest]);

const distance = fc.integer({ min: 1, max: 9 });
const end = fc.option(distance, { nil: null });
const isSorted = (texts: string[]) => [...new Set(texts)].sort();
const texts = fc.array(arbitraryToken, { minLength: 1, maxLength: 3 }).map(isSorted);
const words = fc.array(fc.constantFrom("a", "b", "ab", "."), { minLength: 1, maxLength: 3 }).map(isSorted);

/** Patterns that hold everywhere are no part of a program: every one made up here asks for a character first. */
const asking = arbitraryPattern.map((inner) => `[a-c](?:${inner})`);

const { program } = fc.letrec<{ program: Expression; inner: Expression }>((tie) => ({
  program: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("inner"),
    joined(tie, "and"),
    joined(tie, "or"),
  ),
  inner: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    texts.map((own): Expression => ({ is: "token", texts: own })),
    words.map((own): Expression => ({ is: "word", words: own })),
    fc
      .record({
        is: fc.constantFrom("token-matches", "text-matches"),
        pattern: asking,
        anyCase: fc.boolean(),
      })
      .map((made): Expression => made),
    fc.tuple(distance, end).map(([from, to]): Expression => ({ is: "position", from, to: to && to + from })),
    fc
      .record({ tokens: fc.integer({ min: 1, max: 3 }), within: end })
      .map((made): Expression => ({ is: "repeats", ...made })),
    tie("program").map((of): Expression => (of.is === "not" ? of : { is: "not", of })),
    fc
      .tuple(distance, fc.constantFrom("exact", "within", "anywhere"), tie("program"))
      .map(([by, reach, of]): Expression => {
        if (reach === "exact") return { is: "before", from: by, to: by, of };
        return { is: "before", from: 1, to: reach === "within" ? by : null, of };
      }),
    tie("program").map((by): Expression => ({ is: "followed", by })),
  ),
}));

function joined(
  tie: (key: "program") => fc.Arbitrary<Expression>,
  is: "and" | "or",
): fc.Arbitrary<Expression> {
  return fc
    .array(tie("program"), { minLength: 2, maxLength: 3 })
    .map((of): Expression => ({ is, of: of.flatMap((part) => (part.is === is ? part.of : [part])) }));
}

export const arbitraryProgram = program.filter((made) => depthOf(made) < programBounds.depth);

function depthOf(expression: Expression): number {
  if (expression.is === "and" || expression.is === "or") return 1 + Math.max(...expression.of.map(depthOf));
  if (expression.is === "not" || expression.is === "before") return 1 + depthOf(expression.of);
  return expression.is === "followed" ? 1 + depthOf(expression.by) : 1;
}
