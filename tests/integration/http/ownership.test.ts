import { beforeAll, describe, expect, test } from "vitest";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { expansionComputation } from "@/lib/expansions/expansion-computation";
import { createFinding } from "@/lib/findings/create-finding";
import { createImport } from "@/lib/imports/create-import";
import { createRun } from "@/lib/runs/create-run";
import { verificationComputation } from "@/lib/verifications/verification-computation";
import { saveView } from "@/lib/views/save-view";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const content = { title: "A finding", body: "What it shows.", tags: [], state: "" };
const spec = {
  target: "logit.11@3",
  mode: "direct",
  threshold: 0.5,
  edgeThreshold: 0,
  maxNodes: 10,
} as const;

/** What a route needs beside the address to come as far as the row it is about. */
const bodies: Record<string, unknown> = { "PUT /api/v1/findings/[id]": { ...content, revision: 1 } };

/** Restricted routes that give each member something of their own at an address that everybody may see. */
const everybodysAddress = ["GET /api/v1/circuits/[id]/views", "POST /api/v1/circuits/[id]/views"];

describe("what is somebody's own does not exist for another", async () => {
  const routes = (await findApiRoutes()).filter(({ path, handler: { definition } }) => {
    return path.includes("[") && definition.access !== "anyone";
  });
  let owner: Person;
  /** The address of what the owner has at each kind of address. */
  let owned: Record<string, Record<string, string>>;

  beforeAll(async () => {
    owner = await createPerson();
    const { viewer } = owner;
    const asker = askerOf(viewer);
    const circuitId = await createFinishedCircuit();
    const { runId } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
    const nodeId = "logit.12@3";
    const circuit = await ask(circuitComputation, { ...spec, runId, identity: "mine" }, asker);
    const verification = await ask(verificationComputation, { circuitId }, asker);
    const check = await ask(causalCheckComputation, { circuitId, frozen: true }, asker);
    await ask(expansionComputation, { circuitId, nodeId }, asker);
    const finding = await createFinding({ ...content, circuitId, authorId: owner.id });
    const view = await saveView({ circuitId, ownerId: owner.id, name: "Mine", state: "" });
    const imported = await createImport({ viewer, name: "mine.json", source: Buffer.from("{}") });
    const run = await createRun({ model: "storybook-4l", text: "Mine alone.", viewer });
    const session = await db().session.findFirstOrThrow({ where: { userId: owner.id } });
    owned = {
      "runs/[id]": { id: run.id },
      "circuits/[id]/verifications": { id: circuitId, verificationId: verification.id },
      "circuits/[id]/causal-checks": { id: circuitId, checkId: check.id },
      "circuits/[id]/expansions": { id: circuitId, nodeId },
      "circuits/[id]/cancel": { id: circuit.id },
      "findings/[id]": { id: finding.id },
      "views/[id]": { id: view.id },
      "imports/[id]": { id: imported.id },
      "me/sessions/[id]": { id: session.id },
    };
  });

  const named = routes.map((each) => ({ ...each, name: `${each.method} ${each.path}` }));
  const tried = named.filter(({ name }) => !everybodysAddress.includes(name));

  test.each(tried)("$name", async ({ name, method, path, handler }) => {
    const [, params] = Object.entries(owned).find(([kind]) => path.startsWith(`/api/v1/${kind}`)) ?? [];
    if (!params) throw new Error(`Nobody has anything at ${path} in this test`);
    const isCancel = path.endsWith("/cancel");
    const others = [await createPerson(), ...(isCancel ? [] : [await createPerson("administrator")])];
    const attempt = { method, path, params, ...(bodies[name] !== undefined && { body: bodies[name] }) };
    for (const person of others) expect((await call(handler, { ...attempt, person })).status).toBe(404);
    expect((await call(handler, attempt)).status).toBe(401);
  });

  test("and stands as it was", async () => {
    const [jobs, sessions, findings, views, imports] = await Promise.all([
      db().job.count({ where: { requesterId: owner.id, status: "queued", cancelRequestedAt: null } }),
      db().session.count({ where: { userId: owner.id } }),
      db().finding.count({ where: { authorId: owner.id, revision: 1, publishedAt: null } }),
      db().savedView.count({ where: { ownerId: owner.id } }),
      db().importedCircuit.count({ where: { ownerId: owner.id } }),
    ]);
    expect({ jobs, sessions, findings, views, imports }).toEqual({
      ...{ jobs: 6, sessions: 1, findings: 1, views: 1, imports: 1 },
    });
  });
});
