import { expect, test } from "vitest";
import { GET as ownRoute } from "@/app/api/v1/me/reports/route";
import { POST as actRoute, GET as logRoute } from "@/app/api/v1/moderation/acts/route";
import { PUT as claimRoute, DELETE as letGoRoute } from "@/app/api/v1/moderation/reports/[id]/claim/route";
import { PUT as dismissRoute } from "@/app/api/v1/moderation/reports/[id]/dismissal/route";
import { GET as queueRoute } from "@/app/api/v1/moderation/reports/route";
import { POST as reportRoute } from "@/app/api/v1/reports/route";
import { db } from "@/lib/db/client";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_REPORTS_PER_DAY: "5" } });

const report = (person: Person, body: object) =>
  call(reportRoute, { method: "POST", person, body: { reason: "spam", ...body } });
const own = async (person: Person) => (await (await call(ownRoute, { person })).json()).items;
const queue = async (person: Person) => (await (await call(queueRoute, { person })).json()).items;
const claim = async (person: Person, id: string) =>
  (await call(claimRoute, { method: "PUT", person, params: { id } })).status;
const dismiss = async (person: Person, id: string, reason = "It is fine.") =>
  (await call(dismissRoute, { method: "PUT", person, params: { id }, body: { reason } })).status;

test("a report made ten times at once by one person is one, and counts once for their day", async () => {
  const [person, finding] = [await createPerson(), await createPublished({})];
  const subject = { kind: "finding", id: finding.id };
  const made = await Promise.all(Array.from({ length: 10 }, () => report(person, { subject })));
  const ids = await Promise.all(
    made.filter(({ status }) => status === 201).map(async (each) => (await each.json()).id),
  );
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(1);
  expect(await db().report.count({ where: { subjectId: finding.id } })).toBe(1);
  expect((await report(person, { subject })).status).toBe(201);
  for (let n = 0; n < 4; n++) {
    const { id } = await createPublished({});
    expect((await report(person, { subject: { kind: "finding", id } })).status).toBe(201);
  }
  const more = await report(person, { subject: { kind: "person", id: finding.author.handle } });
  expect(more.status).toBe(429);
  expect((await more.json()).title).toContain("5 reports");
});

test("what one does not see, one's own, and what says nothing is not reported", async () => {
  const [person, draft] = [await createPerson(), await createDraft({})];
  const { id: label } = await proposeAnyLabel(person.id);
  const finding = await createPublished({});
  for (const [subject, status] of [
    [{ kind: "finding", id: draft.id }, 404],
    [{ kind: "finding", id: "x" }, 404],
    [{ kind: "person", id: "nobody-at-all" }, 404],
    [{ kind: "person", id: person.handle }, 403],
    [{ kind: "label", id: label }, 403],
    [{ kind: "feature", id: label }, 400],
    [{ kind: "finding", id: "\0" }, 400],
  ] as const)
    expect((await report(person, { subject })).status, JSON.stringify(subject)).toBe(status);
  const subject = { kind: "finding", id: finding.id };
  expect((await report(person, { subject, reason: "other" })).status).toBe(400);
  expect((await report(person, { subject, reason: "dull" })).status).toBe(400);
  expect((await report(person, { subject, words: "x".repeat(1001) })).status).toBe(400);
  expect(await own(person)).toEqual([]);
});

test("the queue has each thing once, and of moderators who claim one at the same moment one has it", async () => {
  await db().report.deleteMany();
  const finding = await createPublished({ title: "Reported" });
  const reporters = await Promise.all(Array.from({ length: 3 }, () => createPerson()));
  for (const person of reporters)
    await report(person, { subject: { kind: "finding", id: finding.id }, words: `by ${person.handle}` });
  const moderators = await Promise.all(Array.from({ length: 4 }, () => createPerson("moderator")));
  const [first, second] = moderators;
  if (!first || !second) throw new Error("There is no moderator");
  const waiting = await queue(first);
  expect(waiting).toMatchObject([
    { title: "Reported", count: 3, reporter: reporters[0]?.handle, claimedBy: null },
  ]);
  const id = waiting[0].id;
  const claims = await Promise.all(moderators.map((person) => claim(person, id)));
  expect(claims.toSorted()).toEqual([204, 409, 409, 409]);
  const holder = moderators[claims.indexOf(204)] ?? first;
  expect(await queue(first)).toMatchObject([{ claimedBy: holder.handle }]);
  // Whoever let go of it left it to others; and half an hour later anybody may take it.
  await call(letGoRoute, { method: "DELETE", person: holder, params: { id } });
  expect(await claim(second, id)).toBe(204);
  expect(await claim(first, id)).toBe(second === first ? 204 : 409);
  await db().report.updateMany({ data: { claimedAt: new Date(Date.now() - 31 * 60_000) } });
  expect(await claim(first, id)).toBe(204);
});

test("all who reported a thing are told what came of it, once: that it was dismissed and why, or that something was done", async () => {
  await db().report.deleteMany();
  const moderator = await createPerson("moderator");
  const [one, two] = [await createPerson(), await createPerson()];
  const finding = await createPublished({ title: "Told of" });
  const subject = { kind: "finding", id: finding.id };
  await report(one, { subject });
  await report(two, { subject });
  const [{ id }] = await queue(moderator);
  const closed = await Promise.all([dismiss(moderator, id), dismiss(moderator, id), dismiss(moderator, id)]);
  expect(closed.toSorted()).toEqual([204, 404, 404]);
  for (const person of [one, two])
    expect(await own(person)).toMatchObject([
      { title: "Told of", outcome: "dismissed", answer: "It is fine." },
    ]);
  expect(await queue(moderator)).toEqual([]);
  expect(await db().moderationAct.count({ where: { kind: "dismiss", subjectId: finding.id } })).toBe(1);
  // What is reported again is another report.
  await report(one, { subject });
  const body = { kind: "hide", subject, reason: "Indeed." };
  expect((await call(actRoute, { method: "POST", person: moderator, body })).status).toBe(204);
  expect((await own(one)).map(({ outcome }: { outcome: string }) => outcome)).toEqual(["acted", "dismissed"]);
  expect(JSON.stringify(await own(one))).not.toContain("Indeed");
  // What is not public any more says nothing of itself, to moderators neither once it is a draft.
  expect(JSON.stringify(await own(one))).not.toContain("Told of");
  const log = async () => JSON.stringify((await (await call(logRoute, { person: moderator })).json()).items);
  expect(await log()).toContain("Told of");
  const show = { kind: "show", subject, reason: "Mended." };
  expect((await call(actRoute, { method: "POST", person: moderator, body: show })).status).toBe(204);
  await withdrawFinding({ findingId: finding.id, authorId: finding.author.id });
  expect(await log()).not.toContain("Told of");
});

test("a moderator answers no report of themselves, and of what is gone meanwhile one can be answered", async () => {
  await db().report.deleteMany();
  const [moderator, other, person] = [
    await createPerson("moderator"),
    await createPerson("moderator"),
    await createPerson(),
  ];
  await report(person, { subject: { kind: "person", id: moderator.handle } });
  const [{ id }] = await queue(other);
  expect(await dismiss(moderator, id)).toBe(403);
  expect(await dismiss(other, id, "  ")).toBe(400);
  expect(await dismiss(other, id)).toBe(204);
  const finding = await createPublished({});
  await report(person, { subject: { kind: "finding", id: finding.id } });
  await deleteFinding({ findingId: finding.id, authorId: finding.author.id });
  const [{ id: gone }] = await queue(other);
  expect(await dismiss(other, gone)).toBe(204);
});
