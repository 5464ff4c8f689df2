import { readFileSync } from "node:fs";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as cancelScore } from "@/app/api/v1/runs/[id]/attention-scores/[scoreId]/cancel/route";
import { GET as getScore } from "@/app/api/v1/runs/[id]/attention-scores/[scoreId]/route";
import { POST as askScore } from "@/app/api/v1/runs/[id]/attention-scores/route";
import { POST as createRunRoute } from "@/app/api/v1/runs/route";
import { attentionScoreComputation } from "@/lib/attention-scores/attention-score-computation";
import { type AttentionScoreView, attentionScoreViewSchema } from "@/lib/attention-scores/view";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { findNames } from "@/lib/runs/find-names";
import { getRun } from "@/lib/runs/get-run";
import { letGoOfUnread } from "@/lib/unread/let-go";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

interface Golden {
  text: string;
  qk: { layer: number; head: number; query: number; key: number; score: number; pairs: { value: number }[] };
}

const golden: Golden = JSON.parse(readFileSync("tests/golden/indirect-object.json", "utf8"));
const { layer, head, query, key } = golden.qk;
const place = { layer, head, query, key };
const absent = "00000000-0000-7000-8000-000000000000";

setUpSite({ env: { UNREAD_DAYS: "30" } });

const askAt = (id: string, body: unknown, person: Person | null = null) =>
  call(askScore, { method: "POST", params: { id }, body, person });

async function computedRun(sets?: object, text = golden.text): Promise<string> {
  const body = { model: "storybook-4l", text, ...(sets && { sets }) };
  const { id } = await (await call(createRunRoute, { method: "POST", body })).json();
  await waitFor("the run", async () => (await getRun(id)).status === "ready");
  return id;
}

async function ready(id: string, scoreId: string): Promise<AttentionScoreView> {
  return waitFor("the score", async () => {
    const response = await call(getScore, { params: { id, scoreId } });
    const view = attentionScoreViewSchema.parse(await response.json());
    return view.status === "ready" && view;
  });
}

describe("an attention score", { timeout: 120_000 }, () => {
  let runId = "";
  beforeAll(async () => {
    await spawnWorker({ keep: true }).ready;
    runId = await computedRun();
  });

  test("is the independent implementation's, with pairs and rest that add up and the names of its features", async () => {
    const answer = await askAt(runId, place);
    expect(answer.status).toBe(201);
    const asked = await answer.json();
    expect(answer.headers.get("location")).toBe(`/api/v1/runs/${runId}/attention-scores/${asked.id}`);
    const { result, names } = await ready(runId, asked.id);
    if (!result) throw new Error("a score that is ready has a result");
    expect(result).toMatchObject(place);
    expect(Math.abs(result.score - golden.qk.score)).toBeLessThanOrEqual(1e-3 * (1 + Math.abs(result.score)));
    const sum = result.pairs.reduce((all, { value }) => all + value, 0) + result.rest.sum;
    expect(sum).toBe(result.total);
    expect(result.residual).toBeLessThanOrEqual(1e-4 * (1 + result.absoluteSum));
    expect(result.pairs[0]?.value).toBeCloseTo(golden.qk.pairs[0]?.value ?? Number.NaN, 3);
    const features = new Set(result.pairs.flatMap((pair) => [pair.query, pair.key]));
    const known = await findNames(
      runId,
      [...features].flatMap((index) =>
        typeof index === "number" ? [{ kind: "resid" as const, layer, index }] : [],
      ),
    );
    expect(new Map(names)).toMatchObject(known);
  });

  test("is computed once for all who ask, also at the same moment", async () => {
    const other = { ...place, key: 0 };
    const answers = await Promise.all(Array.from({ length: 6 }, () => askAt(runId, other)));
    const ids = await Promise.all(answers.map(async (answer) => (await answer.json()).id));
    expect(new Set(ids).size).toBe(1);
    await ready(runId, ids[0]);
    const { job } = await db().attentionScore.findUniqueOrThrow({
      where: { id: ids[0] },
      select: { job: true },
    });
    expect(job).toMatchObject({ status: "succeeded", attempt: 1 });
  });

  test("is refused where the run has no such place, each with its field", async () => {
    for (const [field, wrong] of [
      ["layer", { layer: 4 }],
      ["head", { head: 99 }],
      ["query", { query: 9_999 }],
      ["key", { query: 2, key: 3 }],
    ] as const) {
      const answer = await askAt(runId, { ...place, ...wrong });
      expect(answer.status, field).toBe(422);
      expect((await answer.json()).fields[field], field).toBeTruthy();
    }
    for (const wrong of [{ layer: -1 }, { head: 0.5 }, { query: "3" }, { key: null }, { key: 1e300 }])
      expect((await askAt(runId, { ...place, ...wrong })).status).toBe(400);
    expect((await askAt(absent, place)).status).toBe(404);
    expect((await call(getScore, { params: { id: runId, scoreId: absent } })).status).toBe(404);
    expect(await db().attentionScore.count({ where: { runId, layer: { gte: 4 } } })).toBe(0);
  });

  test("is not another run's", async () => {
    const other = await computedRun(undefined, "Lily has a red ball.");
    const { id } = await (await askAt(runId, place)).json();
    expect((await call(getScore, { params: { id: other, scoreId: id } })).status).toBe(404);
  });

  test("needs residual features, and says how to have them", async () => {
    const without = await computedRun({ resid: null });
    const answer = await askAt(without, place);
    expect(answer.status).toBe(422);
    expect((await answer.json()).title).toContain("Run the text with a residual dictionary set");
    expect(await db().attentionScore.count({ where: { runId: without } })).toBe(0);
  });

  test("waits for its run", async () => {
    const { modelId } = await db().run.findUniqueOrThrow({ where: { id: runId } });
    const data = { modelId, identity: "not computed", text: "Not yet." };
    const { id } = await db().run.create({ data });
    expect((await askAt(id, place)).status).toBe(409);
  });

  test("is stopped by who asked for it, and can be asked for again", async () => {
    const [owner, stranger] = [await createPerson(), await createPerson()];
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    // The worker waits where it reads which dictionaries the run was read with.
    await client.query('begin; lock table "DictionarySet" in access exclusive mode');
    const question = { runId, ...place, key: 1 };
    const { id: scoreId } = await ask(attentionScoreComputation, question, askerOf(owner.viewer));
    const params = { id: runId, scoreId };
    const status = async () =>
      (await db().attentionScore.findUniqueOrThrow({ where: { id: scoreId }, select: { job: true } })).job
        ?.status;
    await waitFor("the job", async () => (await status()) === "running");
    const cancel = (person: Person | null) => call(cancelScore, { method: "POST", params, person });
    expect((await cancel(null)).status).toBe(401);
    expect((await cancel(stranger)).status).toBe(404);
    expect(await (await cancel(owner)).json()).toEqual({ cancelled: true });
    await client.query("rollback");
    await client.end();
    await waitFor("the stop", async () => (await status()) === "cancelled");
    expect((await (await askAt(runId, { ...place, key: 1 })).json()).id).toBe(scoreId);
    await ready(runId, scoreId);
  });

  test("is let go of with its run where a guest asked, and keeps the run where a member did", async () => {
    const [guests, members] = [
      await computedRun(undefined, "A guest."),
      await computedRun(undefined, "A member."),
    ];
    const small = { layer: 1, head: 0, query: 2, key: 1 };
    const { id: guestsScore } = await (await askAt(guests, small)).json();
    const { id: membersScore } = await (await askAt(members, small, await createPerson())).json();
    const before = await ready(guests, guestsScore);
    await ready(members, membersScore);
    const readAt = new Date(Date.now() - 31 * 24 * 60 * 60_000);
    await db().run.updateMany({ where: { id: { in: [guests, members] } }, data: { readAt } });
    expect(await letGoOfUnread()).toEqual({ circuits: 0, runs: 1 });
    expect((await getRun(members)).status).toBe("ready");
    expect((await db().attentionScore.findUniqueOrThrow({ where: { id: guestsScore } })).result).toBeNull();
    expect((await askAt(guests, small)).status).toBe(409);
    // The text asked again, and then the score, are what they were.
    await computedRun(undefined, "A guest.");
    expect((await (await askAt(guests, small)).json()).id).toBe(guestsScore);
    expect((await ready(guests, guestsScore)).result).toEqual(before.result);
  });
});
