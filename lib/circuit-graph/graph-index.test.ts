import { expect, test } from "vitest";
import { flowOf, indexGraph, partOf, shareOf } from "./graph-index";
import { madeUpCircuit } from "./made-up-circuit";

const graph = madeUpCircuit(
  "logit.5@2",
  [
    ["embed@2", "logit.5@2", -1],
    ["mlp.1.1@2", "logit.5@2", 2],
    ["embed@2", "mlp.1.1@2", 4],
  ],
  { "logit.5@2": 1, "mlp.1.1@2": 4 },
);
const index = indexGraph({ ...graph, rest: [{ target: "logit.5@2", count: 2, sum: 0, absoluteSum: 1 }] });
const [fromTheMlp, fromTheToken] = index.incoming.get("logit.5@2") ?? [];
if (!fromTheMlp || !fromTheToken) throw new Error("the logit has two sources");

test("a node's edges are found with the largest first, and what is left of it counts among all it gets", () => {
  expect([fromTheMlp.source, fromTheToken.source]).toEqual(["mlp.1.1@2", "embed@2"]);
  expect(index.outgoing.get("embed@2")?.map(({ target }) => target)).toEqual(["mlp.1.1@2", "logit.5@2"]);
  expect(index.totals.get("logit.5@2")).toEqual({ sum: 1, absolute: 4 });
  expect(shareOf(index, fromTheMlp)).toBe(0.5);
});

test("an edge carries influence by its share and effect by its sign; of a part, that part of it", () => {
  expect(flowOf(index, fromTheMlp)).toEqual({ influence: 0.5, effect: 2 });
  expect(flowOf(index, fromTheToken)).toEqual({ influence: 0.25, effect: -1 });
  const [intoTheMlp] = index.incoming.get("mlp.1.1@2") ?? [];
  if (!intoTheMlp) throw new Error("the MLP has a source");
  expect(partOf(index, intoTheMlp, { influence: 0.125, effect: 1 })).toEqual({ influence: 0.125, effect: 1 });
});

test("a root whose value is 0 hands on what its contributions are", () => {
  const even = madeUpCircuit(
    "logit-diff.5-6@2",
    [
      ["embed@2", "logit-diff.5-6@2", 3],
      ["pos@2", "logit-diff.5-6@2", -3],
    ],
    { "logit-diff.5-6@2": 0 },
  );
  const ofEven = indexGraph(even);
  const effects = (ofEven.incoming.get("logit-diff.5-6@2") ?? []).map((edge) => flowOf(ofEven, edge).effect);
  expect(effects).toEqual([3, -3]);
});
