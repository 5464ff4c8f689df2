import { expect, test } from "vitest";
import {
  PUT as judge,
  GET as read,
} from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/judgements/route";
import { deleteAccount } from "@/lib/account-data/delete-account";
import { db } from "@/lib/db/client";
import { findAgreement, findAgreementOf, findAgreementOfPerson } from "@/lib/judgements/find-agreement";
import { findJudgements } from "@/lib/judgements/find-judgements";
import { judgementContent } from "@/lib/judgements/judgement-schemas";
import { type FeatureJudgements, featureJudgementsSchema } from "@/lib/judgements/view";
import { addressOfFeature, sideOfFeature } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const some = { interpretable: 3, family: "induction", hasOneMeaning: true, confidence: 2 } as const;
const other = { interpretable: 0, family: "dead", hasOneMeaning: false, confidence: 4 } as const;

async function say(index: number, person: Person | null, body: unknown): Promise<number> {
  return (await call(judge, { method: "PUT", params: addressOfFeature(index), person, body })).status;
}

async function shown(index: number, person: Person): Promise<FeatureJudgements> {
  const response = await call(read, { params: addressOfFeature(index), person });
  expect(response.status).toBe(200);
  return featureJudgementsSchema.parse(await response.json());
}

async function key(index: number) {
  const { dictionaryId } = await sideOfFeature(index);
  return { dictionaryId, index };
}

test("others' judgements are given to who has given their own, and to nobody else", async () => {
  const [ann, bob, cleo] = [await createPerson(), await createPerson(), await createPerson()];
  expect(await say(1, ann, some)).toBe(204);
  expect(await say(1, bob, other)).toBe(204);
  // Of another feature it opens nothing.
  expect(await say(2, cleo, some)).toBe(204);
  const blind = await shown(1, cleo);
  expect(blind).toEqual({ people: 2, own: null, others: null, agreement: null, setAgreement: null });
  expect(await findJudgements(await key(1), guest())).toEqual(blind);
  expect(await say(1, cleo, some)).toBe(204);
  const seen = await shown(1, cleo);
  expect(seen).toMatchObject({ people: 3, own: { ...some, first: some } });
  expect(seen.others?.map(({ judge: by, family }) => [by?.handle, family])).toEqual([
    [bob.handle, "dead"],
    [ann.handle, "induction"],
  ]);
  expect(seen.agreement).toMatchObject({ features: 1, people: 3 });
});

test("nobody is given another's judgement by judging and reading at once: who reads others has given their own", async () => {
  const [ann, bob] = [await createPerson(), await createPerson()];
  await say(3, ann, some);
  const seen = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => (i === 10 ? say(3, bob, other) : shown(3, bob))),
  );
  for (const each of seen) if (typeof each !== "number") expect(each.others === null).toBe(each.own === null);
  expect((await shown(3, bob)).others).toHaveLength(1);
});

test("ten judgements of one person at once are one, and the log tells how it came to be what it is", async () => {
  const person = await createPerson();
  const sayings = Array.from({ length: 10 }, (_, i) => ({ ...some, interpretable: i % 5 }));
  expect(await Promise.all(sayings.map((each) => say(4, person, each)))).toEqual(sayings.map(() => 204));
  const rows = await db().judgement.findMany({ where: await key(4) });
  expect(rows).toHaveLength(1);
  const events = await db().judgementEvent.findMany({ where: await key(4), orderBy: { id: "asc" } });
  const { first, ...now } = (await shown(4, person)).own ?? { first: null };
  expect(judgementContent.parse(events.at(-1)?.data)).toEqual(now);
  expect(judgementContent.parse(events[0]?.data)).toEqual(first);
  expect(events.length).toBeGreaterThanOrEqual(5);
});

test("what was said first stays, counts for agreement, and cannot be changed; the same again is not logged", async () => {
  const [ann, bob] = [await createPerson(), await createPerson()];
  await say(5, ann, some);
  await say(5, bob, other);
  await say(5, bob, some);
  expect(await say(5, bob, some)).toBe(204);
  const { own, agreement } = await shown(5, bob);
  expect(own).toEqual({ ...some, first: other });
  expect(agreement?.family?.value).toBeLessThan(0.5);
  expect(await db().judgementEvent.count({ where: { ...(await key(5)), actorId: bob.id } })).toBe(2);
  const mine = { ...(await key(5)), judgeId: bob.id };
  await expect(db().judgement.updateMany({ where: mine, data: { first: some } })).rejects.toThrow(
    /never changes/,
  );
  await expect(db().judgementEvent.deleteMany({ where: { actorId: bob.id } })).rejects.toThrow(
    /never changed/,
  );
});

test.each([
  ["a grade of 5", { ...some, interpretable: 5 }],
  ["a grade between two", { ...some, confidence: 2.5 }],
  ["a family that is none", { ...some, family: "dog" }],
  ["nothing of its meanings", { ...some, hasOneMeaning: null }],
  ["nothing at all", {}],
])("%s is refused", async (_, body) => {
  expect(await say(6, await createPerson(), body)).toBe(400);
  expect(await db().judgement.count({ where: await key(6) })).toBe(0);
});

test("a feature that is not there has no judgement, and a guest makes none", async () => {
  expect(await say(99_999_999, await createPerson(), some)).toBe(404);
  expect(await say(7, null, some)).toBe(401);
});

test("agreement of a set and of a person is of all features that two judged, and a judgement outlives its author's account", async () => {
  const [ann, bob, troll] = [await createPerson(), await createPerson(), await createPerson()];
  for (let index = 20; index < 28; index++) {
    const said = index % 2 === 0 ? some : other;
    await say(index, ann, said);
    await say(index, bob, said);
    await say(index, troll, index % 2 === 0 ? other : some);
  }
  const model = await db().model.findUniqueOrThrow({ where: { name: "storybook-4l" } });
  const set = async () =>
    (await findAgreement(model.id)).find(({ kind, name }) => kind === "attn" && name === "attn");
  const before = await set();
  expect(before?.features).toBeGreaterThanOrEqual(8);
  const [of, trolls] = [await findAgreementOfPerson(ann.id), await findAgreementOfPerson(troll.id)];
  expect(of).toMatchObject({ features: 8, people: 3 });
  expect(of.family?.value ?? 0).toBeGreaterThan(0);
  expect(trolls.family?.high ?? 0).toBeLessThan(0);
  expect(await findAgreementOf(ann.handle)).toEqual(of);
  await deleteAccount({
    ...{ userId: bob.id, handle: bob.handle, password: null },
    ...{ withFindings: false, address: "192.0.2.1" },
  });
  expect(await set()).toEqual(before);
});

test("who is suspended says nothing to others and counts nowhere, until that is lifted", async () => {
  const [ann, bob] = [await createPerson(), await createPerson()];
  await say(40, ann, some);
  await say(40, bob, other);
  const suspend = (suspendedAt: Date | null) =>
    db().user.update({ where: { id: bob.id }, data: { suspendedAt } });
  await suspend(new Date());
  expect(await shown(40, ann)).toMatchObject({ people: 1, others: [], agreement: { features: 0 } });
  await suspend(null);
  expect(await shown(40, ann)).toMatchObject({ people: 2, agreement: { features: 1, people: 2 } });
  // Of one feature nothing is told of a person.
  expect(await findAgreementOf(ann.handle)).toBeNull();
  for (let index = 41; index < 46; index++) for (const each of [ann, bob]) await say(index, each, some);
  expect(await findAgreementOf(ann.handle)).toMatchObject({ features: 6 });
  await suspend(new Date());
  expect([await findAgreementOf(ann.handle), await findAgreementOf(bob.handle)]).toEqual([null, null]);
  await suspend(null);
});
