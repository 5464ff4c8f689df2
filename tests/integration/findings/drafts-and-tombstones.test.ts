import { describe, expect, test } from "vitest";
import { PUT as keep } from "@/app/api/v1/findings/[id]/draft/route";
import { POST as fork } from "@/app/api/v1/findings/[id]/forks/route";
import { PUT as publish, DELETE as withdraw } from "@/app/api/v1/findings/[id]/publication/route";
import { DELETE as remove, GET as show, PUT as update } from "@/app/api/v1/findings/[id]/route";
import { POST as preview } from "@/app/api/v1/findings/previews/route";
import { POST as create } from "@/app/api/v1/findings/route";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { findFindingsOfAuthor, findFindingsOfCircuit } from "@/lib/findings/find-findings";
import { getFindingHistory } from "@/lib/findings/get-finding";
import { limiter } from "@/lib/limits/rate-limit";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();
const content = { title: "Who gets the drink", body: "The name said **once**.", tags: ["ioi"], state: "v1" };
const at = (id: string) => ({ params: { id } });

async function draft(person: Person, change: Partial<typeof content> = {}): Promise<string> {
  const body = { circuitId: await createFinishedCircuit(), ...content, ...change };
  const response = await call(create, { method: "POST", person, body });
  expect(response.status).toBe(201);
  return (await response.json()).id;
}

const keeping = (id: string, person: Person, revision: number, body: string) =>
  call(keep, { method: "PUT", ...at(id), person, body: { ...content, body, revision } });
const publishing = (id: string, person: Person) => call(publish, { method: "PUT", ...at(id), person });
const withdrawing = (id: string, person: Person) => call(withdraw, { method: "DELETE", ...at(id), person });
const revisionsOf = async (findingId: string) =>
  (await db().findingRevision.findMany({ where: { findingId }, orderBy: { number: "asc" } })).map(
    ({ body }) => body,
  );

describe("a draft that is being written", () => {
  test("is one revision however often it is kept, and begins without a title or a word", async () => {
    const author = await createPerson();
    const id = await draft(author, { title: "", body: "" });
    for (let revision = 1; revision <= 20; revision++)
      expect((await keeping(id, author, revision, `word ${revision}`)).status).toBe(200);
    expect(await revisionsOf(id)).toEqual(["word 20"]);
    expect(await (await call(show, { ...at(id), person: author })).json()).toMatchObject({
      ...{ body: "word 20", revision: 21, versionCount: 1 },
    });
  });

  test("kept from two windows at once is kept from one, the other is told, and what it says then is kept beside", async () => {
    const author = await createPerson();
    const id = await draft(author);
    const both = await Promise.all([
      keeping(id, author, 1, "from one"),
      keeping(id, author, 1, "from another"),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const body = { ...content, body: "the other's words", revision: 2 };
    expect((await call(update, { method: "PUT", ...at(id), person: author, body })).status).toBe(200);
    expect(await revisionsOf(id)).toEqual([expect.stringMatching(/^from /), "the other's words"]);
    expect((await keeping(id, author, 3, "and on")).status).toBe(200);
    expect(await revisionsOf(id)).toEqual([expect.stringMatching(/^from /), "and on"]);
  });

  test("is its author's alone to keep, and what is published is kept only by publishing", async () => {
    const [author, other] = [await createPerson(), await createPerson("administrator")];
    const id = await draft(author);
    expect((await keeping(id, other, 1, "theirs")).status).toBe(404);
    expect((await publishing(id, author)).status).toBe(200);
    expect((await keeping(id, author, 1, "unseen")).status).toBe(409);
    expect(await revisionsOf(id)).toEqual([content.body]);
  });

  test("takes off its author's day what it grew by, not each save of it", async () => {
    const author = await createPerson();
    const id = await draft(author, { body: "x".repeat(40_000) });
    const taken = async () =>
      (
        await limiter({
          name: "stored-member",
          points: env().MEMBER_STORED_MB_PER_DAY * 1_000,
          perSeconds: 86_400,
        }).look(author.id)
      ).left;
    const before = await taken();
    expect(before).toBeLessThan(env().MEMBER_STORED_MB_PER_DAY * 1_000 - 40);
    for (let revision = 1; revision <= 10; revision++)
      await keeping(id, author, revision, "y".repeat(40_000));
    expect(await taken()).toBe(before);
  });

  test("is published as it was looked at, and not as another window has changed it since", async () => {
    const author = await createPerson();
    const id = await draft(author);
    await keeping(id, author, 1, "changed meanwhile");
    const asSeen = (revision: number) =>
      call(publish, { method: "PUT", ...at(id), person: author, path: `/?revision=${revision}` });
    expect((await asSeen(1)).status).toBe(409);
    expect((await asSeen(2)).status).toBe(200);
  });
});

describe("a finding that is taken back", () => {
  test("is gone for everybody else, a draft for its author, and can be published again without what was said between", async () => {
    const [author, reader] = [await createPerson(), await createPerson()];
    const id = await draft(author);
    const { circuitId } = await db().finding.findUniqueOrThrow({ where: { id } });
    await publishing(id, author);
    const child = (await (await call(fork, { method: "POST", ...at(id), person: reader })).json()).id;
    expect((await withdrawing(id, reader)).status).toBe(404);
    expect((await withdrawing(id, author)).status).toBe(204);
    expect((await withdrawing(id, author)).status).toBe(204);
    for (const person of [undefined, reader]) {
      const gone = await call(show, { ...at(id), ...(person && { person }) });
      expect(gone.status).toBe(410);
      const text = JSON.stringify(await gone.json());
      expect(text).toContain(author.handle);
      expect(text).not.toContain(content.title);
    }
    expect((await call(fork, { method: "POST", ...at(id), person: reader })).status).toBe(410);
    await expect(getFindingHistory({ findingId: id, viewer: reader.viewer })).rejects.toMatchObject({
      code: "gone",
    });
    expect((await findFindingsOfCircuit({ circuitId, viewer: { kind: "guest", key: "x" } })).items).toEqual(
      [],
    );
    const forked = await (await call(show, { ...at(child), person: reader })).json();
    expect(forked.ancestors).toEqual([{ id, title: null, authorHandle: author.handle }]);
    // What others have read stays a version of its own; what is written now replaces only itself.
    await keeping(id, author, 1, "a secret");
    await keeping(id, author, 2, "said better");
    expect(await revisionsOf(id)).toEqual([content.body, "said better"]);
    expect((await publishing(id, author)).status).toBe(200);
    const { items } = await getFindingHistory({ findingId: id, viewer: reader.viewer });
    expect(items.map(({ body }) => body)).toEqual(["said better"]);
  });

  test("by deleting it leaves nothing of what it said, and is nobody's draft", async () => {
    const author = await createPerson();
    const id = await draft(author);
    await publishing(id, author);
    expect((await call(remove, { method: "DELETE", ...at(id), person: author })).status).toBe(204);
    expect((await call(show, { ...at(id), person: author })).status).toBe(410);
    expect((await call(remove, { method: "DELETE", ...at(id), person: author })).status).toBe(404);
    expect((await publishing(id, author)).status).toBe(404);
    expect((await findFindingsOfAuthor({ authorId: author.id })).items).toEqual([]);
    expect(await revisionsOf(id)).toEqual([]);
    expect(JSON.stringify(await db().finding.findUniqueOrThrow({ where: { id } }))).not.toContain("drink");
  });

  test("and never was public does not tell that it was", async () => {
    const author = await createPerson();
    const id = await draft(author);
    expect((await withdrawing(id, author)).status).toBe(204);
    expect((await call(show, at(id))).status).toBe(404);
  });

  test("published, kept and deleted at once ends as one of these", async () => {
    const author = await createPerson();
    for (let round = 0; round < 12; round++) {
      const id = await draft(author);
      const answers = await Promise.all([
        publishing(id, author),
        withdrawing(id, author),
        keeping(id, author, 1, "kept"),
        ...(round % 3 === 0 ? [call(remove, { method: "DELETE", ...at(id), person: author })] : []),
        publishing(id, author),
        withdrawing(id, author),
      ]);
      for (const { status } of answers) expect(status).toBeLessThan(500);
      const left = await db().finding.findUnique({ where: { id }, include: { revisions: true } });
      if (!left) continue;
      expect(left.publishedAt !== null && left.withdrawnAt !== null).toBe(false);
      if (left.deletedAt) expect([left.body, left.revisions.length]).toEqual(["", 0]);
      else expect(left.revisions.at(-1)).toMatchObject({ number: left.revision, body: left.body });
    }
  });
});

test("a preview is what saving would store, for guests too, and says what is not shown as it was meant", async () => {
  const body = "Given $x^2$ and $\\href{javascript:alert(1)}{y}$.";
  const answer = await (await call(preview, { method: "POST", body: { body } })).json();
  expect(answer.problems).toEqual([expect.stringContaining("\\href is not read here")]);
  const author = await createPerson();
  const id = await draft(author, { body });
  const { writeUp } = await db().findingRevision.findFirstOrThrow({ where: { findingId: id } });
  expect(answer.parts).toEqual(writeUp);
  const much = { body: { body: `${">".repeat(100)}x` } };
  expect((await call(preview, { method: "POST", ...much })).status).toBe(422);
});
