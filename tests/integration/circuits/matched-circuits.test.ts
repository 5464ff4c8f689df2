import { expect, test } from "vitest";
import { matchStoredCircuits } from "@/lib/circuit-comparison/match-stored-circuits";
import { matchCircuits } from "@/lib/circuit-graph/match-circuits";
import { fillNodes } from "@/lib/circuits/fill-nodes";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { packNodes } from "@/lib/documents/circuit-nodes";
import { createFinishedCircuit } from "../support/circuits";
import { setUpSite } from "../support/site";
import { circuitOf } from "../support/worst-content/circuits";

setUpSite();

const question = { model: "storybook-4l", modelChecksum: "0".repeat(64), dictionarySets: [] };
const rule = { anchor: "target", sameModel: true } as const;

async function storedOf(tokens: number, nodes: number) {
  const id = await createFinishedCircuit();
  const tokenIds = Array.from({ length: tokens }, (_, n) => n);
  const document = circuitOf({ nodes, edges: nodes, layers: 4, tokenIds }, question);
  await db().circuit.update({ where: { id }, data: { graph: packDocument(document) } });
  return { id, target: document.spec.target, nodes: document.nodes };
}

const unreadable = packDocument({ format: "nonsense" });

test("two stored circuits are matched on a thread as they are anywhere, and of the rows only some are given", async () => {
  const [left, right] = [await storedOf(8, 150), await storedOf(10, 200)];
  const { rows, shared } = matchCircuits(left, right, rule);
  const asked = { left, right, rule, mostRows: 20, asker: "somebody" };
  const all = await matchStoredCircuits({ ...asked, shown: null });
  expect(all).toEqual({
    rows: rows.slice(0, 20),
    shared,
    counts: Object.fromEntries(
      (["common", "elsewhere", "left", "right"] as const).map((kind) => [
        kind,
        rows.filter((row) => row.kind === kind).length,
      ]),
    ),
  });
  const onlyRight = rows.filter(({ kind }) => kind === "right");
  expect(onlyRight.length).toBeGreaterThan(0);
  expect((await matchStoredCircuits({ ...asked, shown: "right" })).rows).toEqual(onlyRight.slice(0, 20));
});

test("comparing reads the nodes that stand beside a graph, and the graph only where an earlier release left none", async () => {
  const [left, right] = [await storedOf(8, 60), await storedOf(9, 90)];
  const asked = { left, right, rule, mostRows: 20, asker: "somebody" };
  const fromGraphs = await matchStoredCircuits({ ...asked, shown: null });
  expect(await db().circuit.count({ where: { id: left.id, nodes: null } })).toBe(1);
  await fillNodes();
  const { graph, nodes } = await db().circuit.findUniqueOrThrow({ where: { id: left.id } });
  expect(nodes).toEqual(packNodes(left));
  expect(nodes?.length).toBeLessThan(graph?.length ?? 0);

  for (const { id } of [left, right])
    await db().circuit.update({ where: { id }, data: { graph: unreadable } });
  const again = await matchStoredCircuits({ ...asked, mostRows: 19, shown: null });
  expect(again).toEqual({ ...fromGraphs, rows: fromGraphs.rows.slice(0, 19) });
});

test("a stored graph that cannot be read keeps the others from nothing", async () => {
  const [bad, good] = [await storedOf(8, 20), await storedOf(8, 20)];
  await db().circuit.update({ where: { id: bad.id }, data: { graph: unreadable } });
  await fillNodes();
  const filled = await db().circuit.findMany({
    ...{ where: { id: { in: [bad.id, good.id] }, nodes: { not: null } }, select: { id: true } },
  });
  expect(filled).toEqual([{ id: good.id }]);
});

test("a circuit that is gone is not matched, and what is asked again is looked up again", async () => {
  const left = await storedOf(8, 20);
  const absent = { id: "00000000-0000-7000-8000-000000000000", target: left.target };
  const asked = { left, right: absent, rule, shown: null, mostRows: 20, asker: "somebody" };
  for (let n = 0; n < 2; n++)
    await expect(matchStoredCircuits(asked)).rejects.toMatchObject({ code: "not-found" });
});
