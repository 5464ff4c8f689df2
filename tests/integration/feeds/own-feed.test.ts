import { describe, expect, test } from "vitest";
import { DELETE } from "@/app/api/v1/me/feed/route";
import { addItem } from "@/lib/collections/add-item";
import { createCollection } from "@/lib/collections/create-collection";
import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { forkFinding } from "@/lib/findings/fork-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { createFinishedCircuit } from "../support/circuits";
import { addFeature, makeFeedKey, minutesApart, readOwnFeed } from "../support/own-feed";
import { call, createPerson, type Person } from "../support/people";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const later = minutesApart();

async function publishAbout(circuitId: string, author: Person, title: string) {
  const content = { title, body: "It says this.", tags: [], state: "" };
  const { id } = await createFinding({ ...content, circuitId, authorId: author.id });
  await publishFinding({ findingId: id, authorId: author.id });
  return id;
}

describe("one's own feed", () => {
  test("opens by its secret alone, of which the site keeps a hash, and by no secret before it or after it was shut", async () => {
    const person = await createPerson();
    const first = await makeFeedKey(person);
    expect((await readOwnFeed(first)).status).toBe(200);
    expect((await readOwnFeed(first)).headers.get("cache-control")).toBe("private, no-cache");
    expect((await readOwnFeed(first)).text).not.toContain(first);
    const [row] = await db().$queryRaw<{ row: string }[]>`
      select f::text || encode("secretHash", 'escape') as row from "FeedSecret" f where "userId" = ${person.id}::uuid`;
    expect(row?.row).not.toContain(first);
    const second = await makeFeedKey(person);
    expect([(await readOwnFeed(first)).status, (await readOwnFeed(second)).status]).toEqual([404, 200]);
    await db().user.update({ where: { id: person.id }, data: { suspendedAt: new Date() } });
    expect((await readOwnFeed(second)).status).toBe(404);
    await db().user.update({ where: { id: person.id }, data: { suspendedAt: null } });
    expect((await call(DELETE, { method: "DELETE", person })).status).toBe(204);
    expect((await readOwnFeed(second)).status).toBe(404);
  });

  test.each(["", "a", "\0".repeat(43), "x".repeat(10_000)])("is not opened by %j", async (key) => {
    expect((await readOwnFeed(key)).status).toBe(400);
    expect((await readOwnFeed("x".repeat(43))).status).toBe(404);
  });

  test("tells of what others publish about its member's circuits and features, of forks and of what was checked", async () => {
    const [person, other] = await Promise.all([createPerson(), createPerson()]);
    const key = await makeFeedKey(person);
    const circuitId = await createFinishedCircuit("resid.1.9@2");
    const own = await publishAbout(circuitId, person, "Mine");
    expect((await readOwnFeed(key)).titles).toEqual([]);

    const same = await publishAbout(circuitId, other, "About the same circuit");
    const elsewhere = await createFinishedCircuit();
    await addFeature(elsewhere, 1, 9);
    const near = await publishAbout(elsewhere, other, "With the feature in it");
    const far = await createFinishedCircuit();
    await addFeature(far, 1, 10);
    await publishAbout(far, other, "Of another feature");
    const fork = await forkFinding({ findingId: own, viewer: other.viewer });
    await createFinding({ title: "A draft", body: "", tags: [], state: "", circuitId, authorId: other.id });
    await createPublished({ title: "Of something else" });
    later();
    expect((await readOwnFeed(key)).ids.toSorted()).toEqual([same, near].toSorted());
    expect((await readOwnFeed(key)).summaries).toContain(
      "It says this. In its circuit is storybook-4l/resid/1/9, which you explained.",
    );
    await publishFinding({ findingId: fork.id, authorId: other.id });
    await db().verification.create({ data: { circuitId, passed: false, computedAt: new Date() } });
    await db().verification.create({ data: { circuitId: elsewhere, passed: true, computedAt: new Date() } });
    later();
    const { ids, titles, summaries, text } = await readOwnFeed(key);
    expect(ids).toContain(fork.id);
    expect(titles.filter((title) => title.startsWith("Checked"))).toEqual(["Checked: Mine"]);
    expect(summaries[titles.indexOf("Checked: Mine")]).toContain("differs");
    expect(ids).toHaveLength(4);
    expect(text).not.toMatch(/A draft|Of another feature|Of something else/);
    await withdrawFinding({ findingId: near, authorId: other.id });
    later();
    expect((await readOwnFeed(key)).ids).not.toContain(near);
  });

  test("tells of public collections that take its member's findings, and of no private one", async () => {
    const [person, other] = await Promise.all([createPerson(), createPerson()]);
    const key = await makeFeedKey(person);
    const { id: findingId } = await createPublished({ title: "Mine", author: person });
    for (const [title, isPublic, owner] of [
      ["For all", true, other],
      ["Secret", false, other],
      ["My own", true, person],
    ] as const) {
      const collection = { title, isPublic, description: "", ownerId: owner.id };
      const { id: collectionId } = await createCollection(collection);
      await addItem({ collectionId, ownerId: owner.id, findingId, note: `Note of ${title}` });
    }
    const { summaries } = await readOwnFeed(key);
    expect(summaries).toEqual(["It is in the collection &quot;For all&quot;. Note of For all"]);
  });
});
