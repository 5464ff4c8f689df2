import { describe, expect, test } from "vitest";
import { POST as fork } from "@/app/api/v1/findings/[id]/forks/route";
import { PUT as publish, DELETE as withdraw } from "@/app/api/v1/findings/[id]/publication/route";
import { DELETE as remove, GET as show, PUT as update } from "@/app/api/v1/findings/[id]/route";
import { GET as bibtex } from "@/app/api/v1/findings/[id]/versions/[version]/citations/bibtex/route";
import { GET as cff } from "@/app/api/v1/findings/[id]/versions/[version]/citations/cff/route";
import { GET as sentence } from "@/app/api/v1/findings/[id]/versions/[version]/citations/text/route";
import { GET as showVersion } from "@/app/api/v1/findings/[id]/versions/[version]/route";
import { POST as create } from "@/app/api/v1/findings/route";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { contentHash, findingContentSchema } from "@/lib/finding-format/content";
import { getFindingHistory } from "@/lib/findings/get-finding";
import { fillVersions } from "@/lib/findings/versions/fill-versions";
import { findingVersionViewSchema } from "@/lib/findings/versions/view";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();
const content = { title: "Who gets the drink", body: "The name said **once**.", tags: ["ioi"], state: "v1" };
const at = (id: string) => ({ params: { id } });
const atVersion = (id: string, version: number | string) => ({ params: { id, version: `${version}` } });

async function draft(person: Person): Promise<string> {
  const body = { circuitId: await createFinishedCircuit(), ...content };
  return (await (await call(create, { method: "POST", person, body })).json()).id;
}

async function published(person: Person): Promise<string> {
  const id = await draft(person);
  expect((await publishing(id, person)).status).toBe(200);
  return id;
}

const publishing = (id: string, person: Person) => call(publish, { method: "PUT", ...at(id), person });
const withdrawing = (id: string, person: Person) => call(withdraw, { method: "DELETE", ...at(id), person });
const saving = (id: string, person: Person, revision: number, body: string) =>
  call(update, { method: "PUT", ...at(id), person, body: { ...content, body, revision } });
const versionOf = async (id: string, version: number) =>
  findingVersionViewSchema.parse(await (await call(showVersion, atVersion(id, version))).json());

describe("a published version", () => {
  test("has a hash of all that it says and shows, which anybody can compute again from what is answered", async () => {
    const author = await createPerson();
    await db().user.update({ where: { id: author.id }, data: { name: "Zoë \u{1f600} O'Neil" } });
    const id = await published(author);
    const seen = await versionOf(id, 1);
    const { circuitId } = await db().finding.findUniqueOrThrow({ where: { id } });
    const { graph } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
    expect(seen.graphHash).toBe(canonicalHash(unpackDocument(graph ?? new Uint8Array())));
    const said = findingContentSchema.parse({
      format: "circuit-commons/finding-content@1",
      ...{ finding: id, version: 1, publishedAt: seen.publishedAt.toISOString(), licence: "CC-BY-4.0" },
      ...{ title: content.title, writeUp: content.body, tags: content.tags, arrangement: content.state },
      authors: [{ handle: author.handle, name: "Zoë \u{1f600} O'Neil" }],
      circuit: seen.graphHash,
    });
    expect(seen.contentHash).toBe(contentHash(said));
    for (const [key, value] of Object.entries({ title: "Another", tags: ["ioi", "x"], version: 2 }))
      expect(contentHash({ ...said, [key]: value })).not.toBe(seen.contentHash);
  });

  test("stays as it was when the finding is changed, which makes the next, and when its author takes another name", async () => {
    const author = await createPerson();
    const id = await published(author);
    const first = await versionOf(id, 1);
    expect((await saving(id, author, 1, "It is **more**.")).status).toBe(200);
    await db().user.update({ where: { id: author.id }, data: { name: "Somebody Else" } });
    expect(await versionOf(id, 1)).toEqual({ ...first, latestVersion: 2 });
    const second = await versionOf(id, 2);
    expect(second).toMatchObject({ body: "It is **more**.", latestVersion: 2 });
    expect(second.contentHash).not.toBe(first.contentHash);
    expect(second.graphHash).toBe(first.graphHash);
    const { items } = await getFindingHistory({ findingId: id, viewer: guest() });
    expect(items.map(({ version, body }) => [version, body])).toEqual([
      [2, "It is **more**."],
      [1, content.body],
    ]);
  });

  test("is made once by two windows that publish at once, and by none of a draft's saves", async () => {
    const author = await createPerson();
    const id = await draft(author);
    await saving(id, author, 1, "Another draft.");
    for (const person of [undefined, author])
      expect((await call(showVersion, { ...atVersion(id, 1), ...(person && { person }) })).status).toBe(404);
    await Promise.all([publishing(id, author), publishing(id, author)]);
    expect(await db().findingVersion.count({ where: { findingId: id } })).toBe(1);
    expect((await versionOf(id, 1)).body).toBe("Another draft.");
    expect(await (await call(show, at(id))).json()).toMatchObject({ latestVersion: 1 });
  });

  test("is refused a change by the database, and so is what it says", async () => {
    const id = await published(await createPerson());
    const key = { findingId: id, number: 1 };
    const never = /never changes|is kept/;
    await expect(db().findingRevision.updateMany({ where: key, data: { body: "x" } })).rejects.toThrow(never);
    await expect(db().findingRevision.deleteMany({ where: key })).rejects.toThrow(never);
    for (const data of [{ contentHash: "0".repeat(64) }, { licence: "CC0-1.0" }, { number: 7 }])
      await expect(db().findingVersion.updateMany({ where: key, data })).rejects.toThrow(never);
    await expect(db().findingVersion.deleteMany({ where: key })).rejects.toThrow(never);
    // How it was rendered is no part of it.
    await db().findingRevision.updateMany({ where: key, data: { writeUp: [] } });
  });
});

describe("a version that was taken back", () => {
  test("says by whom and when and its hash, and nothing that it said; published again it is another version", async () => {
    const author = await createPerson();
    const id = await published(author);
    const { contentHash: hash } = await versionOf(id, 1);
    await withdrawing(id, author);
    for (const person of [undefined, author]) {
      const answer = await call(showVersion, { ...atVersion(id, 1), ...(person && { person }) });
      expect(answer.status).toBe(410);
      const text = await answer.text();
      expect(text).toContain(author.handle);
      expect(text).toContain(hash);
      expect(text).not.toContain(content.title);
    }
    await publishing(id, author);
    expect((await call(showVersion, atVersion(id, 1))).status).toBe(410);
    expect(await versionOf(id, 2)).toMatchObject({ title: content.title, latestVersion: 2 });
  });

  test("keeps its tombstone when the finding is deleted, and goes with its author's account", async () => {
    const [author, reader] = [await createPerson(), await createPerson()];
    const id = await published(author);
    await call(fork, { method: "POST", ...at(id), person: reader });
    expect((await call(remove, { method: "DELETE", ...at(id), person: author })).status).toBe(204);
    expect((await call(showVersion, atVersion(id, 1))).status).toBe(410);
    expect(await db().findingRevision.count({ where: { findingId: id } })).toBe(0);
    await db().user.delete({ where: { id: author.id } });
    expect((await call(showVersion, atVersion(id, 1))).status).toBe(404);
  });
});

describe("a citation", () => {
  const forms = [
    [bibtex, "application/x-bibtex"],
    [cff, "application/yaml"],
    [sentence, "text/plain"],
  ] as const;

  test("is of the version it names, as a file of its kind, and is gone with it", async () => {
    const author = await createPerson();
    const id = await published(author);
    await saving(id, author, 1, "Changed.");
    for (const [route, type] of forms) {
      for (const version of [1, 2]) {
        const answer = await call(route, atVersion(id, version));
        expect(answer.headers.get("content-type")).toBe(`${type}; charset=utf-8`);
        expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[a-zA-Z.]+"$/);
        const text = await answer.text();
        expect(text).toContain(`/findings/${id}/versions/${version}`);
        expect(text).toContain((await versionOf(id, version)).contentHash);
        expect(text).toContain(author.handle);
      }
    }
    await withdrawing(id, author);
    for (const [route] of forms) expect((await call(route, atVersion(id, 1))).status).toBe(410);
  });
});

test.each(["0", "-1", "1.5", "x", "99999999999", "2"])(
  "a version %s that never was is told so",
  async (version) => {
    const id = await published(await createPerson());
    expect([400, 404]).toContain((await call(showVersion, atVersion(id, version))).status);
  },
);

test("what an earlier release published gets its versions, each with the moment it was published at", async () => {
  const author = await createPerson();
  const id = await draft(author);
  const publishedAt = new Date("2026-03-01T10:00:00.000Z");
  await db().finding.update({ where: { id }, data: { publishedAt, publishedRevision: 1 } });
  expect((await saving(id, author, 1, "Changed.")).status).toBe(200);
  expect((await versionOf(id, 1)).publishedAt).toEqual(publishedAt);
  expect((await versionOf(id, 2)).body).toBe("Changed.");
  const other = await draft(author);
  await db().finding.update({ where: { id: other }, data: { publishedAt, publishedRevision: 1 } });
  await fillVersions();
  await fillVersions();
  expect(await db().findingVersion.count({ where: { findingId: other } })).toBe(1);
});
