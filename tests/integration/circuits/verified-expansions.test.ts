import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { QueryProvider } from "@/app/_queries/query-provider";
import { verificationQuery } from "@/app/_queries/verifications";
import { Verification } from "@/app/(site)/circuits/_components/verification";
import { POST as expand } from "@/app/api/v1/circuits/[id]/expansions/route";
import { POST as verify } from "@/app/api/v1/circuits/[id]/verifications/route";
import { POST as createCircuit } from "@/app/api/v1/circuits/route";
import { type Expansion, expansionSchema } from "@/lib/circuit-format/expansion";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { packDocument, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { expansionRoom } from "@/lib/expansions/expansion-room";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { createExampleRun } from "@/lib/runs/create-run";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const golden: { text: string; dfa: { target: string }[] } = JSON.parse(
  readFileSync("tests/golden/indirect-object.json", "utf8"),
);
const root = "logit.605@14";
const feature = golden.dfa[0]?.target ?? "";
let circuitId = "";

setUpSite();

/** Asks for a verification and waits for its outcome. */
async function verified() {
  await call(verify, { method: "POST", params: { id: circuitId } });
  return waitFor("the verification", async () => {
    const { verification } = await getCircuit(circuitId);
    return verification?.status === "ready" && verification;
  });
}

function row(nodeId: string) {
  return { circuitId_nodeId: { circuitId, nodeId } };
}

async function storedExpansion(nodeId: string): Promise<Expansion> {
  const { result } = await db().expansion.findUniqueOrThrow({ where: row(nodeId) });
  return expansionSchema.parse(unpackDocument(result ?? new Uint8Array()));
}

async function tamper(nodeId: string, change: (expansion: Expansion) => unknown): Promise<void> {
  const expansion = await storedExpansion(nodeId);
  change(expansion);
  await db().expansion.update({ where: row(nodeId), data: { result: packDocument(expansion) } });
}

/** Rows for so many more nodes, each with what is stored of the root: a member's, each another's. */
async function copiesOfRoot(count: number): Promise<void> {
  const { id: requesterId } = await createPerson();
  await expandedBy({ requesterId, askers: Array.from({ length: count }, (_, n) => `member ${n}`) });
}

interface ExpandedBy {
  /** Of each node. */
  askers: string[];
  /** Null for guests. */
  requesterId: string | null;
  position?: number;
}

async function expandedBy({ askers, requesterId, position = 5 }: ExpandedBy): Promise<void> {
  const result = packDocument(await storedExpansion(root));
  const jobs = await db().job.createManyAndReturn({
    data: askers.map((asker) => ({
      ...{ kind: "expansion", status: "succeeded" as const, attemptLimit: 3, asker, requesterId },
    })),
    select: { id: true },
  });
  await db().expansion.createMany({
    data: jobs.map(({ id: jobId }, token) => ({
      ...{ circuitId, nodeId: `logit.${token}@${position}`, jobId, result, computedAt: new Date() },
    })),
  });
}

/** Expands a node that nobody has. */
const expandNew = (nodeId: string, who: { person?: Person; headers?: Record<string, string> } = {}) =>
  call(expand, { method: "POST", params: { id: circuitId }, body: { nodeId }, ...who });

describe("the verification of a circuit with nodes expanded by hand", { timeout: 120_000 }, () => {
  const sound = new Map<string, Uint8Array<ArrayBuffer>>();

  beforeAll(async () => {
    await spawnWorker({ keep: true }).ready;
    const { id: runId } = await createExampleRun({ model: "storybook-4l", text: golden.text });
    await waitFor("the run", () => db().run.findFirst({ where: { id: runId, computedAt: { not: null } } }));
    const body = { runId, target: root, threshold: 0.05 };
    circuitId = (await (await call(createCircuit, { method: "POST", body })).json()).id;
    await waitFor("the circuit", async () => (await getCircuit(circuitId)).status === "ready");
    for (const nodeId of [root, feature]) {
      const attempt = { method: "POST", params: { id: circuitId }, body: { nodeId } };
      expect((await call(expand, attempt)).status).toBe(200);
    }
    for (const { nodeId, result } of await db().expansion.findMany({ where: { circuitId } }))
      if (result) sound.set(nodeId, result);
  });

  beforeEach(async () => {
    await db().expansion.deleteMany({ where: { circuitId, nodeId: { notIn: [...sound.keys()] } } });
    for (const [nodeId, result] of sound)
      await db().expansion.update({ where: row(nodeId), data: { result } });
  });

  test("passes where none was touched", async () => {
    expect(await verified()).toMatchObject({ passed: true, differences: [] });
  });

  test("fails where one was tampered with, names it and the edge, and the page shows both", async () => {
    await tamper(root, ({ contributions }) => {
      if (contributions[0]) contributions[0].contribution += 0.5;
    });
    const { contributions } = await storedExpansion(root);
    const verification = await verified();
    expect(verification.passed).toBe(false);
    expect(verification.largestDifference).toBeGreaterThan(0.01);
    const [place] = verification.differences;
    expect(place).toContain(
      `the expansion of ${root}, ${contributions[0]?.source} -> ${root}: contribution is`,
    );
    const answers = [known(verificationQuery(circuitId), verification)];
    const shown = createElement(Prefetched, { answers }, createElement(Verification, { circuitId }));
    const page = renderToStaticMarkup(createElement(QueryProvider, null, shown));
    expect(page).toContain("differs from what is stored");
    expect(page).toContain(`the expansion of ${root}, ${contributions[0]?.source} -&gt; ${root}`);
  });

  test("fails where a number in the table by head was, and names head and position", async () => {
    await tamper(feature, ({ heads }) => heads?.table[1]?.splice(0, 1, 9));
    const { passed, differences } = await verified();
    expect(passed).toBe(false);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toContain(
      `the expansion of ${feature}, head 1 from 0 -> ${feature}: DFA is stored as 9`,
    );
  });

  test("fails for what is unreadable, of a token that there is not, or of another node", async () => {
    await db().expansion.update({ where: row(root), data: { result: new Uint8Array([1, 2, 3]) } });
    const result = packDocument(await storedExpansion(feature));
    for (const nodeId of ["logit.999999@4", "logit.3@4"])
      await db().expansion.create({ data: { circuitId, nodeId, result, computedAt: new Date() } });
    await tamper(feature, ({ contributions }) => {
      if (contributions[0]) contributions[0].source = "\0\ud800".repeat(1_000);
    });
    const { passed, differences } = await verified();
    expect(passed).toBe(false);
    const all = differences.join("\n");
    expect(all).toContain(`the expansion of ${root} cannot be read`);
    expect(all).toContain(
      "the expansion of logit.999999@4 is stored and cannot be computed: There is no token 999999",
    );
    expect(all).toContain(`the expansion of logit.3@4, logit.3@4: target is stored as ${feature}`);
    expect(all).toContain(`the expansion of ${feature}, \ufffd`);
  });

  test("compares every one of many, and lists as many differences as can be read", async () => {
    await copiesOfRoot(120);
    const { passed, differences } = await verified();
    expect(passed).toBe(false);
    expect(differences).toHaveLength(50);
    expect(differences.filter((each) => each.includes("target is stored as"))).not.toHaveLength(0);
    // Each differs in five ways at least: target, value, and what it gets.
    expect(
      Number(/^and (\d+) more in nodes expanded by hand$/.exec(differences.at(-1) ?? "")?.[1]),
    ).toBeGreaterThan(119 * 5);
  });

  test("is in parts, the graph and pages of nodes: each takes its turn, with one progress, and it stops when it is cancelled", async () => {
    await copiesOfRoot(998);
    const person = await createPerson();
    const other = { method: "POST", person, params: { id: await anotherCircuit() }, body: { nodeId: root } };
    await call(verify, { method: "POST", params: { id: circuitId } });
    const job = await waitFor("the first parts", () =>
      db().job.findFirst({ where: { kind: "verification", status: "divided", partsDone: { gt: 1 } } }),
    );
    // The graph, and 1,000 nodes by the fifty.
    expect(job.parts).toBe(21);
    expect(job.stage).toMatch(/^\d+ of 21 parts done$/);
    // Somebody else's node is not behind all of them.
    expect((await call(expand, other)).status).toBe(200);
    expect((await db().job.findUniqueOrThrow({ where: { id: job.id } })).status).toBe("divided");

    expect(await cancelJob(job.id)).toBe(true);
    await waitFor("the end", () => db().job.findFirst({ where: { id: job.id, status: "cancelled" } }));
    const stopped = await db().verification.findUniqueOrThrow({ where: { jobId: job.id } });
    expect(stopped).toMatchObject({ passed: null, computedAt: null });
    expect((await getCircuit(circuitId)).verification?.id).not.toBe(stopped.id);
  });

  test("gets who asks again while it is in parts, and leaves nothing of its parts behind", async () => {
    const attempt = { method: "POST", params: { id: circuitId } };
    await call(verify, attempt);
    await waitFor("its parts", () =>
      db().job.findFirst({ where: { kind: "verification", status: "divided", verification: { circuitId } } }),
    );
    const before = await db().verification.count();
    await call(verify, attempt);
    expect(await db().verification.count()).toBe(before);
    expect(await verified()).toMatchObject({ passed: true });
    expect(
      await db().verificationPart.count({ where: { verification: { computedAt: { not: null } } } }),
    ).toBe(0);
  });

  test("has no more nodes than can be verified: of several asked for at once only as many as there is room for", async () => {
    await copiesOfRoot(expansionRoom.all - 3);
    const nodeIds = [`logit.1@2`, `logit.2@2`, `logit.3@2`];
    const answers = await Promise.all(
      nodeIds.map((nodeId) => call(expand, { method: "POST", params: { id: circuitId }, body: { nodeId } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect((await refused?.json())?.title).toMatch(/^1,000 nodes of this circuit.*which is the most/);
    expect(await db().expansion.count({ where: { circuitId } })).toBe(expansionRoom.all);
    // What stands is answered.
    expect((await expandNew(feature)).status).toBe(200);
  });

  test("keeps nodes for the others: of one address a share, of all guests a part, and of one member a share", async () => {
    const person = await createPerson();
    const { asker } = await db().job.findFirstOrThrow({ where: { expansion: row(root).circuitId_nodeId } });
    const elsewhere = { headers: { "x-forwarded-for": "192.0.2.77" } };
    const titleOf = async (response: Response) => {
      expect(response.status).toBe(422);
      return (await response.json()).title;
    };
    // The root and the feature are this address's too.
    const mine = Array.from({ length: expansionRoom.each - 3 }, () => asker);
    await expandedBy({ askers: mine, requesterId: null, position: 5 });
    const both = await Promise.all(["logit.1@2", "logit.2@2"].map((nodeId) => expandNew(nodeId)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    expect(await titleOf(await expandNew("logit.3@2"))).toMatch(/^250 nodes .* from your address.* Sign in/);
    expect((await expandNew("logit.4@2", elsewhere)).status).toBe(200);

    const others = Array.from(
      { length: expansionRoom.byGuests - expansionRoom.each - 1 },
      (_, n) => `guest ${n}`,
    );
    await expandedBy({ askers: others, requesterId: null, position: 6 });
    expect(await titleOf(await expandNew("logit.5@2", elsewhere))).toMatch(
      /^500 nodes .* without an account/,
    );
    expect((await expandNew("logit.6@2", { person })).status).toBe(200);

    const theirs = Array.from({ length: expansionRoom.each - 1 }, () => person.id);
    await expandedBy({ askers: theirs, requesterId: person.id, position: 7 });
    expect(await titleOf(await expandNew("logit.7@2", { person }))).toMatch(/^250 nodes .* by you/);
    expect((await expandNew("logit.8@2", { person: await createPerson() })).status).toBe(200);
  });
});

/** A circuit of the same run, whose root nobody has expanded. */
async function anotherCircuit(): Promise<string> {
  const { runId } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
  const body = { runId, target: root, threshold: 0.1 };
  const { id } = await (await call(createCircuit, { method: "POST", body })).json();
  await waitFor("another circuit", async () => (await getCircuit(id)).status === "ready");
  return id;
}
