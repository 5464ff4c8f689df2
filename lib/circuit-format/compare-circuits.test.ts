import { expect, test } from "vitest";
import { type Circuit, circuitFormat, circuitSchema } from "./circuit";
import { compareCircuits } from "./compare-circuits";

const leaf = { activation: null, expanded: false };

/** A logit of two contributions, one of them below the edge threshold and so in the rest. */
function circuit(): Circuit {
  return {
    format: circuitFormat,
    spec: {
      ...{
        model: "tiny",
        modelChecksum: "0".repeat(64),
        dictionarySets: [],
        tokenIds: [3],
        target: "logit.1@0",
      },
      ...{ mode: "direct", threshold: 0.01, edgeThreshold: 0.15, maxNodes: 10 },
    },
    tokens: [{ position: 0, id: 3, text: "a" }],
    nodes: [
      {
        ...{ id: "logit.1@0", kind: "logit", layer: null, index: 1, position: 0 },
        ...{ activation: 3, influence: 1, effect: 3, expanded: true },
      },
      {
        ...{
          id: "embed@0",
          kind: "embed",
          layer: null,
          index: null,
          position: 0,
          influence: 0.7,
          effect: 3.5,
        },
        ...leaf,
      },
      {
        ...{ id: "bias", kind: "bias", layer: null, index: null, position: null, influence: 0.2, effect: -1 },
        ...leaf,
      },
    ],
    edges: [
      { source: "embed@0", target: "logit.1@0", contribution: 3.5 },
      { source: "bias", target: "logit.1@0", contribution: -1 },
    ],
    rest: [{ target: "logit.1@0", count: 1, sum: 0.5, absoluteSum: 0.5 }],
    heads: [
      { source: "embed@0", target: "logit.1@0", readBy: [3, 0.5], writtenBy: [4, -0.5] },
      { source: "bias", target: "logit.1@0", readBy: [-1, 0.25], ofNoHead: -0.25 },
    ],
    scores: { replacement: 0.8, completeness: 1 },
    checks: { largestResidual: 1e-7 },
    truncated: false,
  };
}

test("a circuit matches itself, and rounding is forgiven but reported", () => {
  expect(compareCircuits(circuit(), circuit())).toMatchObject({
    matches: true,
    largestDifference: 0,
    nodes: 3,
    edges: 2,
  });
  const rounded = circuit();
  for (const edge of rounded.edges) edge.contribution *= 1 + 1e-5;
  const comparison = compareCircuits(rounded, circuit());
  expect(comparison.matches).toBe(true);
  expect(comparison.largestDifference).toBeGreaterThan(1e-6);
  expect(comparison.where).toBe("embed@0 -> logit.1@0, contribution");
});

const tamperings: [string, (circuit: Circuit) => unknown, string][] = [
  [
    "a changed contribution",
    ({ edges: [edge] }) => Object.assign(edge ?? {}, { contribution: 3.6 }),
    "embed@0 -> logit.1@0",
  ],
  ["a changed effect", ({ nodes: [, node] }) => Object.assign(node ?? {}, { effect: 3.6 }), "embed@0"],
  ["a changed influence", ({ nodes: [, node] }) => Object.assign(node ?? {}, { influence: 0.6 }), "embed@0"],
  ["a changed activation", ({ nodes: [node] }) => Object.assign(node ?? {}, { activation: 4 }), "logit.1@0"],
  [
    "an activation taken away",
    ({ nodes: [node] }) => Object.assign(node ?? {}, { activation: null }),
    "logit.1@0",
  ],
  [
    "a node that says it was not expanded",
    ({ nodes: [node] }) => Object.assign(node ?? {}, { expanded: false }),
    "logit.1@0",
  ],
  [
    "a node moved to another layer",
    ({ nodes: [, node] }) => Object.assign(node ?? {}, { layer: 2 }),
    "embed@0",
  ],
  ["an edge left out", ({ edges }) => edges.pop(), "bias -> logit.1@0"],
  ["an edge that stands twice", ({ edges }) => edges.push(...edges.slice(0, 1)), "embed@0 -> logit.1@0"],
  ["a node left out", ({ nodes }) => nodes.pop(), "bias"],
  ["a node that stands twice", ({ nodes }) => nodes.push(...nodes.slice(1, 2)), "embed@0"],
  ["a rest left out", ({ rest }) => rest.pop(), "logit.1@0"],
  [
    "a changed part of a head",
    ({ heads: [edge] = [] }) => Object.assign(edge ?? {}, { readBy: [3.1, 0.4] }),
    "embed@0 -> logit.1@0",
  ],
  ["another head that wrote", ({ heads: [edge] = [] }) => edge?.writtenBy?.reverse(), "embed@0 -> logit.1@0"],
  ["a head too many", ({ heads: [edge] = [] }) => edge?.readBy?.push(0), "embed@0 -> logit.1@0"],
  [
    "what no head reads",
    ({ heads: [, bias] = [] }) => Object.assign(bias ?? {}, { ofNoHead: 0 }),
    "bias -> logit.1@0",
  ],
  [
    "heads of an edge that are not told",
    ({ heads: [edge] = [] }) => Object.assign(edge ?? {}, { writtenBy: undefined }),
    "embed@0 -> logit.1@0",
  ],
  ["an edge that is not split", ({ heads }) => heads?.pop(), "bias -> logit.1@0"],
  ["an edge split twice", ({ heads }) => heads?.push(...heads.slice(0, 1)), "embed@0 -> logit.1@0"],
  [
    "an edge split that does not go through heads",
    ({ heads }) => heads?.push({ source: "pos@0", target: "logit.1@0", readBy: [1, 2] }),
    "pos@0 -> logit.1@0",
  ],
  ["a better score", ({ scores }) => Object.assign(scores, { replacement: 0.99 }), "scores"],
  ["another text of a token", ({ tokens: [token] }) => Object.assign(token ?? {}, { text: "b" }), "tokens"],
  ["another model", ({ spec }) => Object.assign(spec, { modelChecksum: "1".repeat(64) }), "spec"],
];

test.each(tamperings)("%s is found, with its place", (_, tamper, where) => {
  const stored = circuit();
  tamper(stored);
  const comparison = compareCircuits(stored, circuit());
  expect(comparison.matches).toBe(false);
  expect(comparison.differences.map((difference) => difference.where)).toContain(where);
});

test("a circuit of an earlier release, which says nothing by head, matches one that does", () => {
  const { heads: _, ...earlier } = circuit();
  expect(compareCircuits(earlier, circuit()).matches).toBe(true);
});

test("an edge at the least share for being split may be split or not", () => {
  const expected = circuit();
  expected.spec.edgeThreshold = 0;
  // 5e-4 of the 5 that the target gets.
  expected.edges.push({ source: "pos@0", target: "logit.1@0", contribution: 2.5e-3 });
  expected.rest = [{ target: "logit.1@0", count: 1, sum: 0.4975, absoluteSum: 0.4975 }];
  const split = {
    ...expected,
    heads: [...(expected.heads ?? []), { source: "pos@0", target: "logit.1@0", readBy: [2.5e-3] }],
  };
  expect(compareCircuits(expected, split).matches).toBe(true);
  expect(compareCircuits(split, expected).matches).toBe(true);
});

test("an edge at the edge threshold may be kept or not, if the rest says so", () => {
  const expected = circuit();
  expected.spec.edgeThreshold = 0.1;
  expected.edges.push({ source: "pos@0", target: "logit.1@0", contribution: 0.5 });
  expected.rest = [];
  expected.nodes.push({
    ...{ id: "pos@0", kind: "pos", layer: null, index: null, position: 0, influence: 0.1, effect: 0.5 },
    ...leaf,
  });
  const without = circuit();
  without.spec.edgeThreshold = 0.1;
  expect(compareCircuits(without, expected).matches).toBe(true);
  without.rest = [];
  expect(compareCircuits(without, expected).matches).toBe(false);
});

test("a document is read back as it was written, and one that is none is refused with the place", () => {
  expect(circuitSchema.parse(JSON.parse(JSON.stringify(circuit())))).toEqual(circuit());
  const broken = { ...circuit(), nodes: [{ ...circuit().nodes[0], influence: "much" }] };
  expect(() => circuitSchema.parse(broken)).toThrow(/influence/);
  expect(() => circuitSchema.parse({ ...circuit(), more: 1 })).toThrow(/more/);
  expect(() =>
    circuitSchema.parse({ ...circuit(), spec: { ...circuit().spec, model: "../../etc" } }),
  ).toThrow(/model/);
});
