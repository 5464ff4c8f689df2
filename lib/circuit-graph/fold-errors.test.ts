import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldId, untouchedView } from "@/lib/views/view-state";
import { errorRow } from "./fold-errors";
import { indexGraph } from "./graph-index";
import { madeUpCircuit } from "./made-up-circuit";
import { standingIn, visibleGraph } from "./visible-graph";

const document = madeUpCircuit(
  "logit.5@2",
  [
    ["mlp.1.1@2", "logit.5@2", 5],
    ["mlp-error.1@2", "logit.5@2", -3],
    ["mlp-error.0@1", "mlp.1.1@2", 1],
    ["mlp-error.0@2", "mlp.1.1@2", 2],
    ["attn-error.0@2", "mlp.1.1@2", 0.5],
    ["mlp-error.0@2", "logit.5@2", 1],
    ["embed@2", "mlp.1.1@2", 0.5],
  ],
  { "logit.5@2": 3, "mlp.1.1@2": 4 },
);
const index = indexGraph(document);
const show = (change: Partial<typeof untouchedView>, options = {}) =>
  visibleGraph(index, { ...untouchedView, above: 0, ...change }, options);

describe("the errors of a row", () => {
  it("are one share whose influence and effect are the sums of its nodes', each counted once", () => {
    const contribution = fc
      .double({ min: -5, max: 5, noNaN: true })
      .filter((value) => Math.abs(value) > 0.01);
    fc.assert(
      fc.property(
        fc.array(contribution, { minLength: 6, maxLength: 6 }),
        ([a = 1, b = 1, c = 1, d = 1, e = 1, f = 1]) => {
          const made = madeUpCircuit(
            "logit.5@2",
            [
              ["attn.1.1@2", "logit.5@2", a],
              ["mlp-error.0@1", "logit.5@2", b],
              ["mlp-error.0@1", "attn.1.1@2", c],
              ["mlp-error.0@2", "attn.1.1@2", d],
              ["mlp-error.0@0", "attn.1.1@2", e],
              ["attn-error.1@2", "logit.5@2", f],
            ],
            { "logit.5@2": 2, "attn.1.1@2": 3 },
          );
          const { folds } = visibleGraph(indexGraph(made), { ...untouchedView, above: 0 });
          expect(folds.map(({ row }) => row).sort()).toEqual(["attn.1", "mlp.0"]);
          for (const { row, members, influence, effect } of folds) {
            const own = made.nodes.filter((node) => errorRow(node) === row);
            expect([...members].sort()).toEqual(own.map(({ id }) => id).sort());
            expect(influence).toBeCloseTo(
              own.reduce((sum, node) => sum + node.influence, 0),
              10,
            );
            expect(effect).toBeCloseTo(
              own.reduce((sum, node) => sum + node.effect, 0),
              10,
            );
          }
        },
      ),
    );
  });

  it("take the place of their nodes, below the threshold too, and give what those give together", () => {
    const visible = show({});
    expect(visible.nodes).toEqual(["logit.5@2", "mlp.1.1@2", "embed@2"]);
    expect(visible.folds.map(({ id }) => id).sort()).toEqual([
      "errors:attn.0",
      "errors:mlp.0",
      "errors:mlp.1",
    ]);
    const given = visible.edges.find(
      ({ source, target }) => source === "errors:mlp.0" && target === "mlp.1.1@2",
    );
    expect(given).toMatchObject({ sign: 1 });
    expect(given?.share).toBeCloseTo(3 / 4, 12);
    expect(show({ above: 0.9 }).folds).toEqual([]);
    expect(show({ above: 0.9 }).below).toBe(document.nodes.length - 1);
  });

  it("are opened into the nodes of one row and folded again", () => {
    const opened = show({ above: 0.9, unfolded: ["mlp.0"] });
    expect(opened.nodes).toEqual(["logit.5@2", "mlp-error.0@1", "mlp-error.0@2"]);
    expect(opened.folds).toEqual([]);
    expect(show({ unfolded: ["mlp.0"] }).folds.map(({ row }) => row)).toEqual(["mlp.1", "attn.0"]);
    expect(show({ unfolded: ["mlp.7", "no row"] }).folds).toHaveLength(3);
  });

  it("leave alone what is pinned, hidden or grouped, and count it elsewhere", () => {
    const pinned = show({ pinned: ["mlp-error.0@1"] });
    expect(pinned.nodes).toContain("mlp-error.0@1");
    expect(pinned.folds.find(({ row }) => row === "mlp.0")?.members).toEqual(["mlp-error.0@2"]);
    expect(show({ hidden: ["mlp-error.0@1"] }).hidden).toBe(1);
    const group = { name: "g", members: ["mlp-error.0@1", "mlp-error.0@2"] };
    expect(show({ groups: [group] }).folds.map(({ row }) => row)).toEqual(["mlp.1", "attn.0"]);
  });

  it("can be hidden and pinned as one", () => {
    const hidden = show({ hidden: [foldId("mlp.0")] });
    expect(hidden.folds.map(({ row }) => row)).toEqual(["mlp.1", "attn.0"]);
    expect(hidden.hidden).toBe(2);
    expect(hidden.nodes).not.toContain("mlp-error.0@1");
    expect(show({ pinnedOnly: true, pinned: [foldId("mlp.0")] }).folds.map(({ row }) => row)).toEqual([
      "mlp.0",
    ]);
    expect(show({ pinnedOnly: true }).folds).toEqual([]);
  });

  it("are drawn when one of them is what one looks at, and say where it is", () => {
    const visible = show({ above: 0.9 }, { also: "mlp-error.0@1" });
    expect(visible.folds.map(({ row }) => row)).toEqual(["mlp.0"]);
    expect(visible.groupOf.get("mlp-error.0@1")).toBe("errors:mlp.0");
  });

  it("every node is drawn, below the threshold or hidden, whatever the view", () => {
    const ids = document.nodes.map(({ id }) => id);
    const some = fc.subarray([...ids, foldId("mlp.0"), foldId("attn.0")]);
    fc.assert(
      fc.property(
        some,
        some,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (hidden, pinned, above, pinnedOnly) => {
          const visible = show({ hidden, pinned, above, pinnedOnly, unfolded: ["mlp.1"] });
          const drawn = new Set([...visible.nodes, ...visible.groupOf.keys()]);
          expect(drawn.size + visible.below + visible.hidden).toBe(ids.length);
        },
      ),
    );
  });
});

describe("what a check found to matter", () => {
  const largest = ["embed@2", "mlp.1.1@2"];

  it("is drawn though its influence is below the threshold, and called missed", () => {
    const visible = show({ above: 0.3 }, { largest });
    expect(visible.nodes).toEqual(["logit.5@2", "mlp.1.1@2", "embed@2"]);
    expect([...visible.missed]).toEqual(["embed@2"]);
    expect(largest.map((id) => standingIn(visible, id))).toEqual(["missed", "shown"]);
    expect(standingIn(show({ above: 0.3 }, { largest, also: "embed@2" }), "embed@2")).toBe("missed");
  });

  it("is not missed where it is pinned, grouped or above the threshold", () => {
    expect(show({ above: 0 }, { largest }).missed.size).toBe(0);
    expect(show({ above: 0.3, pinned: ["embed@2"] }, { largest }).missed.size).toBe(0);
    expect(show({ above: 0.3, groups: [{ name: "g", members: ["embed@2"] }] }, { largest }).missed.size).toBe(
      0,
    );
  });

  it("stays away where one has hidden it or asked for what is pinned alone", () => {
    for (const view of [{ hidden: ["embed@2"] }, { pinnedOnly: true }]) {
      const visible = show({ above: 0.3, ...view }, { largest });
      expect(visible.nodes).not.toContain("embed@2");
      expect(standingIn(visible, "embed@2")).toBe("hidden");
    }
  });
});
