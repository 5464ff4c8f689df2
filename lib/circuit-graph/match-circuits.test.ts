import { describe, expect, it } from "vitest";
import { madeUpCircuit } from "./made-up-circuit";
import { matchCircuits, type Side } from "./match-circuits";

function side(target: string, edges: Parameters<typeof madeUpCircuit>[1]): Side {
  const { nodes } = madeUpCircuit(target, edges, { [target]: 1 });
  return { target, nodes };
}
const left = side("logit.5@4", [
  ["attn.1.7@4", "logit.5@4", 4],
  ["mlp.0.3@2", "logit.5@4", 3],
  ["mlp.0.9@1", "logit.5@4", 2],
  ["mlp-error.0@4", "logit.5@4", 1],
]);
const right = side("logit.8@6", [
  ["attn.1.7@6", "logit.8@6", 1],
  ["mlp.0.3@4", "logit.8@6", 2],
  ["mlp.0.9@6", "logit.8@6", 3],
  ["mlp-error.0@3", "logit.8@6", 4],
]);
const byTarget = { anchor: "target", sameModel: true } as const;
const byToken = { anchor: "start", sameModel: true } as const;
const told = ({ rows }: ReturnType<typeof matchCircuits>) =>
  rows.map((row) => `${row.kind}: ${row.left?.id ?? "-"} ${row.right?.id ?? "-"}`);

describe("two circuits compared", () => {
  it("a feature as far from its target is the same, one farther or nearer is elsewhere", () => {
    expect(told(matchCircuits(left, right, byTarget))).toEqual([
      "common: attn.1.7@4 attn.1.7@6",
      "right: - mlp-error.0@3",
      "common: mlp.0.3@2 mlp.0.3@4",
      "elsewhere: mlp.0.9@1 mlp.0.9@6",
      "left: mlp-error.0@4 -",
    ]);
  });

  it("in one text, the same token is the same place", () => {
    expect(told(matchCircuits(left, right, byToken)).filter((line) => line.startsWith("common"))).toEqual([]);
    expect(told(matchCircuits(left, left, byToken)).every((line) => line.startsWith("common"))).toBe(true);
  });

  it("of two models no feature is the same, whatever its number", () => {
    const rule = { anchor: "target", sameModel: false } as const;
    const { rows } = matchCircuits(left, left, rule);
    expect(rows.filter(({ kind }) => kind === "common").map((row) => row.left?.kind)).toEqual(["mlp-error"]);
    expect(rows.some(({ kind }) => kind === "elsewhere")).toBe(false);
  });

  it("says which part of each side's influence both have", () => {
    const { shared } = matchCircuits(left, right, byTarget);
    expect(shared.left).toBeCloseTo(0.7, 12);
    expect(shared.right).toBeCloseTo(0.3, 12);
    expect(matchCircuits(left, left, byTarget).shared).toEqual({ left: 1, right: 1 });
  });

  it("every node of both stands in exactly one row, but for the targets", () => {
    const { rows } = matchCircuits(left, right, byTarget);
    const ids = (at: "left" | "right") => rows.flatMap((row) => row[at]?.id ?? []).sort();
    const all = ({ nodes, target }: Side) =>
      nodes
        .map(({ id }) => id)
        .filter((id) => id !== target)
        .sort();
    expect(ids("left")).toEqual(all(left));
    expect(ids("right")).toEqual(all(right));
  });

  it("the other way round says the same of the other sides", () => {
    const forward = matchCircuits(left, right, byTarget);
    const backward = matchCircuits(right, left, byTarget);
    expect(backward.shared).toEqual({ left: forward.shared.right, right: forward.shared.left });
  });
});
