import { beforeEach, expect, test, vi } from "vitest";
import { POST as leaseRoute } from "@/app/api/v1/label-queue/leases/route";
import { db } from "@/lib/db/client";
import { returnLeases } from "@/lib/label-queue/keep-leases";
import { revertSitting } from "@/lib/label-queue/revert-sitting";
import { takeLease } from "@/lib/label-queue/take-lease";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { removeFeature } from "@/lib/projects/change-features";
import { findMembers } from "@/lib/projects/find-members";
import { findProjectAgreement } from "@/lib/projects/find-project-agreement";
import { findProjectFeatures } from "@/lib/projects/find-project-features";
import { getProject } from "@/lib/projects/get-project";
import { updateProject } from "@/lib/projects/update-project";
import { emptyQueue, queueFeatures } from "../support/label-queue";
import { sideOfFeature } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { addToProject, anyProject, beginProject, join, judgeAny } from "../support/projects";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 120_000 });
setUpSite();
beforeEach(emptyQueue);

let next = 1000;
const fresh = (count: number) => Array.from({ length: count }, () => next++);
const people = (count: number) => Promise.all(Array.from({ length: count }, () => createPerson()));
const idOf = async (slug: string) => (await getProject(slug, guest())).id;

async function take(person: Person, slug: string, holding: string[] = []) {
  return (await takeLease({ memberId: person.id, projectId: await idOf(slug), holding })).next;
}

/** Rows as they stand and as they should, counted anew. */
async function recounted(projectId: string) {
  return db().$queryRaw<{ judged: number; counted: number; isWanted: boolean; asked: number }[]>`
    select f.judged, f."isWanted", q.asked, (
      select count(*)::int from "ProjectJudgement" c join "Judgement" j on j.id = c."judgementId" and j."takenBackAt" is null
      where c."featureId" = f.id) as counted
    from "ProjectFeature" f left join "QueuedFeature" q on q."dictionaryId" = f."dictionaryId" and q.index = f.index
    where f."projectId" = ${projectId}::uuid order by f.index`;
}

test("however many judge a feature at once, no more count than the project wants", async () => {
  const crowd = await people(12);
  const [owner] = crowd as [Person];
  const features = fresh(3);
  const slug = await beginProject(owner, features, { overlap: 3 });
  await Promise.all(crowd.map((each) => join(each, slug)));
  await Promise.all(crowd.flatMap((each) => features.map((index) => judgeAny(each, index))));
  const id = await idOf(slug);
  expect(await recounted(id)).toEqual(
    features.map(() => ({ judged: 3, counted: 3, isWanted: false, asked: 0 })),
  );
  expect((await getProject(slug, guest())).progress).toEqual({
    ...{ features: 3, finished: 3, judgements: 9, wanted: 9 },
  });
});

test("while members take, judge and leave features at random, each gets what is wanted and is given nobody again", async () => {
  const crowd = await people(8);
  const [owner] = crowd as [Person];
  const features = fresh(6);
  const slug = await beginProject(owner, features, { overlap: 3 });
  await Promise.all(crowd.map((each) => join(each, slug)));
  const given = new Map<string, Set<string>>();
  await Promise.all(
    crowd.map(async (person) => {
      for (let round = 0; round < 12; round++) {
        const lease = await take(person, slug).catch(() => null);
        if (!lease) continue;
        expect(lease.task).toBe("judge");
        const seen = given.get(person.id) ?? new Set<string>();
        expect(seen.has(lease.feature)).toBe(false);
        given.set(person.id, seen.add(lease.feature));
        await judgeAny(person, Number(lease.feature.split("/").at(-1)));
        await returnLeases({ memberId: person.id, visits: [lease.visitId], isDone: true });
      }
    }),
  );
  for (const row of await recounted(await idOf(slug)))
    expect(row).toEqual({ judged: 3, counted: 3, isWanted: false, asked: 0 });
  // What has enough is given to nobody, also to who has not judged it.
  const late = await createPerson();
  await join(late, slug);
  expect(await take(late, slug)).toBeNull();
  const given3 = [...given.values()].reduce((sum, each) => sum + each.size, 0);
  expect(given3).toBe(18);
});

test("a judgement counts in the transaction that stores it, is taken back with its sitting, and then one more is wanted", async () => {
  const [owner, other] = (await people(2)) as [Person, Person];
  const [index = 0] = fresh(1);
  const slug = await beginProject(owner, [index], { overlap: 1 });
  const lease = await take(owner, slug);
  await judgeAny(owner, index);
  expect(await recounted(await idOf(slug))).toMatchObject([{ judged: 1, isWanted: false }]);
  const { sittingId } = await db().queueVisit.findUniqueOrThrow({ where: { id: lease?.visitId ?? "" } });
  await revertSitting({ sittingId, reverterId: owner.id });
  expect(await recounted(await idOf(slug))).toMatchObject([
    { judged: 0, counted: 0, isWanted: true, asked: 1 },
  ]);
  await db().queuedFeature.updateMany({ data: { leasedUntil: null } });
  await join(other, slug);
  expect((await take(other, slug))?.feature).toMatch(new RegExp(`/${index}$`));
});

/** Takes back what somebody judged in the sitting that showed it to them. */
async function takeBack(person: Person, slug: string): Promise<void> {
  const lease = await db().queueVisit.findFirstOrThrow({
    where: { sitting: { memberId: person.id, endedAt: null } },
    orderBy: { id: "desc" },
  });
  await revertSitting({ sittingId: lease.sittingId, reverterId: person.id });
  expect(await recounted(await idOf(slug))).not.toEqual([]);
}

test("where one that counted is taken back, one that waits counts", async () => {
  const [owner, waiting] = (await people(2)) as [Person, Person];
  const [index = 0] = fresh(1);
  const slug = await beginProject(owner, [index], { overlap: 1 });
  await join(waiting, slug);
  await take(owner, slug);
  await judgeAny(owner, index);
  await judgeAny(waiting, index);
  await takeBack(owner, slug);
  expect(await recounted(await idOf(slug))).toMatchObject([
    { judged: 1, counted: 1, isWanted: false, asked: 0 },
  ]);
  // What was taken back and is given again waits in its turn.
  await judgeAny(owner, index);
  const counted = await db().projectJudgement.findMany({
    where: { feature: { project: { slug } } },
    select: { judgement: { select: { judgeId: true } } },
  });
  expect(counted).toEqual([{ judgement: { judgeId: waiting.id } }]);
});

test("who is suspended fills no place of the overlap: one that waits does, or one more is wanted, until the suspension ends", async () => {
  const [owner, judge, waiting] = (await people(3)) as [Person, Person, Person];
  const moderator = await createPerson("moderator");
  const features = fresh(2);
  const [both = 0, alone = 0] = features;
  const slug = await beginProject(owner, features, { overlap: 1 });
  for (const person of [judge, waiting]) await join(person, slug);
  for (const index of features) await judgeAny(judge, index);
  await judgeAny(waiting, both);
  const byWhom = async () =>
    (
      await db().projectJudgement.findMany({
        where: { feature: { project: { slug } } },
        orderBy: { feature: { index: "asc" } },
        select: { feature: { select: { index: true } }, judgement: { select: { judgeId: true } } },
      })
    ).map(({ feature, judgement }) => [feature.index, judgement.judgeId]);
  expect(await byWhom()).toEqual([
    [both, judge.id],
    [alone, judge.id],
  ]);
  const of = { actorId: moderator.id, personId: judge.id, reason: "Spam." };
  await suspendPerson({ ...of, until: null });
  expect(await byWhom()).toEqual([[both, waiting.id]]);
  expect(await recounted(await idOf(slug))).toMatchObject([
    { judged: 1, isWanted: false, asked: 0 },
    { judged: 0, isWanted: true, asked: 1 },
  ]);
  await liftSuspension(of);
  expect(await byWhom()).toEqual([
    [both, waiting.id],
    [alone, judge.id],
  ]);
  expect(await recounted(await idOf(slug))).toMatchObject([
    { judged: 1, isWanted: false, asked: 0 },
    { judged: 1, isWanted: false, asked: 0 },
  ]);
});

test("what has enough since the overlap was lowered is finished, also where the project was hidden meanwhile", async () => {
  const owner = await createPerson();
  const features = fresh(1);
  const slug = await beginProject(owner, features, { overlap: 2 });
  await judgeAny(owner, features[0] ?? 0);
  await db().project.update({ where: { slug }, data: { hiddenAt: new Date() } });
  await updateProject({ ...anyProject, overlap: 1, slug, ownerId: owner.id });
  const [row] = await db().projectFeature.findMany({ where: { project: { slug } } });
  expect(row).toMatchObject({ judged: 1, isWanted: false, finishedAt: expect.any(Date) });
});

test("features that a project asks for are counted once each, and a dictionary that goes takes what it asked with it", async () => {
  const owner = await createPerson();
  const [index = 0] = fresh(1);
  const { dictionaryId } = await sideOfFeature(index);
  const ask = (dictionaries: string[], by: number[]) => db().$queryRaw`
    select ask_for_features(${dictionaries}::uuid[], ${dictionaries.map(() => index)}::int[], ${by}::int[])::text`;
  const askedOf = async () =>
    (await db().queuedFeature.findUnique({ where: { dictionaryId_index: { dictionaryId, index } } }))?.asked;
  const gone = crypto.randomUUID();
  await ask([dictionaryId, dictionaryId, gone, dictionaryId], [1, 1, 1, 1]);
  expect(await askedOf()).toBe(3);
  await ask([dictionaryId, gone, dictionaryId], [-1, -1, 1]);
  expect(await askedOf()).toBe(3);
  await ask([dictionaryId, gone], [-5, -1]);
  expect(await askedOf()).toBe(0);
  expect(await db().queuedFeature.count({ where: { dictionaryId: gone } })).toBe(0);
  const { setId } = await db().dictionary.findUniqueOrThrow({ where: { id: dictionaryId } });
  const of = await db().dictionary.findUniqueOrThrow({ where: { id: dictionaryId } });
  const copy = await db().dictionary.create({
    data: { ...(of as object), id: gone, setId, layer: 99, checksum: "f".repeat(64) } as never,
  });
  const slug = await beginProject(owner, []);
  await db().projectFeature.create({
    data: { projectId: await idOf(slug), dictionaryId: copy.id, index, isWanted: true },
  });
  expect(await db().queuedFeature.count({ where: { dictionaryId: gone, asked: 1 } })).toBe(1);
  await db().dictionary.delete({ where: { id: gone } });
  expect(await db().queuedFeature.count({ where: { dictionaryId: gone } })).toBe(0);
});

test("what was judged before counts, up to what is wanted: by who joins, and of features that come", async () => {
  const [owner, one, two] = (await people(3)) as [Person, Person, Person];
  const [a = 0, b = 0] = fresh(2);
  for (const person of [one, two]) for (const index of [a, b]) await judgeAny(person, index);
  const slug = await beginProject(owner, [a], { overlap: 1 });
  expect(await recounted(await idOf(slug))).toMatchObject([{ judged: 0, isWanted: true }]);
  await Promise.all([join(one, slug), join(two, slug)]);
  expect(await recounted(await idOf(slug))).toMatchObject([{ judged: 1, isWanted: false }]);
  await addToProject(owner, slug, [b]);
  await updateProject({ ...anyProject, overlap: 2, slug, ownerId: owner.id });
  expect(await recounted(await idOf(slug))).toMatchObject([{ judged: 2 }, { judged: 2 }]);
  // Fewer take nothing away.
  await updateProject({ ...anyProject, overlap: 1, slug, ownerId: owner.id });
  expect(await recounted(await idOf(slug))).toMatchObject([{ judged: 2 }, { judged: 2 }]);
  const agreement = await findProjectAgreement(await idOf(slug));
  expect(agreement).toMatchObject({ features: 2, people: 2 });
  // Kept for half a minute, however many judge meanwhile.
  await updateProject({ ...anyProject, overlap: 3, slug, ownerId: owner.id });
  await judgeAny(owner, a);
  expect(await findProjectAgreement(await idOf(slug))).toBe(agreement);
  const members = (await findMembers(await idOf(slug))).items.map(({ handle, judged }) => [handle, judged]);
  expect(members).toEqual(
    expect.arrayContaining([
      [owner.handle, 1],
      [one.handle, 2],
      [two.handle, 2],
    ]),
  );
});

test("its queue is its members', and has what no corpus showed firing and what one has labelled too", async () => {
  const [owner, stranger] = (await people(2)) as [Person, Person];
  const features = fresh(2);
  const slug = await beginProject(owner, features);
  const lease = (person: Person, project: string) =>
    call(leaseRoute, { method: "POST", person, body: { project } });
  expect((await lease(stranger, slug)).status).toBe(403);
  expect((await lease(stranger, "no-such-project")).status).toBe(404);
  expect((await lease(owner, slug)).status).toBe(200);
  // The whole queue does not have them: nothing showed them firing.
  expect((await takeLease({ memberId: stranger.id })).next).toBeNull();
});

test("the whole queue brings forward what a project asks for, until that has enough or the feature is out of it", async () => {
  const [owner, reader] = (await people(2)) as [Person, Person];
  const features = fresh(40);
  await queueFeatures(features);
  const [wanted = 0, other = 0] = [features[17], features[31]];
  const slug = await beginProject(owner, [wanted, other], { overlap: 1 });
  const weightOf = async (index: number) => {
    const { dictionaryId } = await sideOfFeature(index);
    const key = { dictionaryId_index: { dictionaryId, index } };
    return (await db().queuedFeature.findUniqueOrThrow({ where: key })).weight;
  };
  const plain = await weightOf(features[3] ?? 0);
  expect(await weightOf(wanted)).toBeGreaterThan(plain + 0.6);
  const { next: first } = await takeLease({ memberId: reader.id });
  expect([wanted, other].map(String)).toContain(first?.feature.split("/").at(-1));
  expect(first?.asked).toBe(1);
  await judgeAny(owner, wanted);
  expect(await weightOf(wanted)).toBeLessThan(plain + 0.1);
  const { items } = await findProjectFeatures(await idOf(slug), { only: "wanted" });
  await removeFeature({ slug, ownerId: owner.id, featureId: items[0]?.id ?? "" });
  expect(await weightOf(other)).toBeLessThan(plain + 0.1);
  expect((await getProject(slug, guest())).progress).toMatchObject({ features: 1, finished: 1 });
});
