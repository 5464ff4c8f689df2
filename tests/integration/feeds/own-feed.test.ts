import { beforeEach, describe, expect, test, vi } from "vitest";
import { GET } from "@/app/api/v1/feeds/concerns/route";
import { DELETE, PUT } from "@/app/api/v1/me/feed/route";
import { addItem } from "@/lib/collections/add-item";
import { createCollection } from "@/lib/collections/create-collection";
import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { forkFinding } from "@/lib/findings/fork-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

// Feeds are kept for some seconds: each test is a minute later.
let clock = Date.now();
beforeEach(() => {
  clock += 60_000;
  vi.useFakeTimers({ toFake: ["Date"], now: clock });
  return () => void vi.useRealTimers();
});
const later = () => {
  clock += 60_000;
  vi.setSystemTime(clock);
};

async function makeKey(person: Person): Promise<string> {
  const answer = await call(PUT, { method: "PUT", person });
  expect(answer.status).toBe(200);
  const { url } = await answer.json();
  return new URL(url).searchParams.get("key") ?? "";
}

async function read(key: string) {
  const answer = await call(GET, { path: `/?${new URLSearchParams({ key })}` });
  const text = await answer.text();
  const [, ...entries] = text.split("<entry>");
  const of = (name: string) => (entry: string) => new RegExp(`<${name}[^>]*>([^<]*)`).exec(entry)?.[1] ?? "";
  return {
    ...{ status: answer.status, headers: answer.headers, text },
    titles: entries.map(of("title")),
    summaries: entries.map(of("summary")),
    ids: entries.map((entry) => of("id")(entry).replace("urn:uuid:", "")),
  };
}

async function publishAbout(circuitId: string, author: Person, title: string) {
  const content = { title, body: "It says this.", tags: [], state: "" };
  const { id } = await createFinding({ ...content, circuitId, authorId: author.id });
  await publishFinding({ findingId: id, authorId: author.id });
  return id;
}

/** Puts a feature among those of a circuit. */
async function addFeature(circuitId: string, layer: number, index: number) {
  await db().$executeRaw`
    insert into "CircuitFeature" ("circuitId", "featureId", position, activation, influence, effect, expanded)
    select ${circuitId}::uuid, f.id, 1, 1, 0.5, 1, false from "Feature" f
    join "Dictionary" d on d.id = f."dictionaryId" and d.layer = ${layer}
    join "DictionarySet" s on s.id = d."setId" and s.kind = 'resid'
    join "Circuit" c on c.id = ${circuitId}::uuid
    join "RunSet" r on r."setId" = s.id and r."runId" = c."runId" where f.index = ${index}`;
}

describe("one's own feed", () => {
  test("opens by its secret alone, of which the site keeps a hash, and by no secret before it or after it was shut", async () => {
    const person = await createPerson();
    const first = await makeKey(person);
    expect((await read(first)).status).toBe(200);
    expect((await read(first)).headers.get("cache-control")).toBe("private, no-cache");
    expect((await read(first)).text).not.toContain(first);
    const [row] = await db().$queryRaw<{ row: string }[]>`
      select f::text || encode("secretHash", 'escape') as row from "FeedSecret" f where "userId" = ${person.id}::uuid`;
    expect(row?.row).not.toContain(first);
    const second = await makeKey(person);
    expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);
    await db().user.update({ where: { id: person.id }, data: { suspendedAt: new Date() } });
    expect((await read(second)).status).toBe(404);
    await db().user.update({ where: { id: person.id }, data: { suspendedAt: null } });
    expect((await call(DELETE, { method: "DELETE", person })).status).toBe(204);
    expect((await read(second)).status).toBe(404);
  });

  test.each(["", "a", "\0".repeat(43), "x".repeat(10_000)])("is not opened by %j", async (key) => {
    expect((await read(key)).status).toBe(400);
    expect((await read("x".repeat(43))).status).toBe(404);
  });

  test("tells of what others publish about its member's circuits and features, of forks and of what was checked", async () => {
    const [person, other] = await Promise.all([createPerson(), createPerson()]);
    const key = await makeKey(person);
    const circuitId = await createFinishedCircuit("resid.1.9@2");
    const own = await publishAbout(circuitId, person, "Mine");
    expect((await read(key)).titles).toEqual([]);

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
    expect((await read(key)).ids.toSorted()).toEqual([same, near].toSorted());
    expect((await read(key)).summaries).toContain(
      "It says this. In its circuit is storybook-4l/resid/1/9, which you explained.",
    );
    await publishFinding({ findingId: fork.id, authorId: other.id });
    await db().verification.create({ data: { circuitId, passed: false, computedAt: new Date() } });
    await db().verification.create({ data: { circuitId: elsewhere, passed: true, computedAt: new Date() } });
    later();
    const { ids, titles, summaries, text } = await read(key);
    expect(ids).toContain(fork.id);
    expect(titles.filter((title) => title.startsWith("Checked"))).toEqual(["Checked: Mine"]);
    expect(summaries[titles.indexOf("Checked: Mine")]).toContain("differs");
    expect(ids).toHaveLength(4);
    expect(text).not.toMatch(/A draft|Of another feature|Of something else/);
    await withdrawFinding({ findingId: near, authorId: other.id });
    later();
    expect((await read(key)).ids).not.toContain(near);
  });

  test("tells of public collections that take its member's findings, and of no private one", async () => {
    const [person, other] = await Promise.all([createPerson(), createPerson()]);
    const key = await makeKey(person);
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
    const { summaries } = await read(key);
    expect(summaries).toEqual(["It is in the collection &quot;For all&quot;. Note of For all"]);
  });
});
