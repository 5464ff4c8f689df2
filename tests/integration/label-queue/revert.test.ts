import { beforeEach, expect, test, vi } from "vitest";
import { POST as revertRoute } from "@/app/api/v1/label-queue/sittings/[id]/reversion/route";
import { GET as sittingsRoute } from "@/app/api/v1/label-queue/sittings/route";
import { db } from "@/lib/db/client";
import { findFlags } from "@/lib/label-queue/find-flags";
import { markFeature } from "@/lib/label-queue/mark-feature";
import { revertSitting } from "@/lib/label-queue/revert-sitting";
import { takeLease } from "@/lib/label-queue/take-lease";
import type { SideKey } from "@/lib/labels/label-event";
import { recountLabels } from "@/lib/labels/recount";
import { reviseLabel } from "@/lib/labels/revise-label";
import { unvote, vote } from "@/lib/labels/vote";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { emptyQueue, queueFeatures } from "../support/label-queue";
import { askAnybody, proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 60_000 });
setUpSite();
beforeEach(emptyQueue);

const evidence = { examples: [], circuits: [] };
const forIt = { value: 1 as const, reason: null, words: null };
const againstIt = { value: -1 as const, reason: "wrong" as const, words: null };
let index = 200;

/** Has somebody visit a feature in the queue; what they do there from now on is of their sitting. */
async function visit(person: Person): Promise<{ of: SideKey; sittingId: string; visitId: string }> {
  const mine = index++;
  const { dictionaryId } = await sideOfFeature(mine);
  await queueFeatures([mine]);
  const { sitting, next } = await takeLease({ memberId: person.id, wanted: { dictionaryId, index: mine } });
  expect(next?.feature).toMatch(new RegExp(`/${mine}$`));
  // One holds four at most.
  await db().queuedFeature.updateMany({ data: { leasedUntil: null } });
  return {
    of: await sideOfFeature(mine),
    sittingId: sitting.id,
    visitId: next?.visitId ?? "",
  };
}

const stateOf = (id: string) =>
  db().label.findUniqueOrThrow({
    where: { id },
    select: { text: true, withdrawnAt: true, votesFor: true, votesAgainst: true, revision: true },
  });

test("proposals, votes, wordings and marks of a sitting are undone in one step, as acts of the log", async () => {
  const [one, two] = [await createPerson(), await createPerson()];
  const earlier = await proposeAnyLabel(one.id, { text: "said before", of: await sideOfFeature(190) });
  const theirs = await proposeAnyLabel(two.id, { text: "theirs", of: await sideOfFeature(191) });
  await vote({ ...forIt, labelId: theirs.id, voterId: one.id, wording: 1 });
  await queueFeatures([190, 191]);
  for (const each of [190, 191]) {
    const { dictionaryId } = await sideOfFeature(each);
    await takeLease({ memberId: one.id, wanted: { dictionaryId, index: each } });
  }
  const { of, sittingId, visitId } = await visit(one);
  const mine = await proposeAnyLabel(one.id, { text: "said in it", of });
  await reviseLabel({
    labelId: mine.id,
    authorId: one.id,
    revision: 1,
    text: "said better",
    rationale: "",
    evidence,
  });
  await reviseLabel({
    labelId: earlier.id,
    authorId: one.id,
    revision: 1,
    text: "said anew",
    rationale: "",
    evidence,
  });
  await vote({ ...againstIt, labelId: theirs.id, voterId: one.id, wording: 1 });
  const other = await visit(one);
  const another = await proposeAnyLabel(two.id, { text: "another", of: other.of });
  await vote({ ...forIt, labelId: another.id, voterId: one.id, wording: 1 });
  await markFeature({ memberId: one.id, visitId, kind: "flag", reason: "spam", words: null });
  const before = await db().labelEvent.count();
  expect(await db().labelEvent.count({ where: { sittingId } })).toBe(5);

  const { undone, kept } = await revertSitting({ sittingId, reverterId: one.id });
  expect({ undone, kept }).toEqual({ undone: 5, kept: [] });
  expect((await stateOf(mine.id)).withdrawnAt).not.toBeNull();
  expect(await stateOf(earlier.id)).toMatchObject({ text: "said before", revision: 3, withdrawnAt: null });
  expect(await stateOf(theirs.id)).toMatchObject({ votesFor: 1, votesAgainst: 0 });
  expect(await stateOf(another.id)).toMatchObject({ votesFor: 0 });
  expect(await db().queueMark.count({ where: { sittingId, takenBackAt: null } })).toBe(0);
  expect(await db().labelEvent.count()).toBe(before + 4);
  // What undid it belongs to no sitting, and neither does what is done from now on.
  expect(await db().labelEvent.count({ where: { sittingId } })).toBe(5);
  await vote({ ...forIt, labelId: another.id, voterId: one.id, wording: 1 });
  expect(await db().labelEvent.count({ where: { sittingId } })).toBe(5);
  expect(await recountLabels()).toEqual([]);
  await expect(revertSitting({ sittingId, reverterId: one.id })).rejects.toMatchObject({ code: "conflict" });
});

test("what others have built on stays, and so do answers and what one did otherwise since", async () => {
  const [one, two] = [await createPerson(), await createPerson()];
  const first = await visit(one);
  const { sittingId } = first;
  const built = await proposeAnyLabel(one.id, { text: "others are for it", of: first.of });
  const refused = await proposeAnyLabel(one.id, { text: "others are against it", of: (await visit(one)).of });
  const taken = await proposeAnyLabel(one.id, { text: "taken back since", of: (await visit(one)).of });
  const voted = await proposeAnyLabel(two.id, { text: "voted again since", of: (await visit(one)).of });
  await vote({ ...forIt, labelId: voted.id, voterId: one.id, wording: 1 });
  const checkId = await askAnybody(one.id);
  const { labelId } = await db().labelCheck.findUniqueOrThrow({ where: { id: checkId } });
  await db().labelEvent.create({
    data: {
      ...{ actorId: one.id, labelId, kind: "answered", sittingId },
      data: { check: checkId, wording: 1, stratum: { is: "random" }, says: true, isLast: false },
    },
  });
  await db().$executeRaw`update "LabelSitting" set "endedAt" = now() where id = ${sittingId}::uuid`;
  await vote({ ...forIt, labelId: built.id, voterId: two.id, wording: 1 });
  await vote({ ...againstIt, labelId: refused.id, voterId: two.id, wording: 1 });
  await withdrawLabel({ labelId: taken.id, authorId: one.id });
  await unvote({ labelId: voted.id, voterId: one.id });
  await vote({ ...againstIt, labelId: voted.id, voterId: one.id, wording: 1 });

  const { undone, kept } = await revertSitting({ sittingId, reverterId: one.id });
  expect(undone).toBe(1);
  const reasons = Object.fromEntries(kept.map(({ reason, texts }) => [reason, texts]));
  expect(reasons).toMatchObject({
    builtOn: ["others are for it"],
    votedSince: ["voted again since"],
    takenBackSince: ["taken back since"],
  });
  expect((await stateOf(built.id)).withdrawnAt).toBeNull();
  expect((await stateOf(refused.id)).withdrawnAt).not.toBeNull();
  expect(await stateOf(voted.id)).toMatchObject({ votesAgainst: 1 });
});

test("a sitting is its owner's and moderators' alone, in lists as well", async () => {
  const [one, two, moderator] = [await createPerson(), await createPerson(), await createPerson("moderator")];
  const { sittingId, of } = await visit(one);
  await proposeAnyLabel(one.id, { text: "to be reverted", of });
  const revert = (person: Person | null, id = sittingId) =>
    call(revertRoute, { method: "POST", params: { id }, person });
  const list = async (person: Person, query = "") =>
    (await (await call(sittingsRoute, { path: `/api/v1/label-queue/sittings${query}`, person })).json())
      .items;
  expect((await revert(null)).status).toBe(401);
  expect((await revert(two)).status).toBe(404);
  expect((await revert(two, crypto.randomUUID())).status).toBe(404);
  expect(await list(two)).toEqual([]);
  expect(await list(two, `?of=${one.handle}`)).toEqual([]);
  expect(await list(one)).toMatchObject([{ id: sittingId, proposals: 1, revertedAt: null }]);
  expect(await list(moderator, `?of=${one.handle}`)).toMatchObject([{ id: sittingId }]);
  expect((await revert(moderator)).status).toBe(200);
  expect(await list(one)).toMatchObject([{ id: sittingId, isOpen: false }]);
  expect((await list(one))[0].revertedAt).not.toBeNull();
  expect((await revert(moderator)).status).toBe(409);
});

test("what is flagged is told to moderators, until it is taken back, and to nobody else", async () => {
  const [one, moderator] = [await createPerson(), await createPerson("moderator")];
  const { sittingId, visitId } = await visit(one);
  await markFeature({ memberId: one.id, visitId, kind: "flag", reason: "other", words: "look at this" });
  const told = async (readerId: string) =>
    (await findFlags({ readerId })).items.filter(({ handle }) => handle === one.handle);
  expect(await told(one.id)).toEqual([]);
  expect(await told(moderator.id)).toMatchObject([{ reason: "other", words: "look at this" }]);
  expect((await told(moderator.id))[0]?.feature).toMatch(/^\/features\/storybook-4l\/attn\/3\/\d+$/);
  await revertSitting({ sittingId, reverterId: one.id });
  expect(await told(moderator.id)).toEqual([]);
});

test("reverted ten times at once while its owner goes on, it is reverted once, and nothing done is half in it", async () => {
  const one = await createPerson();
  const visits = [];
  for (let n = 0; n < 12; n++) visits.push(await visit(one));
  const sittingId = visits[0]?.sittingId ?? "";
  const name = ({ of }: { of: SideKey }) => proposeAnyLabel(one.id, { of, text: `named ${of.index}` });
  await Promise.all(visits.slice(0, 6).map(name));
  const going = visits.slice(6).map(name);
  const reverting = Array.from({ length: 10 }, () => revertSitting({ sittingId, reverterId: one.id }));
  const settled = await Promise.allSettled(reverting);
  await Promise.all(going);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const labels = await db().label.findMany({
    where: { authorId: one.id },
    select: { id: true, withdrawnAt: true },
  });
  const inIt = new Set(
    (await db().labelEvent.findMany({ where: { sittingId } })).map(({ labelId }) => labelId),
  );
  // What came before its end is undone, what came after stands.
  for (const { id, withdrawnAt } of labels) expect(withdrawnAt !== null, id).toBe(inIt.has(id));
  expect(inIt.size).toBeGreaterThanOrEqual(6);
  expect(await recountLabels()).toEqual([]);
});
