import { expect, test, vi } from "vitest";
import { GET as tableRoute } from "@/app/api/v1/projects/[slug]/table/route";
import { db } from "@/lib/db/client";
import { findJudgements } from "@/lib/judgements/find-judgements";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { removeFeature } from "@/lib/projects/change-features";
import { deleteProject } from "@/lib/projects/delete-project";
import { sideOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { beginProject, join, judgeAny } from "../support/projects";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 60_000 });
setUpSite();

let next = 1400;

/** What somebody is given of a project's judgements, or the status of what refuses it. */
async function take(slug: string, person: Person | null) {
  const path = "/x?of=judgements&format=jsonl";
  const response = await call(tableRoute, { path, params: { slug }, person });
  if (response.status !== 200) return response.status;
  const text = await response.text();
  return text.trim() === ""
    ? []
    : text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
}

async function isBlind(person: Person, index: number): Promise<boolean> {
  const { dictionaryId } = await sideOfFeature(index);
  const key = { dictionaryId_index_judgeId: { dictionaryId, index, judgeId: person.id } };
  return (await db().judgement.findUniqueOrThrow({ where: key })).isBlind;
}

test("judgements are taken along by owners alone, of what has enough, and who took them judges it no more blind", async () => {
  const [owner, one, two, late] = (await Promise.all(Array.from({ length: 4 }, () => createPerson()))) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const [enough, open] = [next++, next++];
  const slug = await beginProject(owner, [enough, open], { overlap: 2 });
  for (const person of [one, two, late]) await join(person, slug);
  await judgeAny(one, enough, 4);
  await judgeAny(two, enough, 1);
  await judgeAny(one, open, 0);
  expect(await take(slug, null)).toBe(401);
  expect(await take(slug, one)).toBe(404);
  const rows = await take(slug, owner);
  expect(rows).toMatchObject([
    { by: one.handle, interpretable: 4, family: "induction" },
    { by: two.handle, interpretable: 1 },
  ]);
  // What is open still was not told, and is judged blind; what was told is not.
  await judgeAny(owner, open, 2);
  await judgeAny(owner, enough, 2);
  await judgeAny(late, enough, 2);
  expect([await isBlind(owner, open), await isBlind(owner, enough), await isBlind(late, enough)]).toEqual([
    ...[true, false, true],
  ]);
  const { dictionaryId } = await sideOfFeature(enough);
  const seen = await findJudgements({ dictionaryId, index: enough }, one.viewer);
  expect([seen.people, seen.agreement?.people]).toEqual([4, 3]);
  const counted = await db().projectFeature.findMany({
    where: { project: { slug } },
    orderBy: { index: "asc" },
  });
  expect(counted.map(({ judged }) => judged)).toEqual([2, 2]);
});

test("who took judgements along judges them blind no more when the project is deleted or the feature out of it, or in another project", async () => {
  const [owner, one] = [await createPerson(), await createPerson()];
  const [out, gone, unread] = [next++, next++, next++];
  const slug = await beginProject(owner, [out, gone], { overlap: 1 });
  await join(one, slug);
  for (const index of [out, gone]) await judgeAny(one, index);
  expect(await take(slug, owner)).toHaveLength(2);
  const feature = await db().projectFeature.findFirstOrThrow({ where: { project: { slug }, index: out } });
  await removeFeature({ slug, ownerId: owner.id, featureId: feature.id });
  await deleteProject({ slug, ownerId: owner.id });
  const other = await beginProject(owner, [out, gone, unread], { overlap: 1 });
  for (const index of [out, gone, unread]) await judgeAny(owner, index);
  expect([await isBlind(owner, out), await isBlind(owner, gone), await isBlind(owner, unread)]).toEqual([
    ...[false, false, true],
  ]);
  const counted = await db().projectFeature.findMany({
    where: { project: { slug: other } },
    orderBy: { index: "asc" },
  });
  expect(counted.map(({ judged }) => judged)).toEqual([0, 0, 1]);
});

test("an owner who is suspended takes nothing along, and it is not noted as if they had", async () => {
  const owner = await createPerson();
  const index = next++;
  const slug = await beginProject(owner, [index], { overlap: 1 });
  await judgeAny(owner, index);
  const asked = () => call(tableRoute, { params: { slug }, person: owner, path: "/x?of=judgements" });
  expect((await asked()).status).toBe(200);
  expect(await db().takenAlong.count({ where: { readerId: owner.id } })).toBe(1);
  await db().takenAlong.deleteMany({ where: { readerId: owner.id } });
  const { id: actorId } = await createPerson("moderator");
  await suspendPerson({ actorId, personId: owner.id, reason: "Spam.", until: null });
  expect((await asked()).status).toBe(403);
  expect(await db().takenAlong.count({ where: { readerId: owner.id } })).toBe(0);
});
