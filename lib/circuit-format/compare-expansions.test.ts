import { expect, test } from "vitest";
import { compareExpansions } from "./compare-expansions";
import type { Expansion } from "./expansion";

const target = "attn.1.4@1";
const limit = 3;

/** Five contributions, of which three are listed in what is stored. */
function recomputed(): Expansion {
  const contributions = [
    { source: "attn.0.7@1", activation: 2, contribution: 3 },
    { source: "embed@1", activation: null, contribution: -1 },
    { source: "pos@1", activation: null, contribution: 0.5 },
    { source: "mlp.0.2@0", activation: 1, contribution: 0.25 },
    { source: "bias", activation: null, contribution: -0.125 },
  ];
  return {
    ...{ target, mode: "direct", value: 2.625, contributions },
    rest: { count: 0, sum: 0, absoluteSum: 0 },
    completeness: { sum: 2.625, absoluteSum: 4.875, residual: 1e-7 },
    byHead: [
      { source: "attn.0.7@1", readBy: [1, 2], writtenBy: [4, -1] },
      { source: "embed@1", readBy: [-1.5, 0.5] },
      { source: "bias", readBy: [0.5, -0.5], ofNoHead: -0.125 },
    ],
    heads: {
      table: [
        [1, 0.5],
        [0.25, 0.75],
      ],
      constant: 0.125,
    },
  };
}

function stored(): Expansion {
  const whole = recomputed();
  return {
    ...whole,
    contributions: whole.contributions.slice(0, limit),
    byHead: whole.byHead?.slice(0, 2),
    rest: { count: 2, sum: 0.125, absoluteSum: 0.375 },
  };
}

test("an expansion matches its recomputation, and rounding is forgiven but reported", () => {
  expect(compareExpansions(stored(), recomputed(), limit)).toMatchObject({
    ...{ matches: true, largestDifference: 0, differenceCount: 0 },
  });
  const rounded = stored();
  for (const each of rounded.contributions) each.contribution *= 1 + 1e-5;
  const comparison = compareExpansions(rounded, recomputed(), limit);
  expect(comparison.matches).toBe(true);
  expect(comparison.largestDifference).toBeGreaterThan(1e-6);
});

const first = `attn.0.7@1 -> ${target}`;
const tamperings: [string, (expansion: Expansion) => unknown, string][] = [
  [
    "a changed contribution",
    ({ contributions: [each] }) => Object.assign(each ?? {}, { contribution: 3.1 }),
    first,
  ],
  [
    "a changed activation",
    ({ contributions: [each] }) => Object.assign(each ?? {}, { activation: 5 }),
    first,
  ],
  [
    "an activation taken away",
    ({ contributions: [each] }) => Object.assign(each ?? {}, { activation: null }),
    first,
  ],
  ["a contribution left out", ({ contributions }) => contributions.shift(), first],
  [
    "a contribution that stands twice",
    ({ contributions }) => contributions.unshift(...contributions.slice(0, 1)),
    first,
  ],
  ["another order", ({ contributions }) => contributions.reverse(), first],
  [
    "a source that gives nothing there",
    ({ contributions: [each] }) => Object.assign(each ?? {}, { source: "mlp.0.3@1" }),
    `mlp.0.3@1 -> ${target}`,
  ],
  [
    "one of the rest in the place of a larger one",
    ({ contributions }) =>
      contributions.splice(2, 1, { source: "bias", activation: null, contribution: -0.125 }),
    `bias -> ${target}`,
  ],
  ["a rest of other size", ({ rest }) => Object.assign(rest, { sum: 1 }), target],
  ["a rest of other number", ({ rest }) => Object.assign(rest, { count: 7 }), target],
  ["another value", (expansion) => Object.assign(expansion, { value: 2 }), target],
  ["another mode", (expansion) => Object.assign(expansion, { mode: "residual" }), target],
  ["another node's", (expansion) => Object.assign(expansion, { target: "attn.1.5@1" }), target],
  ["another sum", ({ completeness }) => Object.assign(completeness, { sum: 3 }), target],
  [
    "a number in the table of heads",
    ({ heads }) => heads?.table[1]?.splice(0, 1, 2),
    `head 1 from 0 -> ${target}`,
  ],
  ["a row of that table left out", ({ heads }) => heads?.table.pop(), target],
  ["a part of a head", ({ byHead }) => byHead?.[0]?.writtenBy?.reverse(), first],
  ["a split left out", ({ byHead }) => byHead?.shift(), first],
  ["a split that stands twice", ({ byHead }) => byHead?.push(...byHead.slice(0, 1)), first],
  [
    "a split of what is in the rest",
    ({ byHead }) => byHead?.push({ source: "bias", readBy: [0.5, -0.5], ofNoHead: -0.125 }),
    `bias -> ${target}`,
  ],
  ["no such table", (expansion) => Object.assign(expansion, { heads: null }), target],
  ["another constant", ({ heads }) => Object.assign(heads ?? {}, { constant: 1 }), target],
];

test.each(tamperings)("%s is found, with its place", (_, tamper, where) => {
  const expansion = stored();
  tamper(expansion);
  const comparison = compareExpansions(expansion, recomputed(), limit);
  expect(comparison.matches).toBe(false);
  expect(comparison.differences.map((difference) => difference.where)).toContain(where);
});

test("an expansion of an earlier release, which says nothing by head, matches one that does", () => {
  const { byHead: _, ...earlier } = stored();
  expect(compareExpansions(earlier, recomputed(), limit).matches).toBe(true);
});

test("where rounding decides which is the last that is listed, either is", () => {
  const expected = recomputed();
  const [, , third, fourth] = expected.contributions;
  Object.assign(third ?? {}, { contribution: 0.375 });
  Object.assign(fourth ?? {}, { contribution: 0.375 - 1e-7 });
  const either = stored();
  either.rest.sum = 0.25;
  either.rest.absoluteSum = 0.5;
  either.contributions.splice(2, 1, { source: "mlp.0.2@0", activation: 1, contribution: 0.375 });
  expect(compareExpansions(either, expected, limit)).toMatchObject({ matches: true });
});

test("numbers that overflow when summed are a difference like any other", () => {
  const expansion = stored();
  for (const each of expansion.contributions) each.contribution = Number.MAX_VALUE;
  const comparison = compareExpansions(expansion, recomputed(), limit);
  expect(comparison.matches).toBe(false);
  expect(Number.isFinite(comparison.largestDifference)).toBe(true);
});
