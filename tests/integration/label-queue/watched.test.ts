import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { hideWork, showWork } from "@/lib/moderation/hide-work";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { askFor, takeBackWanted, voteForWanted } from "@/lib/wanted/ask-for";
import { setWatch } from "@/lib/watching/watch";
import { sideOfFeature } from "../support/labels";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

async function watched(index: number) {
  const { dictionaryId } = await sideOfFeature(index);
  // As where a corpus showed that it fires.
  await db().queuedFeature.upsert({
    where: { dictionaryId_index: { dictionaryId, index } },
    create: { dictionaryId, index, fires: true },
    update: { fires: true },
  });
  const of = { kind: "feature" as const, id: `${dictionaryId}.${index}` };
  const read = () =>
    db().queuedFeature.findUnique({ where: { dictionaryId_index: { dictionaryId, index } } });
  return {
    of,
    asked: async () => (await read())?.asked ?? 0,
    weight: async () => (await read())?.weight ?? 0,
  };
}

test("a feature comes sooner for everyone who watches it, once each, and no longer once they do not", async () => {
  const { of, asked, weight } = await watched(701);
  const people = await Promise.all([1, 2, 3].map(() => createPerson()));
  await setWatch(people[0]?.id ?? "", of, true);
  const one = await weight();
  // All at once, and each twice.
  await Promise.all(people.flatMap(({ id }) => [setWatch(id, of, true), setWatch(id, of, true)]));
  expect(await asked()).toBe(3);
  expect((await weight()) - one).toBeCloseTo(Math.log(4) - Math.log(2), 5);
  await Promise.all(people.map(({ id }) => setWatch(id, of, false)));
  expect(await asked()).toBe(0);
  await setWatch(people[1]?.id ?? "", of, true);
  expect(await asked()).toBe(1);
});

test("who leaves the site asks for nothing any more", async () => {
  const { of, asked } = await watched(702);
  const { id } = await createPerson();
  await setWatch(id, of, true);
  expect(await asked()).toBe(1);
  await db().user.delete({ where: { id } });
  expect(await asked()).toBe(0);
});

test("what is watched and is no feature, or of a dictionary that is gone, asks for nothing", async () => {
  const [{ id }, other] = await Promise.all([createPerson(), createPerson()]);
  const before = await db().queuedFeature.aggregate({ _sum: { asked: true } });
  await setWatch(id, { kind: "person", id: other.id }, true);
  await setWatch(id, { kind: "feature", id: "01930000-0000-7000-8000-000000000000.3" }, true);
  expect(await db().queuedFeature.aggregate({ _sum: { asked: true } })).toEqual(before);
  await db().user.delete({ where: { id } });
  expect(await db().queuedFeature.aggregate({ _sum: { asked: true } })).toEqual(before);
});

test("a wish about a feature asks for it by each of its votes, while it is shown and stands", async () => {
  const { asked } = await watched(703);
  const [asker, moderator] = [await createPerson(), await createPerson("moderator")];
  const voters = await Promise.all([1, 2, 3].map(() => createPerson()));
  const wish = { text: "What it fires on", feature: "/features/storybook-4l/attn/3/703", pattern: "" };
  const { id } = await askFor({ ...wish, askerId: asker.id });
  expect(await asked()).toBe(1);
  await Promise.all(voters.flatMap((each) => [1, 2].map(() => voteForWanted(id, each.id, true))));
  expect(await asked()).toBe(4);
  await voteForWanted(id, voters[0]?.id ?? "", false);
  expect(await asked()).toBe(3);
  const act = { actorId: moderator.id, subject: { kind: "wanted" as const, id }, reason: "Spam." };
  await hideWork(act);
  expect(await asked()).toBe(0);
  await showWork(act);
  expect(await asked()).toBe(3);
  await suspendPerson({
    personId: voters[1]?.id ?? "",
    actorId: moderator.id,
    reason: "as a test",
    until: null,
  });
  expect(await asked()).toBe(2);
  await liftSuspension({ personId: voters[1]?.id ?? "", actorId: moderator.id, reason: "as a test" });
  expect(await asked()).toBe(3);
  await askFor({ ...wish, text: "About nothing in particular", feature: "", askerId: asker.id });
  expect(await asked()).toBe(3);
  await takeBackWanted({ id, askerId: asker.id });
  expect(await asked()).toBe(0);
});
