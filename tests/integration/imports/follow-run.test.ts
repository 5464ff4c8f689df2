import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as compute } from "@/app/api/v1/imports/[id]/circuit/route";
import { goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { deleteImport } from "@/lib/imports/delete-import";
import { getStanding } from "@/lib/imports/get-standing";
import { packReport } from "@/lib/imports/import-report";
import { type ReadImport, readImport } from "@/lib/imports/read-import";
import { circuitAllowance } from "@/lib/limits/allowances";
import { charge, getAllowance } from "@/lib/limits/daily-allowance";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

const [, golden] = goldenCircuits().find(([name]) => name.includes("gender.json logit.")) ?? [];
if (!golden) throw new Error("There is no such golden circuit.");
const circuit: Circuit = golden;
let read: ReadImport;

/** A circuit that says it is of this site's own weights, which computed it. */
beforeAll(async () => {
  const model = await db().model.findFirstOrThrow({ include: { dictionarySets: true } });
  const dictionarySets = model.dictionarySets.map(({ kind, name, checksum }) => ({ kind, name, checksum }));
  const spec = { ...circuit.spec, maxNodes: 100, modelChecksum: model.checksum, dictionarySets };
  read = readImport({ ...circuit, spec });
});

/** An import as a worker has read it. */
async function importOf({ id: ownerId }: Person): Promise<string> {
  const row = await db().importedCircuit.create({
    data: {
      ...{ ownerId, fileName: "golden.json", identity: read.identity, computedAt: new Date() },
      ...{ graph: packDocument(read.circuit), report: packReport(read.report) },
    },
  });
  return row.id;
}

const askFor = (id: string, person: Person) => call(compute, { method: "POST", params: { id }, person });
const standingOf = (importId: string, { viewer }: Person) =>
  getStanding({ importId, viewer }, read.report.summary);
const circuits = () => db().circuit.findMany({ select: { requesterId: true } });

async function runReady(): Promise<void> {
  await waitFor("the run", () => db().run.findFirst({ where: { computedAt: { not: null } } }));
}

beforeEach(async () => {
  await db().circuit.deleteMany();
  await db().importedCircuit.deleteMany();
  await db().run.deleteMany();
  await db().job.deleteMany();
});

describe("the circuit that an import's owner asked for", { timeout: 120_000 }, () => {
  test("is begun by the worker that stores its run, for its owner and for what it costs, and nobody looking", async () => {
    const [owner, other] = [await createPerson(), await createPerson()];
    const ids = [await importOf(owner), await importOf(owner), await importOf(other)];
    expect((await askFor(ids[0] ?? "", owner)).status).toBe(204);
    expect((await askFor(ids[1] ?? "", owner)).status).toBe(204);
    expect((await askFor(ids[2] ?? "", other)).status).toBe(204);
    expect(await circuits()).toEqual([]);
    await spawnWorker().ready;
    await waitFor("the circuit", () => db().circuit.findFirst({ where: { computedAt: { not: null } } }));
    expect(await circuits()).toHaveLength(1);
    const left = await Promise.all(
      [owner, other].map(({ viewer }) => getAllowance(circuitAllowance(), viewer)),
    );
    expect(left.reduce((sum, each) => sum + each.perDay - each.left, 0)).toBe(1);
    for (const [n, id] of ids.entries())
      expect(await standingOf(id, n < 2 ? owner : other)).toMatchObject({ kind: "computed" });
  });

  test("is begun at once where the run is there already", async () => {
    const [first, second] = [await createPerson(), await createPerson()];
    const id = await importOf(first);
    await askFor(id, first);
    await deleteImport({ importId: id, ownerId: first.id });
    const worker = spawnWorker();
    await runReady();
    await worker.kill("SIGTERM");
    expect(await circuits()).toEqual([]);
    expect((await askFor(await importOf(second), second)).status).toBe(204);
    expect(await circuits()).toEqual([{ requesterId: second.id }]);
  });

  test.each<[string, (id: string, owner: Person) => Promise<unknown>]>([
    ["deleted the import", (importId, { id: ownerId }) => deleteImport({ importId, ownerId })],
    ["is gone", (_, { id }) => db().user.delete({ where: { id } })],
    ["was suspended", (_, { id }) => db().user.update({ where: { id }, data: { suspendedAt: new Date() } })],
  ])("is not begun where the owner %s meanwhile, and the run is stored", async (_, meanwhile) => {
    const owner = await createPerson();
    const id = await importOf(owner);
    // Asked for by another too, so that the run is not cancelled with the import.
    const other = await createPerson();
    await askFor(await importOf(other), other);
    await db().importedCircuit.deleteMany({ where: { ownerId: other.id } });
    await askFor(id, owner);
    await meanwhile(id, owner);
    await spawnWorker().ready;
    await runReady();
    expect(await circuits()).toEqual([]);
  });

  test("is not begun where the run fails, and is when that is begun again", async () => {
    const owner = await createPerson();
    const id = await importOf(owner);
    await askFor(id, owner);
    const { id: runId } = await db().run.findFirstOrThrow();
    await db().run.update({
      where: { id: runId },
      data: { job: { update: { status: "failed", error: "No." } } },
    });
    expect(await standingOf(id, owner)).toEqual({
      ...{ kind: "failed", of: { what: "run", id: runId }, message: "No." },
    });
    expect(await circuits()).toEqual([]);
    expect((await askFor(id, owner)).status).toBe(204);
    await spawnWorker().ready;
    await waitFor("the circuit", async () => (await circuits()).length === 1);
  });

  test("is not begun beyond the owner's allowance, who is told why and may ask again; the run is stored", async () => {
    const owner = await createPerson();
    const id = await importOf(owner);
    await askFor(id, owner);
    const { left } = await getAllowance(circuitAllowance(), owner.viewer);
    await charge(circuitAllowance(), owner.viewer, left);
    const worker = spawnWorker();
    await runReady();
    await worker.kill("SIGTERM");
    expect(await circuits()).toEqual([]);
    expect(await standingOf(id, owner)).toEqual({
      ...{ kind: "failed", of: null, message: expect.stringMatching(/used your .* for today/) },
    });
    expect((await askFor(id, owner)).status).toBe(429);
    await charge(circuitAllowance(), owner.viewer, -10);
    expect((await askFor(id, owner)).status).toBe(204);
    expect(await circuits()).toEqual([{ requesterId: owner.id }]);
    expect(await standingOf(id, owner)).toMatchObject({ kind: "computing", of: { what: "circuit" } });
  });
});
