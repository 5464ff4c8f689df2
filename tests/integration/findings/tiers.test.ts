import { expect, test } from "vitest";
import { GET } from "@/app/api/v1/findings/[id]/tier/route";
import { type Edges, honestEdges, honestTarget } from "@/lib/bounty-rules/made-up-entry";
import { db } from "@/lib/db/client";
import { factColumns, type StoredFacts } from "@/lib/evaluations/stored-facts";
import { ablations } from "@/lib/evidence-format/evaluation";
import { createFinding } from "@/lib/findings/create-finding";
import { forkFinding } from "@/lib/findings/fork-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { collectFacts } from "@/lib/tiers/collect-facts";
import { tierOfFinding } from "@/lib/tiers/get-finding-tier";
import { findingTierSchema } from "@/lib/tiers/view";
import { draftFinding } from "../support/entries";
import { giftFamily } from "../support/evaluations";
import { call, createPerson, type Person } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();
const at = new Date("2026-01-02T03:04:05Z");

const share = { sufficiency: 0.9, necessity: 0.8 };
const holding: StoredFacts = {
  ...{ prompts: 16, heldOut: false, randomCircuits: 100 },
  byAblation: ablations.map((ablation) => ({
    ...{ ablation, ...share, sufficiencyPercentile: 99, necessityPercentile: 97 },
  })),
  byWording: ["a", "b"].map((wording) => ({
    ...{ wording, prompts: 8, byAblation: ablations.map((ablation) => ({ ablation, ...share })) },
  })),
};
const heldOut = { ...holding, heldOut: true };
const failing = { ...holding, prompts: 3 };

let asked = 0;
/** A finished evaluation with such facts, or with none, as an earlier release left it. */
async function evaluated(circuitId: string, familyId: string, facts?: StoredFacts): Promise<string> {
  const how = { metric: "logit", ablations: [...ablations], randomCircuits: 100, seed: 1, prompts: 3 };
  const identity = String(asked++).padStart(64, "0");
  const data = { circuitId, familyId, familyVersion: 1, ...how, identity, computedAt: at };
  return (await db().evaluation.create({ data: { ...data, ...(facts && factColumns(facts)) } })).id;
}

async function verify(circuitId: string, passed = true) {
  await db().verification.create({ data: { circuitId, passed, computedAt: at } });
}

async function check(circuitId: string, frozen = false) {
  const points = Array.from({ length: 12 }, (_, n) => ({
    id: `mlp.0.${n}@2`,
    predicted: n - 4,
    measured: n - 4,
  }));
  const result = { value: 3, points, nodeCount: 12, pearson: 1, spearman: 1 };
  await db().causalCheck.create({ data: { circuitId, frozen, computedAt: at, result } });
}

async function tierFor(id: string, person: Person | null = null) {
  const response = await call(GET, { params: { id }, person });
  expect(response.status).toBe(200);
  return findingTierSchema.parse(await response.json());
}

test("a finding of which nothing was done has no tier, and nothing of it is known", async () => {
  const { id } = await createPublished({});
  const { tier, steps, verification, check: checked, evaluations } = await tierFor(id);
  expect({ tier, verification, checked, evaluations }).toEqual({
    ...{ tier: null, verification: null, checked: null, evaluations: { all: 0, unread: 0 } },
  });
  expect(steps.map(({ holds, isKnown, missing }) => [holds, isKnown, missing.length])).toEqual(
    steps.map(() => [false, false, 1]),
  );
});

test("each thing that is done raises it, and the evaluations that show it are named", async () => {
  const { id, circuitId, author } = await createPublished({});
  const { id: family } = await giftFamily(author);
  await check(circuitId, true);
  await verify(circuitId);
  expect((await tierFor(id)).tier).toBe("traced");
  await check(circuitId);
  expect(await tierFor(id)).toMatchObject({ tier: "causal", check: { features: 12, disagreement: 0 } });
  await evaluated(circuitId, family, failing);
  const lacking = (await tierFor(id)).steps[2];
  expect(lacking).toMatchObject({
    holds: false,
    isKnown: true,
    missing: ["8 prompts: the evaluation has 3."],
  });
  const whole = await evaluated(circuitId, family, holding);
  expect((await tierFor(id)).tier).toBe("whole");
  const general = await evaluated(circuitId, family, heldOut);
  const reached = await tierFor(id);
  expect(reached.tier).toBe("general");
  // Both do for the first of the two, and the newest is named.
  expect(reached.steps.map(({ evaluation }) => evaluation?.id ?? null)).toEqual([
    null,
    null,
    general,
    general,
    null,
  ]);
  expect(reached.steps[2]?.evaluation?.family).toEqual({
    id: family,
    version: 1,
    title: "Who gets the drink",
  });
  await db().evaluation.delete({ where: { id: general } });
  expect((await tierFor(id)).steps[2]?.evaluation?.id).toBe(whole);
  await verify(circuitId, false);
  expect(await tierFor(id)).toMatchObject({ tier: null, verification: { passed: false } });
});

test("what is over a private or hidden family counts for nobody, nor for its owner, and is named nowhere", async () => {
  const { id, circuitId, author } = await createPublished({});
  await Promise.all([verify(circuitId), check(circuitId)]);
  const { id: family } = await giftFamily(author, false);
  const evaluation = await evaluated(circuitId, family, heldOut);
  for (const person of [null, author, await createPerson("administrator")]) {
    const told = await tierFor(id, person);
    expect(told).toMatchObject({ tier: "causal", evaluations: { all: 0, unread: 0 } });
    for (const secret of [family, evaluation, "Who gets the drink"])
      expect(JSON.stringify(told)).not.toContain(secret);
  }
  await db().family.update({ where: { id: family }, data: { isPublic: true } });
  expect((await tierFor(id)).tier).toBe("general");
  await db().family.update({ where: { id: family }, data: { hiddenAt: at } });
  expect((await tierFor(id, author)).tier).toBe("causal");
});

test("an evaluation that is not done, or not read yet, is known to say nothing", async () => {
  const { id, circuitId, author } = await createPublished({});
  const { id: family } = await giftFamily(author);
  await evaluated(circuitId, family);
  const waiting = await evaluated(circuitId, family, holding);
  await db().evaluation.update({ where: { id: waiting }, data: { computedAt: null } });
  const { evaluations, steps } = await tierFor(id);
  expect(evaluations).toEqual({ all: 1, unread: 1 });
  expect(steps[2]).toMatchObject({ isKnown: false, evaluation: null });
});

test("of hundreds of evaluations the one that lacks least counts, wherever it is, and no more than two are read out", async () => {
  const { id, circuitId, author } = await createPublished({});
  const { id: family } = await giftFamily(author);
  const oldest = await evaluated(circuitId, family, heldOut);
  for (let n = 0; n < 250; n++) await evaluated(circuitId, family, failing);
  const { steps, evaluations } = await tierFor(id);
  expect(evaluations).toEqual({ all: 251, unread: 0 });
  expect(steps.map(({ evaluation }) => evaluation?.id ?? null)).toEqual([null, null, oldest, oldest, null]);
  expect((await collectFacts(circuitId)).named.map((each) => each.id)).toEqual([oldest]);
});

test("a draft's is its author's alone, and one that was taken back is gone", async () => {
  const { id, author } = await createDraft({});
  expect((await call(GET, { params: { id } })).status).toBe(404);
  expect((await tierFor(id, author)).tier).toBeNull();
  await publishFinding({ findingId: id, authorId: author.id });
  expect((await tierFor(id)).tier).toBeNull();
  await withdrawFinding({ findingId: id, authorId: author.id });
  expect((await call(GET, { params: { id } })).status).toBe(410);
});

async function replicate(findingId: string, by: Person, tags: string[], isPublished = true): Promise<string> {
  const { id } = await forkFinding({ findingId, viewer: by.viewer });
  const content = { title: `By ${by.handle}`, body: "What came of it.", tags, state: "" };
  await updateFinding({ findingId: id, authorId: by.id, revision: 1, ...content });
  if (isPublished) await publishFinding({ findingId: id, authorId: by.id });
  return id;
}

test("replications are others' published forks that say so, those that failed as well, and move no tier", async () => {
  const { id, circuitId, author } = await createPublished({ tags: ["replication"] });
  const [ann, bob] = [await createPerson(), await createPerson()];
  const again = await replicate(id, ann, ["replication"]);
  const failed = [
    await replicate(id, ann, ["replication", "null result"]),
    await replicate(id, bob, ["null-result", "replication"]),
    await replicate(id, bob, ["null  - result", "replication"]),
  ];
  await replicate(id, bob, ["null result"]);
  await replicate(id, bob, ["replication"], false);
  await replicate(id, author, ["replication", "null result"]);
  await createFinding({
    circuitId,
    authorId: bob.id,
    title: "No fork",
    body: "",
    tags: ["replication"],
    state: "",
  });
  const { replications, tier, steps } = await tierFor(id);
  expect(replications.foundAgain).toEqual({
    ...{
      all: 1,
      first: [{ id: again, title: `By ${ann.handle}`, author: { handle: ann.handle, name: null } }],
    },
  });
  expect(replications.notFoundAgain.first.map((each) => each.id)).toEqual(failed);
  expect(tier).toBeNull();
  expect(steps[4]).toMatchObject({ holds: false, isKnown: false });

  const { id: actorId } = await createPerson("administrator");
  await suspendPerson({ actorId, personId: bob.id, reason: "He says what he pleases.", until: null });
  expect((await tierFor(id)).replications.notFoundAgain.all).toBe(1);
  await liftSuspension({ actorId, personId: bob.id, reason: "He was right." });
  for (let n = 0; n < 4; n++) await replicate(id, ann, ["replication", "null result"]);
  const { notFoundAgain } = (await tierOfFinding({ id, circuitId })).replications;
  expect([notFoundAgain.all, notFoundAgain.first.length]).toEqual([7, 5]);
});

/** A draft about a circuit with nodes, whose run has the tokens that it was traced on. */
async function draftTraced(by: Person, edges?: Edges) {
  const { id, circuitId, circuit } = await draftFinding(by, edges ? { edges } : {});
  const { runId } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
  await db().run.update({ where: { id: runId }, data: { tokenIds: circuit.spec.tokenIds } });
  return { id, circuitId };
}

/** A finding that is general, of a circuit with nodes. */
async function createGeneral() {
  const author = await createPerson();
  const { id, circuitId } = await draftTraced(author);
  await publishFinding({ findingId: id, authorId: author.id });
  const { id: family } = await giftFamily(author);
  await Promise.all([verify(circuitId), check(circuitId)]);
  await evaluated(circuitId, family, heldOut);
  const set = await db().dictionarySet.findFirstOrThrow({ where: { kind: "mlp" } });
  const found = [{ kind: "mlp", layer: 1, index: 9, others: [[3, 0.9]] }];
  await db().counterparts.create({ data: { circuitId, setId: set.id, found, computedAt: at } });
  return { id, circuitId, author };
}

/** A published finding of somebody's about a circuit of another text, verified or not. */
async function createLater(
  by: Person,
  { edges, passed = true }: { edges?: Edges; passed?: boolean | null } = {},
  prepare: (made: { id: string; circuitId: string }) => Promise<unknown> = async () => undefined,
) {
  const { id, circuitId } = await draftTraced(by, edges);
  await prepare({ id, circuitId });
  await publishFinding({ findingId: id, authorId: by.id });
  if (passed !== null) await verify(circuitId, passed);
  return { id, circuitId };
}

test("a general finding is replicated by somebody else's later, verified one of the same circuit, and by nothing less", async () => {
  const { id, circuitId, author } = await createGeneral();
  const [ann, bob] = [await createPerson(), await createPerson()];
  expect(await tierFor(id)).toMatchObject({ tier: "general", foundAgain: [] });
  const unlike: Edges = [
    ["attn.1.9@4", honestTarget, 3],
    ["attn.0.2@3", honestTarget, 1],
    ["embed@4", "attn.1.9@4", 3],
    ["embed@3", "attn.0.2@3", 1],
  ];
  await createLater(bob, { edges: unlike });
  await createLater(bob, { passed: false });
  await createLater(author);
  await createLater(bob, {}, ({ id: findingId }) =>
    db().finding.update({ where: { id: findingId }, data: { tags: ["Null-Result"] } }),
  );
  const { runId } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
  await createLater(bob, {}, ({ circuitId: own }) =>
    db().circuit.update({ where: { id: own }, data: { runId } }),
  );
  await draftFinding(bob);
  const waiting = await createLater(ann, { passed: null });
  expect(await tierFor(id)).toMatchObject({ tier: "general", foundAgain: [] });

  await verify(waiting.circuitId);
  const { tier, steps, foundAgain } = await tierFor(id);
  expect(tier).toBe("replicated");
  expect(steps[4]).toMatchObject({ holds: true, isKnown: true, missing: [] });
  const one = { isOtherText: true, isOtherDictionaries: false, author: { handle: ann.handle, name: null } };
  expect(foundAgain).toEqual([
    { ...one, id: waiting.id, title: "Who met whom", likeness: expect.closeTo(1, 9) },
  ]);

  // The later one is none that was found again: what it says was there before.
  const { id: family } = await giftFamily(ann);
  await check(waiting.circuitId);
  await evaluated(waiting.circuitId, family, heldOut);
  expect(await tierFor(waiting.id)).toMatchObject({ tier: "general", foundAgain: [] });

  const { id: actorId } = await createPerson("administrator");
  await suspendPerson({ actorId, personId: ann.id, reason: "For a while.", until: null });
  expect(await tierFor(id)).toMatchObject({ tier: "general", foundAgain: [] });
});

test("nothing is looked for before a finding is general, and what is put in front of a text or behind its target makes no other", async () => {
  const { id, circuitId } = await createGeneral();
  const bob = await createPerson();
  const { runId } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
  const { tokenIds } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  const [first = 0, ...rest] = tokenIds;
  const twoOn = (node: string) => node.replace(/@(\d+)$/, (_, position) => `@${Number(position) + 2}`);
  const edges = honestEdges.map(([from, to, much]): Edges[number] => [twoOn(from), twoOn(to), much]);
  const later = await draftFinding(bob, { edges, target: twoOn(honestTarget) });
  await publishFinding({ findingId: later.id, authorId: bob.id });
  await verify(later.circuitId);
  const { runId: laterRun } = await db().circuit.findUniqueOrThrow({ where: { id: later.circuitId } });
  const foundWith = async (...ids: number[]) => {
    await db().run.update({ where: { id: laterRun }, data: { tokenIds: [first, ...ids] } });
    return (await tierFor(id)).foundAgain?.length ?? null;
  };
  expect(await foundWith(5, 6, ...rest)).toBe(0);
  expect(await foundWith(5, 6, ...rest, 9)).toBe(0);
  expect(await foundWith(5, 6, ...rest.slice(0, -1), 9_999)).toBe(1);
  await verify(circuitId, false);
  expect(await foundWith(5, 6, ...rest.slice(0, -1), 9_999)).toBeNull();
});
