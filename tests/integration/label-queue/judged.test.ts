import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { findJudgements } from "@/lib/judgements/find-judgements";
import { judgeFeature } from "@/lib/judgements/judge-feature";
import { findSittings } from "@/lib/label-queue/find-sittings";
import { returnLeases } from "@/lib/label-queue/keep-leases";
import { revertSitting } from "@/lib/label-queue/revert-sitting";
import { takeLease } from "@/lib/label-queue/take-lease";
import { emptyQueue, queueFeatures } from "../support/label-queue";
import { sideOfFeature } from "../support/labels";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 60_000 });
setUpSite();
beforeEach(emptyQueue);

const some = { interpretable: 3, family: "induction", hasOneMeaning: true, confidence: 2 } as const;
const other = { interpretable: 0, family: "dead", hasOneMeaning: false, confidence: 4 } as const;
let index = 300;

/** Has the queue show somebody a feature; what they make of it from now on is of their sitting. */
async function visit(person: Person, mine = index++) {
  const { dictionaryId } = await sideOfFeature(mine);
  await queueFeatures([mine]);
  const { sitting, next } = await takeLease({ memberId: person.id, wanted: { dictionaryId, index: mine } });
  await returnLeases({ memberId: person.id, visits: [next?.visitId ?? ""], isDone: false });
  return { sittingId: sitting.id, of: { dictionaryId, index: mine } };
}

const judge = (
  person: Person,
  of: { dictionaryId: string; index: number },
  content: typeof some | typeof other,
) => judgeFeature({ of, judgeId: person.id, content });

test("a judgement in the queue is of its sitting, and with the sitting it is taken back and counts nowhere", async () => {
  const [ann, bob] = [await createPerson(), await createPerson()];
  const { sittingId, of } = await visit(ann);
  await judge(bob, of, other);
  await judge(ann, of, some);
  // A feature that the queue did not show her is none of the sitting's.
  const { dictionaryId } = of;
  await judge(ann, { dictionaryId, index: index++ }, some);
  const [sitting] = (await findSittings({ readerId: ann.id })).items;
  expect(sitting).toMatchObject({ id: sittingId, judgements: 1 });
  expect((await findJudgements(of, bob.viewer)).agreement?.people).toBe(2);
  expect(await revertSitting({ sittingId, reverterId: ann.id })).toEqual({ undone: 1, kept: [] });
  const seen = await findJudgements(of, bob.viewer);
  expect(seen).toMatchObject({ people: 1, others: [] });
  expect(seen.agreement?.people).toBe(0);
  // Who took theirs back is not shown others' by it.
  expect(await findJudgements(of, ann.viewer)).toMatchObject({ people: 1, own: null, others: null });
  expect((await findSittings({ readerId: ann.id })).items[0]?.judgements).toBe(1);
});

test("given again, a judgement that was taken back counts by what was said first, blind", async () => {
  const [ann, bob] = [await createPerson(), await createPerson()];
  const { sittingId, of } = await visit(ann);
  await judge(bob, of, other);
  await judge(ann, of, some);
  await revertSitting({ sittingId, reverterId: ann.id });
  await judge(ann, of, other);
  expect((await findJudgements(of, ann.viewer)).own).toEqual({ ...other, first: some });
  await revertSitting({ sittingId: (await visit(ann)).sittingId, reverterId: ann.id });
  // The same words again count too.
  const second = await visit(ann);
  await judge(ann, second.of, some);
  await revertSitting({ sittingId: second.sittingId, reverterId: ann.id });
  await judge(ann, second.of, some);
  expect((await findJudgements(second.of, ann.viewer)).people).toBe(1);
});

test("what was judged before a sitting counts again after it, and what was judged anew since stays", async () => {
  const ann = await createPerson();
  const { dictionaryId } = await sideOfFeature(index);
  const earlier = { dictionaryId, index: index++ };
  await judge(ann, earlier, some);
  const { sittingId } = await visit(ann, earlier.index);
  await judge(ann, earlier, other);
  const since = await visit(ann);
  expect(since.sittingId).toBe(sittingId);
  await judge(ann, since.of, some);
  await db().labelSitting.update({ where: { id: sittingId }, data: { endedAt: new Date() } });
  await judge(ann, since.of, other);
  expect(await revertSitting({ sittingId, reverterId: ann.id })).toEqual({
    undone: 1,
    kept: [{ reason: "saidSince", count: 1, texts: [`what you made of attn.3.${since.of.index}`] }],
  });
  expect((await findJudgements(earlier, ann.viewer)).own).toEqual({ ...some, first: some });
  expect((await findJudgements(since.of, ann.viewer)).own).toEqual({ ...other, first: some });
});

test("while ten judge on and a sitting is reverted, each judgement is wholly in it and undone, or after it and stands", async () => {
  const ann = await createPerson();
  const visits = [];
  for (let n = 0; n < 10; n++) visits.push(await visit(ann));
  const sittingId = visits[0]?.sittingId ?? "";
  await Promise.all(visits.slice(0, 5).map(({ of }) => judge(ann, of, some)));
  const going = visits.slice(5).map(({ of }) => judge(ann, of, some));
  const reverting = Array.from({ length: 5 }, () => revertSitting({ sittingId, reverterId: ann.id }));
  const settled = await Promise.allSettled(reverting);
  await Promise.all(going);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const inIt = new Set(
    (await db().judgementEvent.findMany({ where: { sittingId } })).map((each) => each.index),
  );
  expect(inIt.size).toBeGreaterThanOrEqual(5);
  for (const { index: at, takenBackAt } of await db().judgement.findMany({ where: { judgeId: ann.id } }))
    expect(takenBackAt !== null, String(at)).toBe(inIt.has(at));
});

test("a feature that somebody judged does not come to them again, and comes to others", async () => {
  const [ann, bob] = [await createPerson(), await createPerson()];
  const { dictionaryId } = await sideOfFeature(index);
  const of = { dictionaryId, index: index++ };
  await queueFeatures([of.index]);
  await judge(ann, of, some);
  expect((await takeLease({ memberId: ann.id })).next).toBeNull();
  expect((await takeLease({ memberId: bob.id })).next?.feature).toMatch(new RegExp(`/${of.index}$`));
});
