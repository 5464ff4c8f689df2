import { beforeAll, describe, expect, test } from "vitest";
import { GET as getGraph } from "@/app/api/v1/circuits/[id]/graph/route";
import { GET as getTried } from "@/app/api/v1/circuits/[id]/interventions/[interventionId]/route";
import { POST as tryChange } from "@/app/api/v1/circuits/[id]/interventions/route";
import { type Circuit, type CircuitNode, circuitSchema } from "@/lib/circuit-format/circuit";
import { type Edit, scaleFeature } from "@/lib/circuit-format/edit";
import { isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { db } from "@/lib/db/client";
import type { InterventionResult } from "@/lib/interventions/intervention";
import { checkInterventionRoom, interventionRoom } from "@/lib/interventions/intervention-room";
import { type InterventionView, interventionViewSchema } from "@/lib/interventions/view";
import { createExampleRun } from "@/lib/runs/create-run";
import { printed } from "@/tests/golden/edited-run";
import { createFinishedCircuit } from "../support/circuits";
import { call, guest } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const text = "When Mary and John went to the store, John gave a drink to";
const target = "logit.605@14";
let runId = "";
let id = "";
let graph: Circuit;

setUpSite();

beforeAll(async () => {
  await spawnWorker({ keep: true }).ready;
  runId = (await createExampleRun({ model: "storybook-4l", text })).id;
  await waitFor("the run", () => db().run.findFirst({ where: { id: runId, computedAt: { not: null } } }));
  id = await traced(605);
  graph = circuitSchema.parse(await (await call(getGraph, { params: { id } })).json());
});

async function traced(token: number, position = 14): Promise<string> {
  const question = { mode: "direct", threshold: 0.005, edgeThreshold: 0, maxNodes: 500 } as const;
  const logit = { kind: "logit", index: token, position } as const;
  const circuit = await createCircuit({ ...question, target: logit, runId, viewer: guest("tracer") });
  await waitFor("the circuit", async () => (await getCircuit(circuit.id)).status === "ready");
  return circuit.id;
}

const post = (body: unknown, circuitId = id) =>
  call(tryChange, { method: "POST", params: { id: circuitId }, body });

async function asked(edits: readonly Edit[], frozen = false): Promise<InterventionView> {
  const response = await post({ edits, frozen });
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return interventionViewSchema.parse(await response.json());
}

async function tried(edits: readonly Edit[], frozen = false): Promise<InterventionResult> {
  return done((await asked(edits, frozen)).id);
}

async function done(interventionId: string, circuitId = id): Promise<InterventionResult> {
  return waitFor("the tried change", async () => {
    const response = await call(getTried, { params: { id: circuitId, interventionId } });
    const { failure, result } = interventionViewSchema.parse(await response.json());
    expect(failure).toBeNull();
    return result;
  });
}

/** The nodes of features but the target, of most effect first. */
function strongest(kind?: string): CircuitNode[] {
  return graph.nodes
    .filter((node) => isFeatureNode(node) && (!kind || node.kind === kind))
    .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}

const isFeatureNode = ({ id: name }: CircuitNode) => {
  const node = parseNodeId(name);
  return node !== undefined && isFeature(node);
};

function scaled(node: CircuitNode | undefined, scale: number): Edit {
  const feature = parseNodeId(node?.id ?? "");
  if (!feature || !isFeature(feature)) throw new Error(`${node?.id} is no feature`);
  return scaleFeature(feature, scale);
}

describe("what a tried change did", { timeout: 120_000 }, () => {
  test.each([
    ["ablated", 0, false],
    ["doubled with the patterns held", 2, true],
  ])("is what the command line says: the strongest feature %s", async (_, scale, frozen) => {
    const [node] = strongest();
    const result = await tried([scaled(node, scale)], frozen);
    const options = ["--scale", String(scale), "--target", target, ...(frozen ? ["--freeze"] : [])];
    const said = printed(
      ...["ablate", "--model", "storybook-4l", "--text", text, "--feature", node?.id ?? "", ...options],
    );
    expect(result.target).toEqual({ before: said.target.before, after: said.target.after });
    expect(Math.abs(result.target.after - result.target.before)).toBeGreaterThan(0.01);
    const { next, target: logits } = result.tokens;
    for (const when of ["before", "after"] as const) {
      for (const { id: token, logit, probability } of said.predictions[when]) {
        const mine = next.find((each) => each.id === token)?.[when];
        expect(mine?.logit).toBeCloseTo(logit, 4);
        expect(mine?.probability).toBeCloseTo(probability, 5);
      }
      expect(logits.map(({ id: token }) => token)).toEqual([605]);
      expect(logits[0]?.[when].logit).toBeCloseTo(result.target[when], 4);
    }
    expect(result.predicted).toMatchObject({ counted: 1, absentCount: 0, spliced: 0 });
    expect(result.predicted.change).toBeCloseTo((scale - 1) * (node?.effect ?? 0), 6);
  });

  test("is what the command line says of a dictionary in its site's place, of which the circuit says nothing", async () => {
    const result = await tried([{ do: "splice", kind: "attn", layer: 1, keepError: false }]);
    const said = printed(
      ...["splice", "--model", "storybook-4l", "--text", text, "--target", target],
      ...["--dictionary", "attn.1", "--without-error"],
    );
    expect(result.target).toEqual({ before: said.target.before, after: said.target.after });
    expect(result.predicted).toMatchObject({ change: null, spliced: 1, counted: 0 });
  });

  test("is what the circuit predicts where the way to the target is direct and the norms are held", async () => {
    // Nothing but the last norm stands between the last layer's MLP and the logits.
    const last = strongest("mlp")
      .filter(({ layer }) => layer === 3)
      .slice(0, 4);
    expect(last.length).toBeGreaterThan(1);
    const alone = scaled(last[0], 0);
    for (const edits of [[alone], [scaled(last[1], 3)], last.map((node) => scaled(node, -1))]) {
      const { target: measured, predicted } = await tried(edits, true);
      const change = measured.after - measured.before;
      expect(Math.abs(change - (predicted.change ?? Number.NaN))).toBeLessThan(1e-3 * (1 + Math.abs(change)));
      expect(predicted.counted).toBe(edits.length);
    }
  });

  test("counts nodes on each other's paths once", async () => {
    const edits = strongest()
      .slice(0, 30)
      .map((node) => scaled(node, 0));
    const { predicted } = await tried(edits);
    expect(predicted.counted).toBe(30);
    expect(predicted.change).toBe(predicted.known);
    expect(Math.abs(predicted.known - predicted.alone)).toBeGreaterThan(0.01);
  });

  test("leaves a target before the change as it was", async () => {
    const early = await traced(605, 10);
    const later = { do: "set", kind: "attn", layer: 0, index: 3, positions: [11], value: 5 };
    const { id: interventionId } = await (await post({ edits: [later] }, early)).json();
    const { target: measured, predicted, tokens } = await done(interventionId, early);
    expect(tokens.target[0]?.after).toEqual(tokens.target[0]?.before);
    expect(tokens.next[0]?.after).not.toEqual(tokens.next[0]?.before);
    expect(measured.after).toBe(measured.before);
    expect(predicted).toMatchObject({ change: 0, later: 1 });
  });
});

describe("the same change", { timeout: 120_000 }, () => {
  test("is computed once, however many ask at once and however they say it", async () => {
    const [a, b] = strongest()
      .slice(3, 5)
      .map((node) => scaled(node, 0.25));
    if (!a || !b) throw new Error("the circuit has too few features");
    const ways: Edit[][] = [
      [a, b],
      [b, a],
      [a, b, a],
      [{ ...a, ...{ scale: 7 } }, b, a],
      [b, { ...a, positions: [...(a.positions ?? []), ...(a.positions ?? [])] }],
    ];
    const views = await Promise.all([...ways, ...ways].map((edits) => asked(edits)));
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    expect(views[0]?.edits).toHaveLength(2);
    const identity = { circuitId: id, id: views[0]?.id ?? "" };
    const { jobId } = await db().intervention.findFirstOrThrow({ where: identity });
    expect(await db().job.count({ where: { kind: "intervention", id: jobId ?? "" } })).toBe(1);
    await tried([a, b]);
    expect((await asked([b, a])).result).not.toBeNull();
    expect((await asked([a, b], true)).id).not.toBe(views[0]?.id);
    expect((await db().job.findUniqueOrThrow({ where: { id: jobId ?? "" } })).attempt).toBe(1);
  });

  test("of another circuit is another, and is not found at this one's address", async () => {
    const other = await traced(611);
    const [node] = strongest();
    const theirs = interventionViewSchema.parse(
      await (await post({ edits: [scaled(node, 0.5)] }, other)).json(),
    );
    expect(theirs.id).not.toBe((await asked([scaled(node, 0.5)])).id);
    const at = (circuitId: string) =>
      call(getTried, { params: { id: circuitId, interventionId: theirs.id } });
    expect((await at(other)).status).toBe(200);
    expect((await at(id)).status).toBe(404);
  });
});

describe("what cannot be tried is refused with a sentence", () => {
  const feature = { do: "scale", kind: "attn", layer: 1, index: 5, positions: [3], scale: 0 };
  const splice = { do: "splice", kind: "attn", layer: 1, keepError: true };
  test.each([
    ["nothing", [], 400, "at least one"],
    ["too many", Array.from({ length: 201 }, () => feature), 400, "At most 200"],
    ["too many places", [{ ...splice, positions: Array.from({ length: 501 }, () => 1) }], 400, "at most 500"],
    [
      "a layer that there is not",
      [{ ...feature, layer: 4 }],
      422,
      "with attn dictionaries at layers 0, 1, 2, 3.",
    ],
    ["a feature that there is not", [{ ...feature, index: 99_999 }], 422, "There is no feature attn.1.99999"],
    ["past the text", [{ ...feature, positions: [3, 99] }], 422, "There is no token 99"],
    ["what changes nothing", [{ ...feature, scale: 1 }], 422, "change nothing"],
    ["more than 32 bits hold", [{ ...feature, scale: -1e10 }], 400, "at most 1000000000"],
    ["no number", [{ ...feature, scale: null }], 400, ""],
    ["another field", [{ ...feature, value: 3 }], 400, ""],
    ["no positions", [{ ...feature, positions: [] }], 400, ""],
    ["a kind that there is not", [{ ...feature, kind: "logit" }], 400, ""],
    ["half a position", [{ ...feature, positions: [0.5] }], 400, ""],
    ["no list", "everything", 400, ""],
  ])("%s", async (_, edits, status, words) => {
    const before = await db().intervention.count();
    const response = await post({ edits });
    const said = await response.text();
    expect(response.status, said).toBe(status);
    expect(said).toContain(words);
    expect(await db().intervention.count()).toBe(before);
  });

  test("infinity, which JSON has no word for", async () => {
    const body = JSON.stringify({ edits: [{ ...feature, scale: 9 }] }).replace(":9", ":1e999");
    expect((await post(body)).status).toBe(400);
  });

  test("a circuit that there is not, and one that is not ready", async () => {
    const absent = "00000000-0000-7000-8000-000000000000";
    expect((await post({ edits: [splice] }, absent)).status).toBe(404);
    const unready = await createFinishedCircuit();
    await db().circuit.update({ where: { id: unready }, data: { computedAt: null } });
    expect((await post({ edits: [splice] }, unready)).status).toBe(409);
  });

  test("the target itself, wherever else its feature may be changed", async () => {
    const circuitId = await createFinishedCircuit();
    await db().circuit.update({ where: { id: circuitId }, data: { runId, target: "attn.1.5@3" } });
    const refused = await post({ edits: [feature] }, circuitId);
    expect(refused.status).toBe(422);
    expect((await refused.json()).fields.edits).toContain("attn.1.5@3 is the circuit's target");
    expect((await post({ edits: [{ ...feature, positions: undefined }] }, circuitId)).status).toBe(422);
    expect((await post({ edits: [{ ...feature, positions: [2] }] }, circuitId)).status).toBe(201);
  });

  test("more of one circuit than may be tried without an account, while a member may", async () => {
    const circuitId = await createFinishedCircuit();
    await db().intervention.createMany({
      data: Array.from({ length: interventionRoom.byGuests }, (_, n) => ({
        ...{ circuitId, identity: String(n), edits: [], frozen: false },
      })),
    });
    const room = (requesterId: string | null) =>
      db().$transaction((tx) => checkInterventionRoom(tx, circuitId, { key: "me", requesterId }));
    await expect(room(null)).rejects.toThrow(
      "5,000 changes of this circuit have been tried without an account",
    );
    await room(crypto.randomUUID());
  });
});
