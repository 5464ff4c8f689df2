import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as retrace } from "@/app/api/v1/circuits/[id]/retraces/route";
import { adoptGuestWork } from "@/lib/auth/adopt-guest-work";
import { guestCookieName } from "@/lib/auth/guest-browser";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { db } from "@/lib/db/client";
import { circuitAllowance, runAllowance } from "@/lib/limits/allowances";
import { charge, getAllowance } from "@/lib/limits/daily-allowance";
import { getRetrace } from "@/lib/retraces/get-retrace";
import type { RetraceView } from "@/lib/retraces/view";
import { maxTextLength } from "@/lib/runs/check-text";
import { createRun } from "@/lib/runs/create-run";
import { getPredictions } from "@/lib/runs/get-run-position";
import { readRunFeatures } from "@/lib/runs/run-features";
import { housekeeping } from "@/workers/housekeeping";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite({ env: { GUEST_RUNS_PER_DAY: "500", GUEST_CIRCUITS_PER_DAY: "500" } });

const text = "When Mary and John went to the store, John gave a drink to";
const model = "storybook-4l";
let runId = "";
let predicted: { id: number; text: string }[] = [];

async function ready(id: string): Promise<void> {
  await waitFor("the run", () => db().run.findFirst({ where: { id, computedAt: { not: null } } }));
}

/** A circuit of the text, not computed: what is traced again is its question. */
async function circuitOf(target: string, more: { threshold?: number; mode?: string } = {}): Promise<string> {
  const question = newCircuitSchema.parse({ target, threshold: 0.5, ...more });
  return (await createCircuit({ ...question, runId, viewer: guest("of circuits") })).id;
}

interface Asking {
  person?: Person;
  cookie?: string;
  body?: unknown;
}

const askFor = (id: string, to: string, { person, cookie, body = { text: to } }: Asking = {}) =>
  call(retrace, {
    ...{ method: "POST", params: { id }, body },
    ...(person && { person }),
    ...(cookie && { headers: { cookie } }),
  });

async function seen(answer: Response | Promise<Response>): Promise<RetraceView> {
  const response = await answer;
  expect(response.status).toBe(200);
  return response.json();
}

/** Runs a text to its end and gives what stands then. */
async function retraced(id: string, to: string, asking?: Asking): Promise<RetraceView> {
  const { runId: next } = await seen(askFor(id, to, asking));
  await spawnWorker().ready;
  await ready(next);
  return seen(askFor(id, to, asking));
}

const circuitsOf = (id: string) =>
  db().circuit.findMany({
    where: { runId: id },
    select: { target: true, threshold: true, requesterId: true },
  });

beforeAll(async () => {
  const worker = spawnWorker();
  ({ id: runId } = await createRun({ model, text, viewer: guest("of circuits") }));
  await ready(runId);
  predicted = await getPredictions(
    runId,
    (await db().run.findUniqueOrThrow({ where: { id: runId } })).tokenIds.length - 1,
  );
  await worker.kill("SIGTERM");
});

beforeEach(async () => {
  await db().retrace.deleteMany();
  await db().circuit.deleteMany();
  await db().run.deleteMany({ where: { id: { not: runId } } });
  await db().job.deleteMany();
});

const last = () =>
  db()
    .run.findUniqueOrThrow({ where: { id: runId } })
    .then(({ tokenIds }) => tokenIds.length - 1);
/** Something the model expects that the text has no word of. */
const otherWord = () => predicted.find((token) => !text.includes(token.text.trim()))?.id ?? -1;
async function idOf(word: string): Promise<number> {
  const { tokenIds, tokenTexts } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  return tokenIds[tokenTexts.indexOf(word)] ?? -1;
}

describe("a circuit's target is traced again in another text", { timeout: 300_000 }, () => {
  test("by the worker that stores the run, for who asked and for what it costs, nobody looking", async () => {
    const person = await createPerson();
    const id = await circuitOf(`logit.${otherWord()}@${await last()}`, { threshold: 0.3 });
    const other = text.replace("drink", "book");
    const answer = await seen(askFor(id, other, { person }));
    expect(answer).toMatchObject({ circuitId: id, standing: { is: "running" } });
    expect(await circuitsOf(answer.runId)).toEqual([]);
    await spawnWorker().ready;
    await waitFor("the circuit", async () => (await circuitsOf(answer.runId)).length > 0);
    expect(await circuitsOf(answer.runId)).toEqual([
      { target: `logit.${otherWord()}@${await last()}`, threshold: 0.3, requesterId: person.id },
    ]);
    expect(await db().retrace.count()).toBe(0);
    const { perDay, left } = await getAllowance(circuitAllowance(), person.viewer);
    expect(perDay - left).toBe(1);
    const now = await seen(askFor(id, other, { person }));
    expect(now.standing).toMatchObject({ is: "traced", target: `logit.${otherWord()}@${await last()}` });
    expect(await getAllowance(circuitAllowance(), person.viewer)).toMatchObject({ left });
  });

  test("of a feature where it fires at the same place, and else the reader is offered what does", async () => {
    const { dictionaries } = await readRunFeatures(runId);
    const at = await last();
    const told: string[] = [];
    for (const { kind, layer, positions, indices } of dictionaries) {
      const n = positions.lastIndexOf(at);
      if (n < 0) continue;
      const target = formatNodeId({ kind, layer, index: indices[n] ?? 0, position: at });
      const { standing, runId: next } = await retraced(await circuitOf(target), "The cat sat on the mat. It");
      const { dictionaries: now } = await readRunFeatures(next);
      const same = now.find((each) => each.kind === kind && each.layer === layer);
      const end = (await db().run.findUniqueOrThrow({ where: { id: next } })).tokenIds.length - 1;
      const fires = same && [...same.positions].some((p, i) => p === end && same.indices[i] === indices[n]);
      told.push(standing.is);
      if (fires) {
        expect(standing).toMatchObject({ is: "traced", target: target.replace(/@.*/, `@${end}`) });
        continue;
      }
      expect(standing).toMatchObject({ is: "choose", message: expect.stringContaining("does not fire at") });
      if (standing.is !== "choose") continue;
      for (const { target } of standing.offers) {
        const question = newCircuitSchema.parse({ target, threshold: 0.5 });
        expect((await createCircuit({ ...question, runId: next, viewer: guest() })).id).toBeTruthy();
      }
    }
    // Both happen among these features, or this test shows nothing.
    expect(new Set(told)).toEqual(new Set(["traced", "choose"]));
  });

  test("of a name that was changed not before the reader has chosen which", async () => {
    const at = await last();
    const id = await circuitOf(`logit-diff.${await idOf(" Mary")}-${await idOf(" John")}@${at}`);
    const { standing, runId: next } = await retraced(id, text.replace("Mary", "Lily"));
    expect(standing).toMatchObject({ is: "choose", message: expect.stringContaining("\u201c Mary\u201d") });
    const offers = standing.is === "choose" ? standing.offers : [];
    expect(offers.map(({ because }) => because).slice(0, 2)).toEqual([
      "what stands in their place",
      "the same tokens as before",
    ]);
    expect(offers[0]?.says).toMatch(/^\u201c Lily\u201d and not \u201c John\u201d, after/);
    expect(await circuitsOf(next)).toEqual([]);
  });

  test("of the same text gives the circuit itself", async () => {
    const id = await circuitOf(`logit.${await idOf(" Mary")}@${await last()}`);
    expect((await seen(askFor(id, text))).standing).toMatchObject({ is: "traced", newCircuitId: id });
  });

  test("is one run and one circuit however many ask at the same moment", async () => {
    const person = await createPerson();
    const id = await circuitOf(`logit.${otherWord()}@${await last()}`);
    const other = text.replace("drink", "cake");
    const answers = await Promise.all(Array.from({ length: 6 }, () => seen(askFor(id, other, { person }))));
    expect(new Set(answers.map((answer) => answer.runId)).size).toBe(1);
    expect(await db().retrace.count()).toBe(1);
    const { perDay, left } = await getAllowance(runAllowance(), person.viewer);
    expect(perDay - left).toBe(1);
    await spawnWorker().ready;
    await ready(answers[0]?.runId ?? "");
    const after = await Promise.all(Array.from({ length: 6 }, () => seen(askFor(id, other, { person }))));
    expect(new Set(after.map(({ standing }) => JSON.stringify(standing))).size).toBe(1);
    expect(await circuitsOf(answers[0]?.runId ?? "")).toHaveLength(1);
  });

  test("is not begun beyond the allowance of who asked, who alone is told why", async () => {
    const [person, another] = [await createPerson(), await createPerson()];
    const id = await circuitOf(`logit.${otherWord()}@${await last()}`);
    const other = text.replace("drink", "toy");
    const { runId: next } = await seen(askFor(id, other, { person }));
    const { left } = await getAllowance(circuitAllowance(), person.viewer);
    await charge(circuitAllowance(), person.viewer, left);
    await spawnWorker().ready;
    await ready(next);
    expect(await circuitsOf(next)).toEqual([]);
    const place = { circuitId: id, runId: next };
    const own = await getRetrace({ ...place, viewer: person.viewer });
    expect(own.standing).toMatchObject({
      is: "failed",
      message: expect.stringMatching(/used your .* for today/),
    });
    expect((await getRetrace({ ...place, viewer: another.viewer })).standing).toMatchObject({
      is: "unasked",
    });
    expect((await askFor(id, other, { person })).status).toBe(429);
    expect((await seen(askFor(id, other, { person: another }))).standing).toMatchObject({ is: "traced" });
    expect(await circuitsOf(next)).toMatchObject([{ requesterId: another.id }]);
  });

  test("for a guest too, whose it becomes where they sign in before the run is done", async () => {
    const id = await circuitOf(`logit.${otherWord()}@${await last()}`);
    const response = await askFor(id, text.replace("drink", "hat"));
    const { runId: next } = await seen(response.clone());
    const name = guestCookieName();
    const cookie = response.headers.get("set-cookie") ?? "";
    const secret = new RegExp(`${name}=([^;]+)`).exec(cookie)?.[1] ?? "";
    const person = await createPerson();
    await adoptGuestWork({ userId: person.id, secret });
    await spawnWorker().ready;
    await waitFor("the circuit", async () => (await circuitsOf(next)).length > 0);
    expect(await circuitsOf(next)).toMatchObject([{ requesterId: person.id }]);
  });

  test("of somebody who was suspended meanwhile is not begun, and the run is stored", async () => {
    const person = await createPerson();
    const id = await circuitOf(`logit.${otherWord()}@${await last()}`);
    const { runId: next } = await seen(askFor(id, text.replace("drink", "ball"), { person }));
    await db().user.update({ where: { id: person.id }, data: { suspendedAt: new Date() } });
    await spawnWorker().ready;
    await ready(next);
    expect(await circuitsOf(next)).toEqual([]);
  });

  test("and a wish whose run was never stored goes after a week", async () => {
    const id = await circuitOf(`logit.${otherWord()}@${await last()}`);
    await seen(askFor(id, text.replace("drink", "pie")));
    await housekeeping(new Date());
    expect(await db().retrace.count()).toBe(1);
    await housekeeping(new Date(Date.now() + 8 * 24 * 60 * 60 * 1000));
    expect(await db().retrace.count()).toBe(0);
  });
});

describe("what cannot be traced again is refused before it costs anything", () => {
  test.each<[string, unknown, number]>([
    ["no text", { text: "" }, 400],
    ["a text that is none", { text: 7 }, 400],
    ["nothing", {}, 400],
    ["a NUL", { text: "a\0b" }, 400],
    ["half a character", { text: "\ud800" }, 400],
    ["too many characters", { text: "a".repeat(maxTextLength + 1) }, 400],
    ["too many tokens", { text: "one two ".repeat(400) }, 400],
    ["what is no JSON", "{", 400],
  ])("%s", async (_, body, status) => {
    const person = await createPerson();
    const id = await circuitOf(`logit.${otherWord()}@${await last()}`);
    const answer = await askFor(id, "", { body, person });
    expect(answer.status).toBe(status);
    const { perDay, left } = await getAllowance(runAllowance(), person.viewer);
    expect(left).toBe(perDay);
    expect(await db().retrace.count()).toBe(0);
  });

  test("the number of tokens and the limit are told, beside the field", async () => {
    const id = await circuitOf(`logit.${otherWord()}@${await last()}`);
    const { fields } = await (await askFor(id, "one two ".repeat(400))).json();
    expect(fields.text).toMatch(/^The text has [\d,]+ tokens, and 127 fit/);
  });

  test.each([
    ["no-id", 400],
    [crypto.randomUUID(), 404],
  ])("a circuit that is not there: %s", async (id, status) => {
    expect((await askFor(id, "A text.")).status).toBe(status);
  });
});
