import { describe, expect, test } from "vitest";
import { GET as getViews, POST as saveView } from "@/app/api/v1/circuits/[id]/views/route";
import { POST as fork } from "@/app/api/v1/findings/[id]/forks/route";
import { PUT as publish } from "@/app/api/v1/findings/[id]/publication/route";
import { DELETE as remove, GET as show, PUT as update } from "@/app/api/v1/findings/[id]/route";
import { POST as create } from "@/app/api/v1/findings/route";
import { DELETE as removeView } from "@/app/api/v1/views/[id]/route";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db, Prisma } from "@/lib/db/client";
import { findFindingsOfAuthor, findFindingsOfCircuit } from "@/lib/findings/find-findings";
import { getFindingHistory } from "@/lib/findings/get-finding";
import { getWriteUp } from "@/lib/findings/write-up/get-write-up";
import { renderEarlierWriteUps } from "@/lib/findings/write-up/render-earlier-write-ups";
import { limiter } from "@/lib/limits/rate-limit";
import { saveView as keepView } from "@/lib/views/save-view";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();
const content = { title: "Who gets the drink", body: "The name said **once**.", tags: ["ioi"], state: "v1" };

async function draft(person: Person, change: Partial<typeof content> = {}): Promise<string> {
  const body = { circuitId: await createFinishedCircuit(), ...content, ...change };
  const response = await call(create, { method: "POST", person, body });
  expect(response.status).toBe(201);
  return (await response.json()).id;
}

const at = (id: string) => ({ params: { id } });

describe("a finding", () => {
  test("is seen by its author alone until it is published, then by everybody", async () => {
    const [author, reader] = [await createPerson(), await createPerson()];
    const id = await draft(author);
    expect((await call(show, at(id))).status).toBe(404);
    expect((await call(show, { ...at(id), person: reader })).status).toBe(404);
    expect((await call(publish, { method: "PUT", ...at(id), person: reader })).status).toBe(404);
    expect((await call(fork, { method: "POST", ...at(id), person: reader })).status).toBe(404);
    expect(await (await call(show, { ...at(id), person: author })).json()).toMatchObject({ isMine: true });
    expect((await call(publish, { method: "PUT", ...at(id), person: author })).status).toBe(200);
    const seen = await (await call(show, at(id))).json();
    expect(seen).toMatchObject({ title: content.title, licence: "CC-BY-4.0", isMine: false });
    expect(JSON.stringify(seen)).not.toContain(author.id);
  });

  test("is listed for its author from the first draft on, and at its circuit for others once it is published", async () => {
    const [author, reader] = [await createPerson(), await createPerson()];
    const id = await draft(author);
    const { circuitId } = await db().finding.findUniqueOrThrow({ where: { id } });
    const listed = async (viewer: Viewer) =>
      (await findFindingsOfCircuit({ circuitId, viewer })).items.map((each) => each.id);
    const own = async ({ id: authorId }: Person) =>
      (await findFindingsOfAuthor({ authorId, limit: 5 })).items.map((each) => each.id);
    expect(await own(author)).toEqual([id]);
    expect(await own(reader)).toEqual([]);
    expect(await listed(author.viewer)).toEqual([id]);
    expect(await listed(reader.viewer)).toEqual([]);
    await call(publish, { method: "PUT", ...at(id), person: author });
    expect(await listed(reader.viewer)).toEqual([id]);
    expect(await listed({ kind: "guest", key: "somebody" })).toEqual([id]);
  });

  test("keeps every earlier revision, the drafts' for its author alone, and an edit from an old page undoes nothing", async () => {
    const author = await createPerson();
    const id = await draft(author);
    const edit = (revision: number, title: string) =>
      call(update, { method: "PUT", ...at(id), person: author, body: { ...content, title, revision } });
    const both = await Promise.all([edit(1, "From one window"), edit(1, "From another window")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await edit(2, "Third")).status).toBe(200);
    const { items: history } = await getFindingHistory({ findingId: id, viewer: author.viewer });
    expect(history.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(history.at(-1)?.title).toBe(content.title);
    await call(publish, { method: "PUT", ...at(id), person: author });
    expect((await edit(3, "Fourth")).status).toBe(200);
    const reader = await createPerson();
    const { items: seenByOthers } = await getFindingHistory({ findingId: id, viewer: reader.viewer });
    expect(seenByOthers.map(({ number }) => number)).toEqual([4, 3]);
    const emptied = {
      method: "PUT",
      ...at(id),
      person: author,
      body: { ...content, body: " ", revision: 4 },
    };
    expect((await call(update, emptied)).status).toBe(422);
  });

  test("is saved so often in an hour and no oftener, since every save is kept", async () => {
    const author = await createPerson();
    const id = await draft(author);
    const saves = limiter({ name: "update-finding", points: 240, perSeconds: 60 * 60 });
    for (let n = 1; n < 240; n++) await saves.take(author.id);
    const edit = (revision: number) =>
      call(update, { method: "PUT", ...at(id), person: author, body: { ...content, revision } });
    expect((await edit(1)).status).toBe(200);
    expect((await edit(2)).status).toBe(429);
  });

  test("cannot be changed or deleted by another", async () => {
    const [author, other] = [await createPerson(), await createPerson("administrator")];
    const id = await draft(author);
    const body = { ...content, revision: 1 };
    expect((await call(update, { method: "PUT", ...at(id), person: other, body })).status).toBe(404);
    expect((await call(remove, { method: "DELETE", ...at(id), person: other })).status).toBe(404);
    const unwanted = await draft(author);
    expect((await call(remove, { method: "DELETE", ...at(unwanted), person: author })).status).toBe(204);
  });

  test("that is forked keeps its ancestry, and the fork is a draft of its own", async () => {
    const [first, second, third] = [await createPerson(), await createPerson(), await createPerson()];
    const root = await draft(first);
    await call(publish, { method: "PUT", ...at(root), person: first });
    const child = (await (await call(fork, { method: "POST", ...at(root), person: second })).json()).id;
    expect((await call(show, at(child))).status).toBe(404);
    await call(publish, { method: "PUT", ...at(child), person: second });
    const grandchild = (await (await call(fork, { method: "POST", ...at(child), person: third })).json()).id;
    const seen = await (await call(show, { ...at(grandchild), person: third })).json();
    expect(seen.ancestors).toEqual([
      { id: child, title: content.title, authorHandle: second.handle },
      { id: root, title: content.title, authorHandle: first.handle },
    ]);
    expect((await (await call(show, at(root))).json()).forkCount).toBe(1);
    expect(await db().finding.count({ where: { parentId: root } })).toBe(1);
  });

  test("that is published, forked, emptied and deleted at once ends as one of these, and never published empty", async () => {
    const author = await createPerson();
    const emptied = { ...content, body: " ", revision: 1 };
    for (let round = 0; round < 12; round++) {
      const id = await draft(author);
      const mine = { ...at(id), person: author };
      const answers = await Promise.all([
        call(publish, { method: "PUT", ...mine }),
        ...(round % 2 === 0
          ? [call(remove, { method: "DELETE", ...mine }), call(fork, { method: "POST", ...mine })]
          : [call(update, { method: "PUT", ...mine, body: emptied })]),
        call(publish, { method: "PUT", ...mine }),
      ]);
      for (const { status } of answers) expect(status).toBeLessThan(500);
      const left = await db().finding.findUnique({ where: { id } });
      if (left?.publishedAt) expect(left.body).toBe(content.body);
    }
  });

  test("is not published without a word, and says which field is wrong", async () => {
    const author = await createPerson();
    const id = await draft(author, { body: "  " });
    const refusal = await call(publish, { method: "PUT", ...at(id), person: author });
    expect(refusal.status).toBe(422);
    expect((await refusal.json()).fields).toHaveProperty("body");
    const untitled = await draft(author, { title: "x" });
    const refused = await call(publish, { method: "PUT", ...at(untitled), person: author });
    expect([refused.status, Object.keys((await refused.json()).fields)]).toEqual([422, ["title"]]);
    const circuitId = await createFinishedCircuit();
    for (const [field, value] of [
      ["title", "x".repeat(161)],
      ["title", "a\0b title"],
      ["body", "x".repeat(50_001)],
      ["tags", ["<script>"]],
      ["tags", Array.from({ length: 11 }, (_, n) => `tag ${n}`)],
    ] as const) {
      const response = await call(create, {
        method: "POST",
        person: author,
        body: { circuitId, ...content, [field]: value },
      });
      expect(response.status, String(field)).toBe(400);
      expect(Object.keys((await response.json()).fields)[0]).toMatch(new RegExp(`^${field}`));
    }
  });
});

describe("a write-up", () => {
  const rendered = [{ tag: "p", children: ["The name said ", { tag: "strong", children: ["once"] }, "."] }];
  const tooMuch = `${">".repeat(100)}x`;

  test("is rendered when it is saved, with each revision and each fork", async () => {
    const author = await createPerson();
    const id = await draft(author);
    const edit = { ...content, body: "# Again", revision: 1 };
    expect((await call(update, { method: "PUT", ...at(id), person: author, body: edit })).status).toBe(200);
    expect(await getWriteUp({ findingId: id, number: 1 })).toEqual(rendered);
    const again = [{ tag: "h2", children: ["Again"] }];
    expect(await getWriteUp({ findingId: id, number: 2 })).toEqual(again);
    const forked = await (await call(fork, { method: "POST", ...at(id), person: author })).json();
    expect(await getWriteUp({ findingId: forked.id, number: 1 })).toEqual(again);
  });

  test("that is too much for a page is refused at its field, and what was saved before stays", async () => {
    const author = await createPerson();
    const id = await draft(author);
    const edit = { ...content, body: tooMuch, revision: 1 };
    const refusal = await call(update, { method: "PUT", ...at(id), person: author, body: edit });
    expect(refusal.status).toBe(422);
    expect((await refusal.json()).fields.body).toMatch(/Make it simpler/);
    expect(await db().finding.findUniqueOrThrow({ where: { id } })).toMatchObject({
      body: content.body,
      revision: 1,
    });
  });

  test("that was saved before is shown as typed until a start has rendered it, and too much of one for ever", async () => {
    const author = await createPerson();
    const [id, muchId] = [await draft(author), await draft(author)];
    const earlier = { findingId: { in: [id, muchId] } };
    await db().findingRevision.updateMany({ where: earlier, data: { writeUp: Prisma.DbNull } });
    await db().findingRevision.updateMany({ where: { findingId: muchId }, data: { body: tooMuch } });
    const typed = [{ tag: "typed", children: [content.body] }];
    expect(await getWriteUp({ findingId: id, number: 1 })).toEqual(typed);
    await Promise.all([renderEarlierWriteUps(), renderEarlierWriteUps()]);
    expect(await getWriteUp({ findingId: id, number: 1 })).toEqual(rendered);
    expect(await getWriteUp({ findingId: muchId, number: 1 })).toEqual([
      { tag: "typed", children: [tooMuch] },
    ]);
    expect(await db().findingRevision.count({ where: { writeUp: { equals: Prisma.DbNull } } })).toBe(0);
  });
});

describe("a saved view", () => {
  test("never overwrites another, is its owner's alone, and goes when it is deleted", async () => {
    const [owner, other] = [await createPerson(), await createPerson()];
    const id = await createFinishedCircuit();
    const save = (person: Person) =>
      call(saveView, { method: "POST", ...at(id), person, body: { name: "Heads", state: "v1" } });
    const saved = await (await save(owner)).json();
    expect((await save(owner)).status).toBe(409);
    expect((await save(other)).status).toBe(201);
    expect(await (await call(getViews, { ...at(id), person: owner })).json()).toMatchObject({
      items: [{ id: saved.id }],
    });
    expect((await call(removeView, { method: "DELETE", ...at(saved.id), person: other })).status).toBe(404);
    expect((await call(removeView, { method: "DELETE", ...at(saved.id), person: owner })).status).toBe(204);
    expect(await (await call(getViews, { ...at(id), person: owner })).json()).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  test("under one name is kept once, however many are saved at the same moment", async () => {
    const { id: ownerId } = await createPerson();
    const circuitId = await createFinishedCircuit();
    for (let round = 0; round < 200; round++) {
      const view = { circuitId, ownerId, name: `Heads ${round}`, state: "v1" };
      const tries = await Promise.allSettled([keepView(view), keepView(view), keepView(view)]);
      const refused = tries.flatMap((saved) => (saved.status === "rejected" ? [saved.reason] : []));
      expect(refused).toMatchObject([{ code: "conflict" }, { code: "conflict" }]);
    }
    expect(await db().savedView.count({ where: { ownerId } })).toBe(200);
  });
});
