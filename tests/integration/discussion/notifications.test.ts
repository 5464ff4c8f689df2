import { beforeEach, describe, expect, test } from "vitest";
import {
  DELETE as leaveRoute,
  PUT as watchRoute,
} from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/watch/route";
import { PUT as watchFindingRoute } from "@/app/api/v1/findings/[id]/watch/route";
import { PUT as readRoute } from "@/app/api/v1/me/notifications/[id]/read/route";
import { PUT as readUntilRoute } from "@/app/api/v1/me/notifications/read/route";
import { GET as notificationsRoute } from "@/app/api/v1/me/notifications/route";
import { GET as watchesRoute } from "@/app/api/v1/me/watches/route";
import { PUT as watchingRoute } from "@/app/api/v1/me/watching/route";
import { PUT as watchPersonRoute } from "@/app/api/v1/people/[handle]/watch/route";
import { db } from "@/lib/db/client";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { updateFinding } from "@/lib/findings/update-finding";
import { vote } from "@/lib/labels/vote";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { countUnread } from "@/lib/notifications/find-notifications";
import type { NotificationView } from "@/lib/notifications/view";
import { housekeeping } from "@/workers/housekeeping";
import { say } from "../support/discussion";
import { addressOfFeature, proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

let index = 500;
let [ann, ben, cy]: Person[] = [];
beforeEach(async () => {
  index++;
  [ann, ben, cy] = [await createPerson(), await createPerson(), await createPerson()];
});

const needed = (person: Person | undefined) => {
  if (!person) throw new Error("There is nobody.");
  return person;
};
async function told(person: Person | undefined): Promise<NotificationView[]> {
  return (await (await call(notificationsRoute, { person: needed(person) })).json()).items;
}
const kinds = async (person: Person | undefined) => (await told(person)).map(({ kind }) => kind);
const watch = async (person: Person | undefined, route = watchRoute) =>
  expect(
    (
      await call(route, {
        method: route === watchRoute ? "PUT" : "DELETE",
        person: needed(person),
        params: addressOfFeature(index),
      })
    ).status,
  ).toBe(204);
const begin = async (person: Person | undefined, body: string, labelId: string | null = null) =>
  startConversation({
    ...{ about: featureSubject(await sideOfFeature(index)), labelId },
    ...{ authorId: needed(person).id, byProgram: false, body },
  });

test("what was told is forgotten a year later, and what was read half a year later, however much it is", async () => {
  const memberId = needed(ann).id;
  const now = new Date();
  const ago = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
  const cases = [
    { thing: "told long ago", createdAt: ago(366), readAt: null },
    { thing: "told within a year", createdAt: ago(364), readAt: null },
    { thing: "read long ago", createdAt: ago(200), readAt: ago(181) },
    { thing: "read of late", createdAt: ago(200), readAt: ago(179) },
  ];
  const of = { memberId, kind: "published", title: "", path: "/" };
  const many = Array.from({ length: 4_100 }, (_, n) => ({
    thing: `${n}`,
    createdAt: ago(400),
    readAt: null,
  }));
  await db().notification.createMany({ data: [...cases, ...many].map((each) => ({ ...of, ...each })) });
  await Promise.all([housekeeping(now), housekeeping(now)]);
  const left = await db().notification.findMany({ where: { memberId }, orderBy: { thing: "asc" } });
  expect(left.map(({ thing }) => thing)).toEqual(["read of late", "told within a year"]);
});

test("what somebody watches is walked a page at a time, each once and the latest first, also of one moment", async () => {
  const person = needed(ann);
  const createdAt = new Date();
  const { dictionaryId } = await sideOfFeature(index);
  await db().watch.createMany({
    data: Array.from({ length: 520 }, (_, n) => ({
      ...{ memberId: person.id, subjectKind: "feature", subjectId: `${dictionaryId}.${n}` },
      createdAt: new Date(createdAt.getTime() - Math.floor(n / 300) * 1_000),
    })),
  });
  const seen: string[] = [];
  for (let path: string | null = "/?limit=100"; path; ) {
    const response: Response = await call(watchesRoute, { person, path });
    const { items, nextCursor } = await response.json();
    seen.push(...items.map((each: { path: string }) => each.path));
    path = nextCursor && `/?${new URLSearchParams({ limit: "100", cursor: nextCursor })}`;
  }
  expect([seen.length, new Set(seen).size]).toEqual([520, 520]);
  for (const cursor of ["x", `${createdAt.toISOString()}_x_1`, `${createdAt.toISOString()}_person_`])
    expect((await call(watchesRoute, { person, path: `/?${new URLSearchParams({ cursor })}` })).status).toBe(
      400,
    );
});

describe("somebody is told", () => {
  test("once of a comment, whatever the reasons, as often as it is said at once, and never of their own", async () => {
    await watch(ben);
    const { id } = await begin(ann, `What does @${ben?.handle} think?`);
    expect(await told(ben)).toMatchObject([
      { kind: "mention", title: `attn.3.${index}`, actor: { handle: ann?.handle }, readAt: null },
    ]);
    await Promise.all(
      Array.from({ length: 5 }, (_, n) => say(id, needed(n % 2 ? ann : cy).id, `Number ${n}.`)),
    );
    expect((await kinds(ben)).toSorted()).toEqual(["mention", "reply", "reply", "reply", "reply", "reply"]);
    // Who has said something is told of what is said afterwards.
    const own = await told(cy);
    expect(own.every(({ actor }) => actor?.handle === ann?.handle)).toBe(true);
  });

  test("of what is said after they said something, unless they leave it or do not want that at all", async () => {
    const { id } = await begin(ann, "Anybody?");
    await say(id, needed(ben).id, "Me.");
    expect(await kinds(ann)).toEqual(["reply"]);
    await watch(ann, leaveRoute);
    await say(id, needed(ann).id, "Good.");
    await say(id, needed(ben).id, "Well.");
    expect(await kinds(ann)).toEqual(["reply"]);
    expect(await kinds(ben)).toEqual(["reply"]);
    const off = { watchesWhatTheyDiscuss: false };
    await call(watchingRoute, { method: "PUT", person: needed(cy), body: off });
    await say(id, needed(cy).id, "Hm.");
    await say(id, needed(ann).id, "What?");
    expect(await kinds(cy)).toEqual([]);
    expect(await (await call(watchesRoute, { person: needed(cy) })).json()).toMatchObject({
      ...off,
      items: [],
    });
    expect(await (await call(watchesRoute, { person: needed(ben) })).json()).toMatchObject({
      items: [{ kind: "feature", path: `/features/storybook-4l/attn/3/${index}` }],
    });
  });

  test("of what they watch however much they have left, and leaving what was never watched is kept nowhere", async () => {
    const memberId = needed(ann).id;
    await watch(ann, leaveRoute);
    expect(await db().watch.count({ where: { memberId } })).toBe(0);
    await db().watch.createMany({
      data: Array.from({ length: 5_000 }, (_, n) => ({
        ...{ memberId, subjectKind: "feature", subjectId: `${crypto.randomUUID()}.${n}`, isOn: false },
      })),
    });
    await watch(ann);
    await db().watch.updateMany({ where: { memberId }, data: { isOn: true } });
    index++;
    const more = { method: "PUT", person: needed(ann), params: addressOfFeature(index) };
    expect((await call(watchRoute, more)).status).toBe(409);
  });

  test("of a proposal, of what leads by others' votes and not by their own, each once", async () => {
    await watch(ann);
    await watch(cy);
    const of = await sideOfFeature(index);
    const first = await proposeAnyLabel(needed(ben).id, { of, text: "fires on ships" });
    expect(await kinds(ann)).toEqual(["proposal"]);
    const second = await proposeAnyLabel(needed(cy).id, { of, text: "fires on boats" });
    expect(await kinds(ann)).toEqual(["proposal", "proposal"]);
    expect(await kinds(cy)).toEqual(["proposal"]);
    const cast = { wording: 1, value: 1 as const, reason: null, words: null };
    await Promise.all([
      vote({ labelId: second.id, voterId: needed(ann).id, ...cast }),
      vote({ labelId: second.id, voterId: (await createPerson()).id, ...cast }),
    ]);
    const seen = (await told(cy)).filter(({ kind }) => kind === "naming");
    expect(seen).toHaveLength(1);
    expect(seen[0]?.title).toBe(`attn.3.${index} is called \u201cfires on boats\u201d`);
    expect(first.id).not.toBe(second.id);
  });

  test("of another version of a finding, of what is said about their own, and of what somebody publishes", async () => {
    const author = needed(ann);
    const path = { params: { handle: author.handle } };
    expect((await call(watchPersonRoute, { method: "PUT", person: needed(cy), ...path })).status).toBe(204);
    expect((await call(watchPersonRoute, { method: "PUT", person: author, ...path })).status).toBe(403);
    const finding = await createPublished({ author });
    expect(await kinds(cy)).toEqual(["published"]);
    const params = { params: { id: finding.id } };
    expect((await call(watchFindingRoute, { method: "PUT", person: needed(ben), ...params })).status).toBe(
      204,
    );
    const content = { title: "Another", body: "Of **it**.", tags: [], state: "" };
    await updateFinding({ findingId: finding.id, authorId: author.id, revision: 1, ...content });
    expect(await told(ben)).toMatchObject([
      { kind: "version", title: "Another", path: `/findings/${finding.id}` },
    ]);
    const about = { kind: "finding", id: finding.id } as const;
    await startConversation({
      about,
      labelId: null,
      authorId: needed(ben).id,
      byProgram: false,
      body: "Why?",
    });
    expect(await kinds(author)).toEqual(["reply"]);
  });

  test("of nothing that is hidden, and counts what is unread up to what they saw", async () => {
    await watch(ann);
    const { id } = await begin(ben, "Anybody?");
    await say(id, needed(cy).id, "Buy this.");
    expect(await countUnread(needed(ann).id)).toBe(2);
    const moderator = await createPerson("moderator");
    const spam = { actorId: moderator.id, personId: needed(cy).id, reason: "Spam.", until: null };
    await suspendPerson(spam);
    expect(await countUnread(needed(ann).id)).toBe(1);
    const [seen] = await told(ann);
    const other = { method: "PUT", person: needed(ben), params: { id: seen?.id ?? "" } };
    expect((await call(readRoute, other)).status).toBe(404);
    await say(id, needed(ben).id, "Since then.");
    const until = { until: seen?.id };
    expect((await call(readUntilRoute, { method: "PUT", person: needed(ann), body: until })).status).toBe(
      204,
    );
    expect(await countUnread(needed(ann).id)).toBe(1);
    const [latest] = await told(ann);
    expect(
      (await call(readRoute, { ...other, person: needed(ann), params: { id: latest?.id ?? "" } })).status,
    ).toBe(204);
    expect(await countUnread(needed(ann).id)).toBe(0);
    const unread = await call(notificationsRoute, { person: needed(ann), path: "/?unread=true" });
    expect((await unread.json()).items).toEqual([]);
  });
});
