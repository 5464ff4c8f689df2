import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enter } from "@/lib/bounty-entries/enter";
import { settleWaiting } from "@/lib/bounty-entries/settle-entry";
import { withdrawEntry } from "@/lib/bounty-entries/withdraw-entry";
import { type Edges, honestEdges, honestTarget } from "@/lib/bounty-rules/made-up-entry";
import { counterpartsSchema } from "@/lib/counterparts/counterparts";
import { db } from "@/lib/db/client";
import { describeModel } from "@/lib/engine/describe-model";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { registerModel } from "@/lib/models/register-model";
import { draftFinding, latestOf as latestVersionOf, openRuled } from "../support/entries";
import { createPerson, type Person } from "../support/people";
import { modelsWithTenSets } from "../support/several-sets";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

/** A dictionary of the model whose features are those of the first one in the other order. */
const models = modelsWithTenSets();
const folder = path.join(models, "storybook-4l");
const features = renumber([0, 1, 2, 3].map((layer) => path.join(folder, `saes/strict/layer_${layer}`)));

setUpSite({ model: false, env: { MODELS_DIR: models, MEMBER_JOBS_WAITING: "500" } });
afterAll(() => rmSync(models, { recursive: true }));
beforeAll(async () => {
  await registerModel(await describeModel(folder));
});

/** Turns the decoder rows around; returns how many there are. */
function renumber(folders: string[]): number {
  let count = 0;
  for (const each of folders) {
    const file = path.join(each, "sae_weights.safetensors");
    const bytes = readFileSync(file);
    const start = 8 + Number(bytes.readBigUInt64LE(0));
    const header: Record<string, { data_offsets: [number, number]; shape: number[] }> = JSON.parse(
      bytes.subarray(8, start).toString(),
    );
    const { data_offsets: [from = 0, to = 0] = [], shape: [rows = 0] = [] } = header.W_dec ?? {};
    const size = (to - from) / rows;
    const before = Buffer.from(bytes.subarray(start + from, start + to));
    for (let row = 0; row < rows; row++)
      before.copy(bytes, start + from + (rows - 1 - row) * size, row * size, (row + 1) * size);
    writeFileSync(file, bytes);
    count = rows;
  }
  return count;
}

const renumbered = (id: string) =>
  id.replace(/^attn\.(\d+)\.(\d+)@/, (_, layer, index) => `attn.${layer}.${features - 1 - Number(index)}@`);
const copied: Edges = honestEdges.map(([from, to, much]) => [renumbered(from), renumbered(to), much]);
/** Other features, by their numbers in the second dictionary. */
const ofItsOwn: Edges = [
  ["attn.1.30@4", honestTarget, 3],
  ["attn.0.20@3", honestTarget, 2],
  ["embed@4", "attn.1.30@4", 1],
  ["embed@3", "attn.0.20@3", 2],
];
const rules = [
  { kind: "novelty", version: 2, maxLikeness: 0.85 },
  { kind: "ancestry", version: 2, fromLikeness: 0.6 },
];

/** With what each rule told of it. */
async function latestOf(findingId: string) {
  const version = await latestVersionOf(findingId);
  return { ...version, outcomes: version.report.rules.map(({ outcome }) => outcome) };
}

async function enterAs(author: Person, slug: string, change: Parameters<typeof draftFinding>[1]) {
  const finding = await draftFinding(author, change);
  await enter({ slug, findingId: finding.id, team: null, viewer: author.viewer });
  return finding;
}

async function compared(): Promise<void> {
  await waitFor("the comparisons", async () => {
    const left = await db().counterparts.findMany({ where: { computedAt: null }, include: { job: true } });
    const failed = left.find(({ job }) => job?.status === "failed");
    if (failed) throw new Error(failed.job?.error ?? "it failed");
    return left.length === 0;
  });
  await settleWaiting();
}

test("a copy by another dictionary of the model is caught, and an honest entry beside it passes", {
  timeout: 240_000,
}, async () => {
  const [first, copier, honest] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const original = await draftFinding(first);
  await publishFinding({ findingId: original.id, authorId: first.id });
  // A draft of nobody's concern, by which the set is in use.
  await draftFinding(first, { edges: ofItsOwn, sets: { attn: "strict" } });
  const bounty = await openRuled({ rules });
  const copy = await enterAs(copier, bounty.slug, {
    ...{ edges: copied, target: renumbered(honestTarget), sets: { attn: "strict" } },
  });
  const own = await enterAs(honest, bounty.slug, { edges: ofItsOwn, sets: { attn: "strict" } });
  for (const { id } of [copy, own])
    expect(await latestOf(id)).toMatchObject({
      ...{ settledAt: null, isEligible: null, outcomes: ["waiting", "waiting"] },
      facts: { earlierAcross: "waiting" },
    });
  await spawnWorker().ready;
  await compared();

  const rows = await db().counterparts.findMany({ where: { circuitId: copy.circuitId } });
  expect(rows.map(({ found }) => counterpartsSchema.parse(found).length)).toEqual([4]);
  for (const { layer, index, others } of counterpartsSchema.parse(rows[0]?.found)) {
    expect(layer).toBeLessThan(4);
    expect(others[0]?.[0]).toBe(features - 1 - index);
    expect(others[0]?.[1]).toBeCloseTo(1, 5);
  }
  const caught = await latestOf(copy.id);
  expect(caught).toMatchObject({ isEligible: false, outcomes: ["failed", "failed"] });
  expect(caught.facts.earlierAcross).toEqual([
    expect.objectContaining({ kind: "finding", id: original.id, measure: "likeness@2", isOwn: false }),
  ]);
  const [nearest] = Array.isArray(caught.facts.earlierAcross) ? caught.facts.earlierAcross : [];
  expect(nearest?.likeness).toBeGreaterThan(0.99);
  expect(await latestOf(own.id)).toMatchObject({ isEligible: true, outcomes: ["passed", "passed"] });

  // An entry whose finding is gone is compared by what was frozen of it, and one by the first dictionary by both.
  await deleteFinding({ findingId: copy.id, authorId: copier.id });
  const late = await createPerson();
  const again = await enterAs(late, bounty.slug, {});
  await compared();
  const found = (await latestOf(again.id)).facts.earlierAcross;
  expect(found).toEqual([
    expect.objectContaining({ kind: "entry", id: caught.contentHash, measure: "likeness@2" }),
  ]);
});

test("nor does a copy without features pass by another dictionary, or by a share of features just under the bound, and of one target what ends elsewhere does", {
  timeout: 240_000,
}, async () => {
  const [first, copier, honest] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const target = "attn.3.11@6";
  const ends = (at: string): Edges => [
    ["embed@4", at, 3],
    ["attn-error.1@6", at, 1],
  ];
  const original = await draftFinding(first, { edges: ends(target), target });
  await publishFinding({ findingId: original.id, authorId: first.id });
  // Of the same target with features, which is another circuit, if somewhat alike by the text it reads.
  const withFeature: Edges = [
    ["attn.0.2@3", target, 2],
    ["embed@3", "attn.0.2@3", 2],
  ];
  const whole = await draftFinding(first, { edges: withFeature, target });
  await publishFinding({ findingId: whole.id, authorId: first.id });
  const bounty = await openRuled({ rules: rules.map((rule) => ({ ...rule, version: 3 })) });
  const other = renumbered(target);
  const copy = await enterAs(copier, bounty.slug, {
    ...{ edges: ends(other), target: other, sets: { attn: "strict" } },
  });
  const own = await enterAs(honest, bounty.slug, { edges: [["mlp-error.0@2", target, 1]], target });
  // Whose features hold 9% of the squared influences, and 4% in the copy.
  const withSome = (at: string, feature: string, much: number): Edges => [
    ["embed@4", at, 3],
    [feature, at, much],
    ["embed@3", feature, much],
  ];
  const another = "attn.3.13@6";
  const some = await draftFinding(first, { edges: withSome(another, "attn.1.6@3", 1), target: another });
  await publishFinding({ findingId: some.id, authorId: first.id });
  const evading = renumbered(another);
  const evader = await enterAs(await createPerson(), bounty.slug, {
    ...{
      edges: withSome(evading, renumbered("attn.1.6@3"), 0.625),
      target: evading,
      sets: { attn: "strict" },
    },
  });
  expect((await latestOf(copy.id)).outcomes).toEqual(["waiting", "waiting"]);
  await spawnWorker().ready;
  await compared();
  const caught = await latestOf(copy.id);
  expect(caught).toMatchObject({
    ...{ isEligible: false, outcomes: ["failed", "failed"] },
    facts: {
      ...{ earlier: [], earlierAcross: [] },
      earlierWithoutFeatures: [original, whole].map(({ id }) => ({
        ...{ kind: "finding", id, measure: "likeness@3" },
      })),
    },
  });
  const evaded = await latestOf(evader.id);
  expect(evaded).toMatchObject({
    ...{ isEligible: false, outcomes: ["failed", "failed"] },
    facts: { earlierWithoutFeatures: [{ kind: "finding", id: some.id, likeness: expect.any(Number) }] },
  });
  const [nearest] = Array.isArray(caught.facts.earlierWithoutFeatures)
    ? caught.facts.earlierWithoutFeatures
    : [];
  expect(nearest?.likeness).toBeGreaterThan(0.99);
  expect(await latestOf(own.id)).toMatchObject({
    ...{ isEligible: true, outcomes: ["passed", "passed"] },
    facts: { earlierWithoutFeatures: [] },
  });

  // And the other way round: a copy with features just over the bound, of an original without any.
  const late = await enterAs(await createPerson(), bounty.slug, {
    ...{ edges: [...ends(target), ["attn.1.9@3", target, 1], ["embed@3", "attn.1.9@3", 1]], target },
  });
  await compared();
  const told = await latestOf(late.id);
  expect(told).toMatchObject({
    ...{ isEligible: false, outcomes: ["failed", "failed"] },
    facts: { earlier: [], earlierAcross: [], earlierWithoutFeatures: expect.any(Array) },
  });
  expect(told.facts.earlierWithoutFeatures).toContainEqual(
    expect.objectContaining({ kind: "finding", id: original.id, measure: "likeness@3" }),
  );
});

test("what cannot be compared is not known, and is asked again by who enters again", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules });
  const { id, circuitId } = await enterAs(author, bounty.slug, { edges: ofItsOwn });
  const { entryId } = await latestOf(id);
  const job = { counterparts: { circuitId } };
  await db().job.updateMany({ where: job, data: { status: "failed", error: "It failed." } });
  await settleWaiting();
  expect(await latestOf(id)).toMatchObject({
    ...{ settledAt: expect.any(Date), isEligible: null, outcomes: ["unknown", "unknown"] },
  });
  await withdrawEntry({ slug: bounty.slug, entryId, viewerId: author.id });
  await enter({ slug: bounty.slug, findingId: id, team: null, viewer: author.viewer });
  expect(await db().job.count({ where: { ...job, status: "queued" } })).toBe(1);
});

test("a bounty of the first version asks for no comparison, and its facts say nothing of it", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [{ kind: "novelty", version: 1, maxLikeness: 0.85 }] });
  const { id, circuitId } = await enterAs(author, bounty.slug, { edges: ofItsOwn });
  expect(await db().counterparts.count({ where: { circuitId } })).toBe(0);
  expect((await latestOf(id)).facts).not.toHaveProperty("earlierAcross");
});

test("a deleted draft of a set that nothing else was traced with blocks nobody: it is compared by what was frozen of it", {
  timeout: 240_000,
}, async () => {
  const [blocker, honest] = await Promise.all([createPerson(), createPerson()]);
  const bounty = await openRuled({ rules });
  const rare = await enterAs(blocker, bounty.slug, { edges: ofItsOwn, sets: { attn: "strict" } });
  const used = await db().finding.findMany({
    where: { circuit: { run: { sets: { some: { set: { name: "strict" } } } } } },
  });
  for (const { id, authorId } of used) await deleteFinding({ findingId: id, authorId });
  expect(await db().finding.count({ where: { id: rare.id } })).toBe(0);
  const other: Edges = [
    ["attn.1.44@4", honestTarget, 3],
    ["embed@4", "attn.1.44@4", 1],
  ];
  const own = await enterAs(honest, bounty.slug, { edges: other });
  await spawnWorker().ready;
  await compared();
  expect(await latestOf(own.id)).toMatchObject({
    ...{ isEligible: true, outcomes: ["passed", "passed"] },
    facts: { earlierAcross: expect.any(Array) },
  });
});
