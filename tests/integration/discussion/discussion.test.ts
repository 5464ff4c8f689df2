import { describe, expect, test } from "vitest";
import { GET as historyRoute } from "@/app/api/v1/comments/[id]/history/route";
import { DELETE as deleteRoute, PUT as reviseRoute } from "@/app/api/v1/comments/[id]/route";
import { GET as commentsRoute, POST as sayRoute } from "@/app/api/v1/conversations/[id]/comments/route";
import { GET as eventsRoute } from "@/app/api/v1/conversations/[id]/events/route";
import { DELETE as openRoute, PUT as resolveRoute } from "@/app/api/v1/conversations/[id]/resolution/route";
import { GET as getRoute } from "@/app/api/v1/conversations/[id]/route";
import {
  POST as beginRoute,
  GET as listRoute,
} from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/conversations/route";
import { POST as beginOnFindingRoute } from "@/app/api/v1/findings/[id]/conversations/route";
import { POST as actRoute } from "@/app/api/v1/moderation/acts/route";
import { POST as reportRoute } from "@/app/api/v1/reports/route";
import { db } from "@/lib/db/client";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { beginConversation, say } from "../support/discussion";
import { addressOfFeature, proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const at = (id: string) => ({ params: { id } });
const begin = (person: Person, index: number, body: unknown) =>
  call(beginRoute, { method: "POST", person, params: addressOfFeature(index), body });
const list = async (index: number, person?: Person) =>
  (await call(listRoute, { params: addressOfFeature(index), ...(person && { person }) })).json();
const act = async (person: Person, kind: string, subject: { kind: string; id: string }) =>
  expect(
    (await call(actRoute, { method: "POST", person, body: { kind, subject, reason: "Off the point." } }))
      .status,
  ).toBe(204);

describe("a conversation", () => {
  test("is begun with a comment, which mentions people, and leads to features by their ids; nobody is made up", async () => {
    const [ann, ben] = [await createPerson(), await createPerson()];
    const body = `Ask @${ben.handle} and @nobody-here of \`attn.3.11\`, \`attn.2.5@4\`, mail x@${ben.handle} or \`@${ben.handle}\`.`;
    const response = await begin(ann, 600, { body });
    expect(response.status).toBe(201);
    const { items } = await list(600);
    expect(items).toHaveLength(1);
    expect(items[0].comments[0]).toMatchObject({
      body,
      author: { handle: ann.handle },
      isMine: false,
      revision: 1,
    });
    const links = JSON.stringify(items[0].comments[0].writeUp).match(/"href":"[^"]*"/g);
    expect(links).toEqual([
      `"href":"/users/${ben.handle}"`,
      '"href":"/features/storybook-4l/attn/3/11"',
      '"href":"/features/storybook-4l/attn/2/5"',
    ]);
    expect((await list(600, ann)).items[0].comments[0].isMine).toBe(true);
  });

  test("says what is wrong with a comment that is empty, too long or about another feature's label", async () => {
    const ann = await createPerson();
    for (const body of ["", "  \n ", "x".repeat(4_001), 5, "a\u0000b"])
      expect((await begin(ann, 601, { body })).status, String(body).slice(0, 9)).toBe(400);
    const { id } = await proposeAnyLabel(ann.id);
    expect((await begin(ann, 601, { body: "Why?", label: id })).status).toBe(404);
    expect((await list(601)).items).toEqual([]);
    expect(
      (await call(beginRoute, { method: "POST", params: addressOfFeature(601), body: { body: "x" } })).status,
    ).toBe(401);
  });

  test("may be about a label, and stands when that does not any more", async () => {
    const ann = await createPerson();
    const { id: label } = await proposeAnyLabel(ann.id, {
      of: await sideOfFeature(602),
      text: "fires on ships",
    });
    expect((await begin(ann, 602, { body: "Ships alone?", label })).status).toBe(201);
    expect((await list(602)).items[0].label).toEqual({ id: label, text: "fires on ships" });
    await withdrawLabel({ labelId: label, authorId: ann.id });
    expect((await list(602)).items[0].label).toEqual({ id: label, text: null });
  });

  test("of a finding goes with it, and is none of a draft's", async () => {
    const [ann, ben] = [await createPerson(), await createPerson()];
    const finding = await createPublished({ author: ann });
    const begun = await call(beginOnFindingRoute, {
      method: "POST",
      person: ben,
      ...at(finding.id),
      body: { body: "At `embed@3`?" },
    });
    const { id } = await begun.json();
    const node = JSON.stringify((await (await call(getRoute, at(id))).json()).comments[0].writeUp);
    expect(node).toContain('"tag":"node"');
    await withdrawFinding({ findingId: finding.id, authorId: ann.id });
    for (const route of [getRoute, commentsRoute])
      expect((await call(route, { ...at(id), person: ben })).status).toBe(410);
    expect(
      (await call(sayRoute, { method: "POST", person: ben, ...at(id), body: { body: "Still?" } })).status,
    ).toBe(410);
  });

  test("of many comments has its first and its latest, and all of them a page at a time", async () => {
    const ann = await createPerson();
    const { id } = await beginConversation(ann.id, "The first.");
    for (let n = 0; n < 9; n++) await say(id, ann.id, `Number ${n}.`);
    const shown = await (await call(getRoute, at(id))).json();
    expect(shown.count).toBe(10);
    expect(shown.comments.map(({ body }: { body: string }) => body)).toEqual([
      "The first.",
      ...[4, 5, 6, 7, 8].map((n) => `Number ${n}.`),
    ]);
    const bodies: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const path: string = `/?limit=4${cursor && `&cursor=${cursor}`}`;
      const page: { items: { body: string }[]; nextCursor: string | null } = await (
        await call(commentsRoute, { ...at(id), path })
      ).json();
      bodies.push(...page.items.map(({ body }) => body));
      cursor = page.nextCursor;
    }
    expect(bodies).toEqual(["The first.", ...Array.from({ length: 9 }, (_, n) => `Number ${n}.`)]);
  });

  test("is resolved and opened again by who began it, whose label it is about, and moderators alone", async () => {
    const [ann, ben, owner] = [await createPerson(), await createPerson(), await createPerson()];
    const { id: label } = await proposeAnyLabel(owner.id, { of: await sideOfFeature(603) });
    const { id } = await (await begin(ann, 603, { body: "Sure?", label })).json();
    const asked = (route: typeof resolveRoute, person: Person) =>
      call(route, { method: route === resolveRoute ? "PUT" : "DELETE", person, ...at(id) });
    expect((await asked(resolveRoute, ben)).status).toBe(403);
    for (const person of [ann, owner, await createPerson("moderator")]) {
      expect((await asked(resolveRoute, person)).status).toBe(204);
      expect((await asked(resolveRoute, person)).status).toBe(204);
      const view = await (await call(getRoute, at(id))).json();
      expect(view.resolvedBy.handle).toBe(person.handle);
      expect(view.resolvedAt).not.toBeNull();
      expect((await asked(openRoute, person)).status).toBe(204);
    }
    expect((await (await call(getRoute, at(id))).json()).resolvedAt).toBeNull();
  });
});

describe("a comment", () => {
  test("is said anew with its history, of two edits at once one, and only by its author", async () => {
    const [ann, ben] = [await createPerson(), await createPerson()];
    const { comment } = await beginConversation(ann.id, "It fires on name.");
    const revise = (person: Person, body: string, revision: number) =>
      call(reviseRoute, { method: "PUT", person, ...at(comment), body: { body, revision } });
    expect((await revise(ben, "No.", 1)).status).toBe(404);
    const both = await Promise.all(
      ["It fires on names.", "It fires on a name."].map((body) => revise(ann, body, 1)),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { revisions } = await (await call(historyRoute, at(comment))).json();
    expect(revisions.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(revisions[1].body).toBe("It fires on name.");
    expect(revisions[0].words.some(({ is }: { is: string }) => is === "added")).toBe(true);
  });

  test("that was said anew many times tells of its latest revisions, and may be asked about so often and no oftener", async () => {
    const ann = await createPerson();
    const { comment } = await beginConversation(ann.id, "Number 1.");
    const more = Array.from({ length: 24 }, (_, n) => n + 2);
    await db().commentRevision.createMany({
      data: more.map((number) => ({ commentId: comment, number, body: `Number ${number}.` })),
    });
    const history = () => call(historyRoute, { ...at(comment), person: ann });
    const { revisions } = await (await history()).json();
    expect(revisions.map(({ number }: { number: number }) => number)).toEqual(more.slice(4).toReversed());
    // The earliest of them is beside the one before it, which is not told.
    expect(revisions.at(-1).words).toContainEqual({ text: "5", is: "removed" });
    const answers = [];
    for (let n = 0; n < 60; n++) answers.push((await history()).status);
    expect(new Set(answers)).toEqual(new Set([200, 429]));
  });

  test("that its author deletes leaves its place, and nothing of what it said, of its history neither", async () => {
    const [ann, ben] = [await createPerson(), await createPerson()];
    const { id, comment } = await beginConversation(ann.id, "Something hasty.");
    await say(id, ben.id, "I see.");
    const gone = (person: Person) => call(deleteRoute, { method: "DELETE", person, ...at(comment) });
    expect((await gone(ben)).status).toBe(404);
    expect((await Promise.all([gone(ann), gone(ann)])).map(({ status }) => status).toSorted()).toEqual([
      204, 404,
    ]);
    const text = await (await call(getRoute, at(id))).text();
    expect(text).not.toContain("hasty");
    expect(text).not.toContain(ann.handle);
    expect(JSON.parse(text).comments[0]).toMatchObject({ body: "", author: null });
    expect((await call(historyRoute, { ...at(comment), person: ann })).status).toBe(404);
    expect(await db().commentRevision.count({ where: { commentId: comment } })).toBe(0);
    // A conversation of nothing but deleted comments is not there.
    const { comments } = await (await call(getRoute, at(id))).json();
    await call(deleteRoute, { method: "DELETE", person: ben, ...at(comments[1].id) });
    expect((await call(getRoute, at(id))).status).toBe(404);
  });

  test("that is hidden is its author's alone, is not said anew, and comes back; a conversation that is locked takes nothing", async () => {
    const [ann, ben, moderator] = [
      await createPerson(),
      await createPerson(),
      await createPerson("moderator"),
    ];
    const { id, comment } = await beginConversation(ann.id, "Something rude.");
    await say(id, ben.id, "Please.");
    const reported = await call(reportRoute, {
      ...{
        method: "POST",
        person: ben,
        body: { subject: { kind: "comment", id: comment }, reason: "abuse" },
      },
    });
    expect(reported.status).toBe(201);
    await act(moderator, "hide", { kind: "comment", id: comment });
    expect(await (await call(getRoute, at(id))).text()).not.toContain("rude");
    const own = await (await call(getRoute, { ...at(id), person: ann })).json();
    expect(own.comments[0]).toMatchObject({ body: "Something rude.", isHidden: true });
    const anew = { method: "PUT", person: ann, ...at(comment), body: { body: "Better.", revision: 1 } };
    const refused = await call(reviseRoute, anew);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("Off the point.");
    await act(moderator, "show", { kind: "comment", id: comment });
    expect(await (await call(getRoute, at(id))).text()).toContain("rude");
    await act(moderator, "lock", { kind: "conversation", id });
    const more = { method: "POST", person: ben, ...at(id), body: { body: "And?" } };
    const closed = await call(sayRoute, more);
    expect(closed.status).toBe(403);
    expect(await closed.text()).toContain("Off the point.");
    expect((await call(reviseRoute, anew)).status).toBe(403);
    expect((await call(deleteRoute, { method: "DELETE", person: ann, ...at(comment) })).status).toBe(403);
    expect((await (await call(getRoute, at(id))).json()).locked).toBe("Off the point.");
    await act(moderator, "unlock", { kind: "conversation", id });
    expect((await call(sayRoute, more)).status).toBe(201);
  });

  test("of somebody who is suspended while they write is seen by nobody, and with all others back in one step", async () => {
    const [ann, ben, moderator] = [
      await createPerson(),
      await createPerson(),
      await createPerson("moderator"),
    ];
    const { id } = await beginConversation(ben.id, "Who knows it?");
    const subject = { kind: "person", id: ann.handle };
    await Promise.all([
      ...Array.from({ length: 8 }, (_, n) => say(id, ann.id, `Buy number ${n}.`).catch(() => {})),
      act(moderator, "suspend", subject),
    ]);
    expect(await (await call(getRoute, at(id))).text()).not.toContain("Buy");
    expect((await (await call(getRoute, at(id))).json()).count).toBe(1);
    await act(moderator, "lift", subject);
    const written = await db().comment.count({ where: { authorId: ann.id } });
    expect((await (await call(getRoute, at(id))).json()).count).toBe(1 + written);
  });
});

test("who looks on is told of each change, whole, and of nothing twice", async () => {
  const [ann, ben] = [await createPerson(), await createPerson()];
  const { id, comment } = await beginConversation(ann.id, "Who knows?");
  const stop = new AbortController();
  const response = await call(eventsRoute, { ...at(id), signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const until = async (what: string) => {
    while (!text.includes(what)) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`The stream ended before ${what}`);
      text += value;
    }
  };
  await until("Who knows?");
  await say(id, ben.id, "I do.");
  await until("I do.");
  await call(reviseRoute, {
    method: "PUT",
    person: ann,
    ...at(comment),
    body: { body: "Who knows it?", revision: 1 },
  });
  await until("Who knows it?");
  const states = text.split("\n").flatMap((line) => (line.startsWith("data:") ? [line] : []));
  expect(new Set(states).size).toBe(states.length);
  stop.abort();
});
