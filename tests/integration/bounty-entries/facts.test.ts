import { expect, test } from "vitest";
import { enter } from "@/lib/bounty-entries/enter";
import { questionAt } from "@/lib/bounty-entries/facts/other-thresholds";
import { promptAsReadOf } from "@/lib/bounty-entries/facts/prompt-as-read";
import { settleWaiting } from "@/lib/bounty-entries/settle-entry";
import { db } from "@/lib/db/client";
import { packNodes } from "@/lib/documents/circuit-nodes";
import { packDocument } from "@/lib/documents/packed-document";
import { createFinding } from "@/lib/findings/create-finding";
import { forkFinding } from "@/lib/findings/fork-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { getVocabulary } from "@/lib/models/vocabulary";
import { textOfTokens } from "@/lib/tokens/token-text";
import { draftFinding, enterOf, latestOf, openRuled } from "../support/entries";
import { createLargeEvaluation, giftFamily } from "../support/evaluations";
import { proposeAnyLabel } from "../support/labels";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

const _novelty = { kind: "novelty", version: 1, maxLikeness: 0.85 };
const thresholds = { kind: "thresholds", version: 1, leading: 3, minShared: 0.6 };
const verified = { kind: "verified", version: 1 };

test("what waits is filled in by whoever settles next, though it is computed late, and a failure leaves it unknown", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [thresholds, verified] });
  const finding = await draftFinding(author);
  const first = await enterOf(author, bounty.slug, finding.id);
  expect(first).toMatchObject({ settledAt: null, isEligible: null });
  expect(first.facts).toMatchObject({
    ...{ verification: "waiting", thresholds: { halved: "waiting", doubled: "waiting" } },
    ...{ causalChecks: { free: "unknown", frozen: "unknown" }, earlier: [] },
  });
  const { spec } = finding.circuit;
  const asked = await db().circuit.findMany({ where: { computedAt: null }, include: { job: true } });
  expect(asked.map(({ threshold }) => threshold).sort()).toEqual([spec.threshold / 2, spec.threshold * 2]);
  expect(asked.map(({ job, requesterId }) => [job?.lane, requesterId])).toEqual(
    Array(2).fill(["background", author.id]),
  );
  await settleWaiting();
  expect(await latestOf(finding.id)).toEqual(first);
  const stored = {
    computedAt: new Date(),
    graph: packDocument(finding.circuit),
    nodes: packNodes(finding.circuit),
  };
  for (const { id } of asked) await db().circuit.update({ where: { id }, data: stored });
  await settleWaiting();
  const second = await latestOf(finding.id);
  expect(second).toMatchObject({ settledAt: null, contentHash: first.contentHash });
  expect(second.facts.thresholds.halved).toMatchObject({ threshold: spec.threshold / 2 });
  await db().job.updateMany({
    where: { kind: "verification" },
    data: { status: "failed", error: "It failed." },
  });
  await settleWaiting();
  const third = await latestOf(finding.id);
  expect(third).toMatchObject({ settledAt: expect.any(Date), isEligible: null });
  expect(third.report.rules.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ["thresholds", "passed"],
    ["verified", "unknown"],
  ]);
  await settleWaiting();
  expect(await latestOf(finding.id)).toEqual(third);
});

test("a question that was computed before is taken as it is, and nothing is paid for it", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [thresholds, verified] });
  const finding = await draftFinding(author);
  const { circuitId, circuit } = finding;
  const { runId } = await db().circuit.findUniqueOrThrow({
    where: { id: circuitId },
    select: { runId: true },
  });
  const done = { computedAt: new Date(), graph: packDocument(circuit) };
  for (const threshold of [circuit.spec.threshold / 2, circuit.spec.threshold * 2])
    await db().circuit.create({ data: { ...questionAt(circuit.spec, threshold, runId), ...done } });
  await db().verification.create({
    data: { circuitId, computedAt: new Date(), passed: true, largestDifference: 0 },
  });
  const before = await db().job.count();
  expect(await enterOf(author, bounty.slug, finding.id)).toMatchObject({
    ...{ isEligible: true, settledAt: expect.any(Date) },
  });
  expect(await db().job.count()).toBe(before);
});

test("a fork of one's own finding of before the opening is told by the second version of the rule, at another threshold too", async () => {
  const [author, other, mate] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const old = await draftFinding(author);
  const [{ runId }, bounty, first] = await Promise.all([
    db().circuit.findUniqueOrThrow({ where: { id: old.circuitId }, select: { runId: true } }),
    openRuled({ rules: [{ kind: "unpublished", version: 2 }] }),
    openRuled({ rules: [{ kind: "unpublished", version: 1 }] }),
  ]);
  const before = new Date(Date.now() - 2 * 3_600_000);
  const publish = async (id: string, publishedAt: Date, authorId = author.id) => {
    await publishFinding({ findingId: id, authorId });
    await db().$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`;
      await tx.findingVersion.updateMany({ where: { findingId: id }, data: { publishedAt } });
    });
  };
  await publish(old.id, before);
  const forkOf = async (person: Person) =>
    (await forkFinding({ findingId: old.id, viewer: person.viewer })).id;
  const told = [{ id: old.id, at: before.toISOString() }];
  const fork = await forkOf(author);
  const caught = await enterOf(author, bounty.slug, fork);
  expect(caught).toMatchObject({ isEligible: false, facts: { firstPublished: null, ownPublished: told } });
  // Neither word of whose it is nor where stands in the report, since judges score blind.
  expect(JSON.stringify(caught.report)).not.toContain(old.id);
  const judgedFirst = await enterOf(author, first.slug, await forkOf(author));
  expect(judgedFirst.isEligible).toBe(true);
  expect(judgedFirst.facts).not.toHaveProperty("ownPublished");
  // The same question at twice the threshold is the same; another target of the same text is not.
  const { spec } = old.circuit;
  const ask = questionAt(spec, 2 * spec.threshold, runId);
  const packed = { graph: packDocument({ ...old.circuit, spec: { ...spec, threshold: ask.threshold } }) };
  const again = { ...packed, nodes: packNodes(old.circuit), computedAt: new Date() };
  const { id: circuitId } = await db().circuit.create({ data: { ...ask, ...again } });
  const anew = await createFinding({ circuitId, authorId: author.id, ...old.content });
  const { ownPublished: same } = (await enterOf(author, bounty.slug, anew.id)).facts;
  expect(same).toEqual(told);
  // What others published is for the rules that compare.
  expect((await enterOf(other, bounty.slug, await forkOf(other))).facts.ownPublished).toEqual([]);
  // In a team it counts whoever of it published it; after the opening it does not matter.
  const theirs = await forkOf(mate);
  const team = { slug: bounty.slug, findingId: theirs, team: [author.handle], viewer: mate.viewer };
  await enter(team);
  expect(await latestOf(theirs)).toMatchObject({ isEligible: false, facts: { ownPublished: told } });
  await publish(old.id, new Date(Date.now() - 60_000));
  const late = await openRuled({ rules: [{ kind: "unpublished", version: 2 }] });
  expect(await enterOf(author, late.slug, await forkOf(author))).toMatchObject({
    ...{ isEligible: true, facts: { ownPublished: [{ id: old.id }] } },
  });
});

test("a circuit whose dictionary went while it waited is settled as not known", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [verified] });
  const finding = await draftFinding(author);
  expect(await enterOf(author, bounty.slug, finding.id)).toMatchObject({ settledAt: null });
  await db().circuit.update({ where: { id: finding.circuitId }, data: { identity: crypto.randomUUID() } });
  await settleWaiting();
  expect(await latestOf(finding.id)).toMatchObject({
    ...{ settledAt: expect.any(Date), isEligible: null, facts: { verification: "unknown" } },
  });
});

test("a tier is judged by evaluations begun before the commitment over families that everybody sees, once they are done", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [{ kind: "tier", version: 1, atLeast: "whole", families: [] }] });
  const { id, circuitId } = await draftFinding(author);
  const [seen, own] = await Promise.all([giftFamily(author), giftFamily(author, false)]);
  await db().verification.create({ data: { circuitId, passed: true, computedAt: new Date() } });
  const result = { value: 1, points: [], nodeCount: 0, pearson: null, spearman: null };
  await db().causalCheck.create({ data: { circuitId, frozen: false, computedAt: new Date(), result } });
  const done = await createLargeEvaluation(circuitId, seen.id, 3);
  await createLargeEvaluation(circuitId, own.id, 3);
  const { id: jobId } = await db().job.create({ data: { kind: "evaluation", attemptLimit: 1 } });
  const asked = {
    ...{ circuitId, familyId: seen.id, familyVersion: 1, prompts: 3, seed: 1 },
    ...{ metric: "logit", ablations: ["zero"], randomCircuits: 100 },
  };
  const begun = await db().evaluation.create({ data: { ...asked, identity: "1".repeat(64), jobId } });
  expect(await enterOf(author, bounty.slug, id)).toMatchObject({
    ...{ settledAt: null, isEligible: null, facts: { evaluations: "waiting" } },
  });
  const { facts, wholeLacks } = await db().evaluation.findUniqueOrThrow({ where: { id: done } });
  const computed = { computedAt: new Date(), facts: facts ?? {}, wholeLacks };
  await db().evaluation.create({ data: { ...asked, identity: "2".repeat(64), ...computed } });
  await db().evaluation.update({ where: { id: begun.id }, data: computed });
  await settleWaiting();
  const entered = await latestOf(id);
  expect(entered).toMatchObject({ settledAt: expect.any(Date), isEligible: false });
  const { hash: family } = await db().familyVersion.findFirstOrThrow({ where: { familyId: seen.id } });
  expect(entered.facts.evaluations).toMatchObject([done, begun.id].map((each) => ({ id: each, family })));
});

test("a supported label says since when, and whether an entrant had a part in it", async () => {
  const [author, labeller] = await Promise.all([createPerson(), createPerson()]);
  const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { layer: 1, set: { kind: "attn", model: { name: "storybook-4l" } } },
  });
  const of = { dictionaryId, index: 3, side: "input" } as const;
  const { id: labelId } = await proposeAnyLabel(labeller.id, { of });
  const where = { dictionaryId_index_side: of };
  await db().naming.update({ where, data: { state: "supported", leaderId: labelId } });
  const labels = async (by: Person) => {
    const bounty = await openRuled();
    const finding = await draftFinding(by);
    return (await enterOf(by, bounty.slug, finding.id)).facts.supportedLabels;
  };
  const { standsSince } = await db().naming.findUniqueOrThrow({ where });
  const told = { feature: "attn.1.3", supportedSince: standsSince.toISOString() };
  expect(await labels(author)).toEqual([{ ...told, hasPart: false }]);
  expect(await labels(labeller)).toEqual([{ ...told, hasPart: true }]);
});

test("what a prompt says is read by the model's own tokenizer, and without it is not known", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [{ kind: "prompt", version: 2, of: "any" }] });
  const finding = await draftFinding(author);
  const { facts } = await enterOf(author, bounty.slug, finding.id);
  const vocabulary = await getVocabulary("storybook-4l");
  const { tokenIds } = finding.circuit.spec;
  const text = textOfTokens(tokenIds.map((id) => vocabulary?.tokens.get(id) ?? { text: "" }));
  expect(facts.prompt).toMatchObject({ spaceInFront: "never" });
  const read = typeof facts.prompt === "object" ? facts.prompt.text : "";
  expect(text.endsWith(read)).toBe(true);
  expect(read.length).toBeGreaterThan(0);
  expect(await promptAsReadOf({ ...finding.circuit.spec, modelChecksum: "f".repeat(64) })).toBe("unknown");
  expect(await promptAsReadOf({ ...finding.circuit.spec, tokenIds: [1, 999_999_999] })).toBe("unknown");
  const other = await openRuled({ rules: [{ kind: "prompt", version: 1, of: "any" }] });
  const again = await draftFinding(author);
  expect((await enterOf(author, other.slug, again.id)).facts).not.toHaveProperty("prompt");
});
