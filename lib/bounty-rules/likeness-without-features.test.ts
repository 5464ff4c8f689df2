import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circuits } from "@/lib/attribution-graphs/circuit-samples";
import { nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import { cosineKey, type LikenessSide, likenessOf } from "./likeness";
import {
  isWithoutFeatures,
  leastFeatureShare,
  likenessWithoutFeatures,
  soughtFeaturesOf,
} from "./likeness-without-features";

type Named = Readonly<Record<string, number>>;

function side(nodes: Named, { target = "attn.2.7@6", attn = "a", model = "m" } = {}): LikenessSide {
  return {
    spec: {
      ...{ modelChecksum: model, target },
      dictionarySets: [{ kind: "attn", name: "x", checksum: attn }],
    },
    nodes: Object.entries({ [target]: 1, ...nodes }).map(([id, influence]) => ({
      ...nodeColumns(parseNodeId(id) ?? { kind: "bias" }),
      ...{ activation: 1, effect: 1, expanded: true, influence },
    })),
  };
}

const ends: Named = { "embed@4": 0.6, "attn-error.1@6": 0.3, "pos@2": 0.05, bias: 0.05 };
const movedBy = (by: number, nodes: Named = ends): Named =>
  Object.fromEntries(
    Object.entries(nodes).map(([id, influence]) => [
      id.replace(/@(\d+)$/, (_, position) => `@${Number(position) + by}`),
      influence,
    ]),
  );

test("a copy is wholly alike, moved along the text too, and by its parts elsewhere nine tenths or more", () => {
  expect(likenessWithoutFeatures(side(ends), side(ends))).toBeCloseTo(1, 12);
  const moved = side(movedBy(3), { target: "attn.2.7@9" });
  expect(likenessWithoutFeatures(side(ends), moved)).toBeCloseTo(1, 12);
  const parts = likenessWithoutFeatures(side(ends), side(movedBy(1)));
  expect(parts).toBeGreaterThanOrEqual(0.9);
  expect(parts).toBeLessThan(1);
});

test("of one target two that end elsewhere are not alike, though likeness@1 says so", () => {
  const [texts, errors] = [side({ "embed@4": 1 }), side({ "attn-error.1@6": 1 })];
  expect(likenessWithoutFeatures(texts, errors)).toBe(0);
  expect(likenessOf(texts, errors)).toBe(1);
});

describe("across two dictionaries", () => {
  const copy = side(ends, { target: "attn.2.507@6", attn: "b" });
  test("their targets are as alike as their decoder directions, and by number not at all", () => {
    const cosines = (cosine: number) => new Map([[cosineKey("attn.2.7", "attn.2.507"), cosine]]);
    expect(likenessWithoutFeatures(side(ends), copy, cosines(0.93))).toBeCloseTo(0.93, 12);
    expect(likenessWithoutFeatures(side(ends), copy, cosines(-0.93))).toBe(0);
    expect(likenessWithoutFeatures(side(ends), copy)).toBe(0);
    expect(likenessWithoutFeatures(side(ends), side(ends, { attn: "b" }))).toBe(0);
  });

  test("those of one logit are, whatever the dictionary", () => {
    const [left, right] = [
      side(ends, { target: "logit.5@6" }),
      side(ends, { target: "logit.5@6", attn: "b" }),
    ];
    expect(likenessWithoutFeatures(left, right)).toBeCloseTo(1, 12);
    expect(likenessWithoutFeatures(left, side(ends, { target: "logit.6@6", attn: "b" }))).toBe(0);
  });
});

/** What is compared of some nodes. */
const withoutBias = ({ bias: _, ...others }: Named): Named => others;
const withFeatures: Named = { ...ends, "attn.0.1@3": 0.2, "attn.1.4@5": 0.15 };

describe("to one with features", () => {
  test("all nodes count, features among them, so that the bound between them lets no copy through", () => {
    const squares = (nodes: Named) => Object.values(nodes).reduce((sum, weight) => sum + weight ** 2, 0);
    const alike = likenessWithoutFeatures(side(ends), side(withFeatures));
    const share = squares(withoutBias(ends)) / squares(withoutBias(withFeatures));
    expect(alike).toBeCloseTo(Math.sqrt(share), 12);
    expect(alike).toBeGreaterThan(0.9);
    expect(likenessWithoutFeatures(side(withFeatures), side(ends))).toBeCloseTo(alike, 12);
    // A copy whose features hold just less than the bound, of an original where they hold just more.
    const bound = Math.sqrt((squares(ends) * leastFeatureShare) / (1 - leastFeatureShare));
    const around = (by: number) => side({ ...ends, "attn.0.1@3": bound + by });
    expect([around(-0.01), around(0.01)].map(isWithoutFeatures)).toEqual([true, false]);
    expect(likenessWithoutFeatures(around(-0.01), around(0.01))).toBeGreaterThan(0.99);
  });

  test("another target, and another explanation of it, is another circuit", () => {
    expect(likenessWithoutFeatures(side(ends), side(withFeatures, { target: "attn.2.8@6" }))).toBe(0);
    expect(likenessWithoutFeatures(side(ends), side({ "attn.0.1@3": 0.8, "embed@1": 0.1 }))).toBeLessThan(
      0.2,
    );
  });

  test("across two dictionaries targets and features are as alike as their decoder directions", () => {
    const copy = side(
      { ...ends, "attn.0.501@3": 0.2, "attn.1.504@5": 0.15 },
      { target: "attn.2.507@6", attn: "b" },
    );
    const weak = side({ ...ends, "attn.0.1@3": 0.1 });
    const target = [cosineKey("attn.2.7", "attn.2.507"), 0.9] as const;
    const [without, withTheirs] = [
      likenessWithoutFeatures(weak, copy, new Map([target])),
      likenessWithoutFeatures(weak, copy, new Map([target, [cosineKey("attn.0.1", "attn.0.501"), 0.8]])),
    ];
    const size = (nodes: number[]) => Math.sqrt(nodes.reduce((sum, weight) => sum + weight ** 2, 0));
    const told = Object.values(withoutBias(ends));
    const [ours, theirs] = [size([...told, 0.1]), size([...told, 0.2, 0.15])];
    expect(without).toBeCloseTo((0.9 * size(told) ** 2) / ours / theirs, 12);
    expect(withTheirs - without).toBeCloseTo((0.9 * 0.8 * 0.1 * 0.2) / ours / theirs, 12);
    expect(likenessWithoutFeatures(weak, copy)).toBe(0);
  });

  test("two with features are not compared by it", () => {
    expect(likenessWithoutFeatures(side(withFeatures), side(withFeatures))).toBe(0);
  });
});

test("of the two modes what goes through the stream is left out, and two of one mode are not compared", () => {
  const direct: Named = { "attn.0.1@3": 0.5, "mlp.1.4@5": 0.3, "embed@4": 0.2 };
  const residual: Named = {
    ...direct,
    "resid.1.9@6": 0.9,
    "resid.2.3@5": 0.8,
    "attn.0.1@3": 0.25,
    "mlp.1.4@5": 0.15,
  };
  expect(likenessWithoutFeatures(side(direct), side(residual))).toBeCloseTo(1, 12);
  expect(likenessWithoutFeatures(side(residual), side(direct))).toBeCloseTo(1, 12);
  expect(likenessOf(side(direct), side(residual))).toBeLessThan(0.3);
  expect(likenessWithoutFeatures(side(residual), side({ "attn.0.2@3": 0.5, "mlp.1.5@5": 0.3 }))).toBe(0);
  expect(likenessWithoutFeatures(side(direct, { target: "attn.2.8@6" }), side(residual))).toBe(0);
  for (const same of [direct, residual]) expect(likenessWithoutFeatures(side(same), side(same))).toBe(0);
});

test("a circuit of which nothing but the target or the biases was traced is like none that says more, and stands in nobody's way", () => {
  for (const empty of [side({}), side({ bias: 0.7 })])
    for (const full of [side(ends), side(withFeatures)]) {
      expect(likenessWithoutFeatures(empty, full)).toBe(0);
      expect(likenessWithoutFeatures(full, empty)).toBe(0);
    }
});

test("none of another model; where neither has ends, the targets alone count", () => {
  expect(likenessWithoutFeatures(side(ends), side(ends, { model: "n" }))).toBe(0);
  expect(likenessWithoutFeatures(side({}), side({ "embed@1": 0 }))).toBe(1);
  expect(likenessWithoutFeatures(side({ bias: 1 }), side({}))).toBe(1);
});

test("a copy in which weak features appear is alike as without them, and has features from their share of the squares on", () => {
  const weak = side({ ...ends, "attn.0.1@3": 0.001, "mlp.1.2@3": 0.002 });
  expect(likenessWithoutFeatures(side(ends), weak)).toBeCloseTo(1, 12);
  expect(likenessWithoutFeatures(weak, side(movedBy(1)))).toBe(
    likenessWithoutFeatures(side(ends), side(movedBy(1))),
  );
  const squares = Object.values(ends).reduce((sum, weight) => sum + weight ** 2, 0);
  const bound = Math.sqrt((squares * leastFeatureShare) / (1 - leastFeatureShare));
  const withFeature = (influence: number, count: number) =>
    side({
      ...ends,
      ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`attn.0.${i}@3`, influence])),
    });
  for (const count of [1, 4, 900]) {
    expect(isWithoutFeatures(withFeature((bound - 1e-9) / Math.sqrt(count), count))).toBe(true);
    expect(isWithoutFeatures(withFeature((bound + 1e-9) / Math.sqrt(count), count))).toBe(false);
  }
  // So weak that their squares are none, and of nothing at all.
  expect(
    [side({ "attn.0.1@3": 1e-200 }), side({ "attn.0.1@3": 0 }), side({})].map(isWithoutFeatures),
  ).toEqual([...[false, true, true]]);
});

test("counterparts are looked for of a circuit's features, however weak, and of its target", () => {
  const names = (nodes: Named) =>
    soughtFeaturesOf(side(nodes)).map(({ layer, index }) => `${layer}.${index}`);
  expect(names(ends)).toEqual(["2.7"]);
  expect(names({ ...ends, "attn.0.1@3": 0.001 })).toEqual(["0.1", "2.7"]);
  expect(names({ ...ends, "attn.2.7@3": 0.001 })).toEqual(["2.7"]);
  expect(names({ ...ends, "attn.0.1@3": 0.5 })).toEqual(["0.1", "2.7"]);
});

/** As it is defined, of one target: pair by pair, the largest products first. */
function naive(left: Named, right: Named): number {
  const read = (nodes: Named) =>
    Object.entries(nodes).map(([id, weight]) => {
      const [name = "", position] = id.split("@");
      return { name, at: position === undefined ? null : Number(position), weight };
    });
  const [ours, theirs] = [read(withoutBias(left)), read(withoutBias(right))];
  if (ours.length === 0 || theirs.length === 0) return ours.length === theirs.length ? 1 : 0;
  const pairs = ours.flatMap((a, i) =>
    theirs
      .map((b, j) => ({
        i,
        j,
        value: a.name === b.name ? a.weight * b.weight * (a.at === b.at ? 1 : 0.9) : 0,
      }))
      .filter(({ value }) => value > 0),
  );
  const [lefts, rights] = [new Set<number>(), new Set<number>()];
  let shared = 0;
  for (const { i, j, value } of pairs.toSorted((a, b) => b.value - a.value)) {
    if (lefts.has(i) || rights.has(j)) continue;
    lefts.add(i);
    rights.add(j);
    shared += value;
  }
  const size = (list: typeof ours) => list.reduce((sum, { weight }) => sum + weight ** 2, 0);
  return shared / Math.sqrt(size(ours) * size(theirs));
}

test("any two circuits of one target are as alike as plain loops say", () => {
  const ids = [
    "embed@1",
    "embed@2",
    "embed@3",
    "pos@1",
    "pos@2",
    "attn-error.1@2",
    "attn-error.1@3",
    "mlp-error.0@1",
    "bias",
  ];
  // Weights of which no two products are equal, so that the order of pairs is one.
  const weights = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: ids.length });
  const order = fc.shuffledSubarray(ids, { minLength: ids.length });
  fc.assert(
    fc.property(weights, weights, order, order, (a, b, ours, theirs) => {
      const make = (of: number[], names: string[], root: number): Named =>
        Object.fromEntries(of.map((w, i) => [names[i] ?? "", root ** (1 + w / 400) / 10]));
      const [left, right] = [make(a, ours, 2), make(b, theirs, Math.E)];
      const likeness = likenessWithoutFeatures(side(left), side(right));
      expect(likeness).toBeCloseTo(naive(left, right), 9);
      expect(likenessWithoutFeatures(side(right), side(left))).toBeCloseTo(likeness, 12);
    }),
  );
});

test("of any two circuits of which one at least has no features it is between 0 and 1 and the same from either side", () => {
  const whole = circuits.map((circuit) => ({ ...circuit, spec: { ...circuit.spec, modelChecksum: "m" } }));
  const bare = circuits.map(({ spec, nodes }) => ({
    spec: { ...spec, modelChecksum: "m" },
    nodes: nodes.filter(({ id, index }) => id === spec.target || index === null),
  }));
  fc.assert(
    fc.property(bare, fc.oneof(bare, whole), (a, other) => {
      const b = { ...other, spec: { ...other.spec, target: a.spec.target } };
      const likeness = likenessWithoutFeatures(a, b);
      expect(likeness).toBeGreaterThanOrEqual(0);
      expect(likeness).toBeLessThanOrEqual(1);
      expect(likenessWithoutFeatures(b, a)).toBeCloseTo(likeness, 12);
      expect(likenessWithoutFeatures(a, a)).toBeCloseTo(1, 9);
    }),
  );
});
