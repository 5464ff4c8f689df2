import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circuits } from "@/lib/attribution-graphs/circuit-samples";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import { cosineKey, type LikenessSide, likenessOf } from "./likeness";

type Named = Record<string, number>;

function side(nodes: Named, { target = "logit.1@9", attn = "a" } = {}): LikenessSide {
  const all = { [target]: 1, ...nodes };
  return {
    spec: {
      ...{ modelChecksum: "m", target },
      dictionarySets: [{ kind: "attn", name: "x", checksum: attn }],
    },
    nodes: Object.entries(all).map(([id, influence]) => ({
      ...nodeColumns(parseNodeId(id) ?? { kind: "bias" }),
      ...{ activation: 1, effect: 1, expanded: true, influence },
    })),
  };
}

const moved = (circuit: Circuit, by: number): LikenessSide => {
  const at = (id: string) => id.replace(/@(\d+)$/, (_, position) => `@${Number(position) + by}`);
  return {
    spec: { ...circuit.spec, target: at(circuit.spec.target) },
    nodes: circuit.nodes.map((node) => ({
      ...node,
      id: at(node.id),
      position: node.position === null ? null : node.position + by,
    })),
  };
};

describe("of any two circuits", () => {
  test("likeness is between 0 and 1 and the same from either side", () => {
    fc.assert(
      fc.property(circuits, circuits, (a, other) => {
        const b = { ...other, spec: { ...other.spec, modelChecksum: a.spec.modelChecksum } };
        const likeness = likenessOf(a, b);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(likenessOf(b, a)).toBeCloseTo(likeness, 12);
      }),
    );
  });

  test("a circuit is wholly alike to itself, in other order, moved along the text, by another name of its model", () => {
    fc.assert(
      fc.property(circuits, fc.nat(50), (circuit, by) => {
        const { spec, nodes } = moved(circuit, by);
        const copy = { spec: { ...spec, model: "another-name" }, nodes: nodes.toReversed() };
        expect(likenessOf(circuit, copy)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("nodes of little influence change little, however many", () => {
    const strong = { "attn.1.2@3": 0.6, "mlp.0.7@4": 0.4, "attn.0.1@2": 0.3 };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        (many, weak) => {
          const padding = Object.fromEntries(Array.from({ length: many }, (_, i) => [`attn.2.${i}@5`, weak]));
          const lost = 1 - likenessOf(side(strong), side({ ...strong, ...padding }));
          expect(lost).toBeLessThan(0.02);
        },
      ),
    );
  });
});

test("other features, layers, kinds and models are not alike", () => {
  const circuit = side({ "attn.1.2@3": 0.6 });
  for (const other of ["attn.1.3@3", "attn.2.2@3", "mlp.1.2@3", "attn-error.1@3"])
    expect(likenessOf(circuit, side({ [other]: 0.6 }))).toBe(0);
  const elsewhere = { ...circuit, spec: { ...circuit.spec, modelChecksum: "n" } };
  expect(likenessOf(circuit, elsewhere)).toBe(0);
});

test("a feature at another place from the target counts nine tenths", () => {
  expect(likenessOf(side({ "attn.1.2@3": 0.6 }), side({ "attn.1.2@4": 0.6 }))).toBeCloseTo(0.9, 12);
});

test("features of two dictionaries are as alike as their decoder directions, and by number not at all", () => {
  const [ours, theirs] = [side({ "attn.1.2@3": 0.6 }), side({ "attn.1.2@3": 0.6 }, { attn: "b" })];
  expect(likenessOf(ours, theirs)).toBe(0);
  const other = side({ "attn.1.80@3": 0.6 }, { attn: "b" });
  const cosines = new Map([[cosineKey("attn.1.2", "attn.1.80"), 0.97]]);
  expect(likenessOf(ours, other, cosines)).toBeCloseTo(0.97, 12);
  expect(likenessOf(other, ours, new Map([[cosineKey("attn.1.80", "attn.1.2"), 0.97]]))).toBeCloseTo(
    0.97,
    12,
  );
  expect(likenessOf(ours, other, new Map([[cosineKey("attn.1.2", "attn.1.80"), -0.97]]))).toBe(0);
});

test("one feature is paired with one: three that each resemble it are no more alike than one", () => {
  const three = side({ "attn.1.80@3": 0.6, "attn.1.81@3": 0.6, "attn.1.82@3": 0.6 }, { attn: "b" });
  const cosines = new Map([80, 81, 82].map((index) => [cosineKey("attn.1.2", `attn.1.${index}`), 1]));
  expect(likenessOf(side({ "attn.1.2@3": 0.6 }), three, cosines)).toBeCloseTo(1 / Math.sqrt(3), 12);
});

test("two circuits without feature nodes are alike where their targets are", () => {
  expect(likenessOf(side({ "embed@1": 1 }), side({ "embed@4": 1 }, { target: "logit.1@5" }))).toBe(1);
  expect(likenessOf(side({ "embed@1": 1 }), side({ "embed@1": 1 }, { target: "logit.2@9" }))).toBe(0);
});

/** As it is defined, pair by pair. */
function naive(left: LikenessSide, right: LikenessSide, cosines: ReadonlyMap<string, number>): number {
  const read = ({ spec, nodes }: LikenessSide) => {
    const origin = Number(spec.target.split("@")[1] ?? 0);
    const set = spec.dictionarySets.find(({ kind }) => kind === "attn")?.checksum;
    return nodes
      .filter(({ id }) => id !== spec.target)
      .map(({ id, influence, position }) => {
        return {
          set,
          feature: id.split("@")[0] ?? "",
          weight: influence,
          distance: (position ?? 0) - origin,
        };
      });
  };
  const [ours, theirs] = [read(left), read(right)];
  const pairs = ours.flatMap((a, i) =>
    theirs.map((b, j) => {
      const place = a.distance === b.distance ? 1 : 0.9;
      const alike =
        a.set === b.set ? (a.feature === b.feature ? 1 : 0) : (cosines.get(`${a.feature}>${b.feature}`) ?? 0);
      return { i, j, value: a.weight * b.weight * place * alike };
    }),
  );
  const [lefts, rights] = [new Set<number>(), new Set<number>()];
  let shared = 0;
  for (const { i, j, value } of pairs.toSorted((a, b) => b.value - a.value)) {
    if (value === 0 || lefts.has(i) || rights.has(j)) continue;
    lefts.add(i);
    rights.add(j);
    shared += value;
  }
  const size = (list: typeof ours) => list.reduce((sum, { weight }) => sum + weight ** 2, 0);
  return shared / Math.sqrt(size(ours) * size(theirs));
}

test("any two circuits of one kind are as alike as plain loops say, within a dictionary and across two", () => {
  // Weights of which no two products are equal, so that the order of pairs is one.
  const weights = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 12 });
  const ids = fc.array(fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 3 })), { minLength: 12, maxLength: 12 });
  const cosine = fc.array(fc.double({ min: 0.5, max: 1, noNaN: true }), { minLength: 49, maxLength: 49 });
  fc.assert(
    fc.property(weights, weights, ids, ids, cosine, fc.boolean(), (a, b, ours, theirs, values, across) => {
      const make = (of: number[], names: [number, number][], attn: string, root: number) =>
        side(
          Object.fromEntries(
            of.map((w, i) => [`attn.1.${names[i]?.[0]}@${names[i]?.[1]}`, root ** (1 + w / 400) / 10]),
          ),
          { attn },
        );
      const left = make(a, ours, "a", 2);
      const right = make(b, theirs, across ? "b" : "a", Math.E);
      const cosines = new Map(
        values.map((value, at) => [cosineKey(`attn.1.${at % 7}`, `attn.1.${Math.floor(at / 7)}`), value]),
      );
      expect(likenessOf(left, right, cosines)).toBeCloseTo(Math.min(1, naive(left, right, cosines)), 9);
    }),
  );
});
