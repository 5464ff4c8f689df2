import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { untouchedView } from "@/lib/views/view-state";
import { type GraphIndex, indexGraph } from "./graph-index";
import { madeUpCircuit } from "./made-up-circuit";
import { readableThreshold, visibleGraph } from "./visible-graph";

const document = madeUpCircuit(
  "logit.5@2",
  [
    ["mlp.1.1@2", "logit.5@2", 5],
    ["mlp.1.2@2", "logit.5@2", -3],
    ["embed@2", "logit.5@2", 2],
    ["embed@2", "mlp.1.1@2", 2],
    ["pos@2", "mlp.1.1@2", 2],
    ["embed@2", "mlp.1.2@2", 1],
  ],
  { "logit.5@2": 4, "mlp.1.1@2": 4, "mlp.1.2@2": 1 },
);
const index = indexGraph(document);
const show = (change: Partial<typeof untouchedView>) =>
  visibleGraph(index, { ...untouchedView, above: 0, ...change });
const names = (edges: readonly { source: string; target: string }[]) =>
  edges.map(({ source, target }) => `${source} > ${target}`).sort();

describe("what is drawn of a circuit", () => {
  it("nodes below the threshold are left out and counted, with their edges", () => {
    const visible = show({ above: 0.4 });
    expect(visible.nodes).toEqual(["logit.5@2", "mlp.1.1@2", "embed@2"]);
    expect(visible.below).toBe(2);
    expect(names(visible.edges)).toEqual([
      "embed@2 > logit.5@2",
      "embed@2 > mlp.1.1@2",
      "mlp.1.1@2 > logit.5@2",
    ]);
  });

  it("the root and what is pinned stay whatever the threshold", () => {
    expect(show({ above: 1, pinned: ["pos@2"] }).nodes).toEqual(["logit.5@2", "pos@2"]);
    expect(show({ pinnedOnly: true, pinned: ["pos@2"] }).nodes).toEqual(["logit.5@2", "pos@2"]);
  });

  it("the node one looks at is drawn even where it is hidden", () => {
    const view = { ...untouchedView, above: 0, hidden: ["pos@2"] };
    expect(visibleGraph(index, view).nodes).not.toContain("pos@2");
    expect(visibleGraph(index, view).hidden).toBe(1);
    expect(visibleGraph(index, view, { also: "pos@2" }).nodes).toContain("pos@2");
  });

  it("a node expanded by hand shows what it gets, below the threshold too", () => {
    expect(show({ above: 1, opened: ["mlp.1.2@2"] }).nodes).toEqual(["logit.5@2", "mlp.1.2@2", "embed@2"]);
  });

  it("an edge's share is of all its target gets", () => {
    const shares = new Map(show({}).edges.map((edge) => [`${edge.source} > ${edge.target}`, edge]));
    expect(shares.get("mlp.1.1@2 > logit.5@2")).toMatchObject({ share: 0.5, sign: 1 });
    expect(shares.get("mlp.1.2@2 > logit.5@2")).toMatchObject({ share: 0.3, sign: -1 });
  });
});

describe("a group", () => {
  const group = { name: "both", members: ["mlp.1.1@2", "mlp.1.2@2"] };

  it("takes the place of its members, and their edges become its own", () => {
    const visible = show({ groups: [group] });
    expect(visible.nodes).toEqual(["logit.5@2", "embed@2", "pos@2"]);
    expect(names(visible.edges)).toEqual([
      "embed@2 > group:both",
      "embed@2 > logit.5@2",
      "group:both > logit.5@2",
      "pos@2 > group:both",
    ]);
  });

  it("gives what its members give together", () => {
    const visible = show({ groups: [group] });
    const toRoot = visible.edges.find(
      ({ source, target }) => source === "group:both" && target === "logit.5@2",
    );
    expect(toRoot?.share).toBeCloseTo(0.8, 12);
    expect(toRoot?.sign).toBe(1);
    expect(visible.groups[0]?.influence).toBeCloseTo(0.8, 12);
    expect(visible.groups[0]?.effect).toBeCloseTo(2, 12);
  });

  it("counts once what leaves it, passes a node outside and comes back", () => {
    const chain = madeUpCircuit(
      "logit.5@2",
      [
        ["attn.2.1@2", "logit.5@2", 3],
        ["embed@2", "logit.5@2", -1],
        ["mlp.1.1@2", "attn.2.1@2", 2],
        ["pos@2", "attn.2.1@2", 2],
        ["embed@2", "mlp.1.1@2", 3],
        ["pos@2", "mlp.1.1@2", 1],
      ],
      { "logit.5@2": 2, "attn.2.1@2": 4, "mlp.1.1@2": 4 },
    );
    const groupOf = (...members: string[]) =>
      visibleGraph(indexGraph(chain), { ...untouchedView, above: 0, groups: [{ name: "both", members }] })
        .groups[0];
    expect(groupOf("attn.2.1@2", "embed@2")).toMatchObject({ influence: 1, effect: 2 });
    for (const { id, influence, effect } of chain.nodes)
      if (id !== chain.spec.target) expect(groupOf(id)).toMatchObject({ influence, effect });
  });

  it("gets shares that sum to one over all that reaches its members", () => {
    const shares = show({ groups: [group] }).edges.filter(({ target }) => target === "group:both");
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it("never swallows the target, nor can the target be hidden, whatever an address says", () => {
    const visible = show({ groups: [{ name: "all", members: ["logit.5@2", "mlp.1.1@2"] }] });
    expect(visible.nodes).toContain("logit.5@2");
    expect(visible.groups[0]?.members).toEqual(["mlp.1.1@2"]);
    expect(show({ groups: [{ name: "alone", members: ["logit.5@2"] }] }).groups).toEqual([]);
    expect(show({ hidden: ["logit.5@2"] }).nodes).toContain("logit.5@2");
  });

  it("a member that the circuit does not have is passed over", () => {
    const visible = show({ groups: [{ name: "odd", members: ["attn.9.9@9"] }] });
    expect(visible.groups).toEqual([]);
    expect(visible.nodes).toHaveLength(5);
  });
});

describe("the threshold before one has moved it", () => {
  it("leaves at most as many nodes as can be read", () => {
    for (const most of [1, 2, 3, 4]) {
      const shown = visibleGraph(index, { ...untouchedView, above: readableThreshold(index, most) });
      expect(shown.nodes.length).toBeLessThanOrEqual(most);
    }
  });

  const withInfluences = (influences: readonly number[]): GraphIndex => ({
    ...index,
    nodes: new Map(
      influences.map((influence, i) => {
        const id = `attn.0.${i}@1`;
        const shape = { kind: "attn" as const, layer: 0, index: i, position: 1 };
        return [id, { id, ...shape, activation: 1, influence, effect: 0, expanded: false }];
      }),
    ),
  });

  it("leaves as many as can be read, and of equal ones all or none", () => {
    const anInfluence = fc.oneof(
      fc.double({ min: 1e-9, max: 1, noNaN: true }),
      fc.constantFrom(0.5, 0.02, 0.1),
    );
    fc.assert(
      fc.property(fc.array(anInfluence, { maxLength: 90 }), fc.integer({ min: 1, max: 60 }), (all, most) => {
        const threshold = readableThreshold(withInfluences(all), most);
        const shown = all.filter((influence) => influence >= threshold);
        expect(shown.length).toBeLessThanOrEqual(most);
        const largestBelow = Math.max(...all.filter((influence) => influence < threshold));
        const alike = all.filter((influence) => influence === largestBelow);
        if (alike.length > 0) expect(shown.length + alike.length).toBeGreaterThan(most);
      }),
    );
  });

  it("is as round a number as shows them", () => {
    expect(readableThreshold(withInfluences([1, 0.0471, 0.0412, 0.0389]), 2)).toBe(0.042);
    expect(readableThreshold(withInfluences([1, 0.0471, 0.0312, 0.0289]), 2)).toBe(0.04);
    expect(readableThreshold(withInfluences([1, 0.0995, 0.0991, 0.03]), 2)).toBe(0.0992);
  });

  it("shows all of a small circuit", () => {
    expect(readableThreshold(index)).toBe(0);
  });
});
