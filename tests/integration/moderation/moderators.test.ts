import { expect, test } from "vitest";
import { GET as ownActsRoute } from "@/app/api/v1/me/acts/route";
import { POST as actRoute, GET as actsRoute } from "@/app/api/v1/moderation/acts/route";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { getFinding } from "@/lib/findings/get-finding";
import { keepDraft } from "@/lib/findings/keep-draft";
import { publishFinding } from "@/lib/findings/publish-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { getVersion } from "@/lib/findings/versions/get-version";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import { toldIn } from "@/lib/labels/checks/told";
import { proposeLabel } from "@/lib/labels/propose-label";
import { recountLabels } from "@/lib/labels/recount";
import { unvote, vote } from "@/lib/labels/vote";
import { restoreLabel, withdrawLabel } from "@/lib/labels/withdraw-label";
import { endSuspensions } from "@/lib/moderation/lift-suspension";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { askAnybody, proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const absent = "00000000-0000-7000-8000-000000000000";

async function moderate(person: Person, body: object): Promise<number> {
  return (await call(actRoute, { method: "POST", person, body: { reason: "For a test.", ...body } })).status;
}

const of = (person: Person) => ({ kind: "person", id: person.handle });
const isSuspended = async ({ id }: Person) =>
  (await db().user.findUniqueOrThrow({ where: { id } })).suspendedAt !== null;

test("nobody moderates who is above them, nor themselves, nor with a reason left out; of who is not there it is told", async () => {
  const [member, judge, moderator, other, administrator] = await Promise.all(
    (["member", "judge", "moderator", "moderator", "administrator"] as const).map(createPerson),
  );
  if (!member || !judge || !moderator || !other || !administrator) throw new Error("Somebody is missing");
  for (const person of [member, judge])
    expect(await moderate(person, { kind: "suspend", subject: of(other) })).toBe(403);
  expect(await moderate(moderator, { kind: "suspend", subject: of(administrator) })).toBe(403);
  expect(await moderate(moderator, { kind: "suspend", subject: of(moderator) })).toBe(403);
  const theirs = await createPublished({ author: administrator });
  expect(await moderate(moderator, { kind: "hide", subject: { kind: "finding", id: theirs.id } })).toBe(403);
  expect(await moderate(moderator, { kind: "suspend", subject: of(member), reason: "  " })).toBe(400);
  expect(await moderate(moderator, { kind: "suspend", subject: of(member), reason: "a\0b" })).toBe(400);
  const past = { until: new Date(Date.now() - 1000).toISOString() };
  expect(await moderate(moderator, { kind: "suspend", subject: of(member), ...past })).toBe(400);
  expect(await moderate(moderator, { kind: "hide", subject: of(member) })).toBe(400);
  expect(await moderate(moderator, { kind: "suspend", subject: { kind: "finding", id: theirs.id } })).toBe(
    400,
  );
  for (const subject of [
    { kind: "person", id: "nobody-has-this" },
    ...["finding", "collection", "family", "experiment", "label", "rationale"].map((kind) => ({
      kind,
      id: absent,
    })),
    ...["finding", "feature"].map((kind) => ({ kind, id: "'; drop" })),
  ])
    expect(
      await moderate(moderator, {
        kind: subject.kind === "person" ? "suspend" : subject.kind === "feature" ? "lock" : "hide",
        subject,
      }),
    ).toBe(404);
  const draft = await createDraft({});
  expect(await moderate(moderator, { kind: "hide", subject: { kind: "finding", id: draft.id } })).toBe(404);
  for (const person of [member, judge, moderator, other, administrator])
    expect(await isSuspended(person)).toBe(false);
  // Of the same rank one may, and what one's equal did the other undoes.
  expect(await moderate(other, { kind: "suspend", subject: of(moderator) })).toBe(204);
  expect(await moderate(moderator, { kind: "suspend", subject: of(other) })).toBe(403);
  expect(await moderate(administrator, { kind: "lift", subject: of(moderator) })).toBe(204);
});

test("of administrators who suspend each other at the same moment one is always left", async () => {
  await db().user.updateMany({ where: { role: "administrator" }, data: { role: "member" } });
  for (let round = 0; round < 5; round++) {
    const people = await Promise.all(Array.from({ length: 4 }, () => createPerson("administrator")));
    await Promise.allSettled(
      people.flatMap(({ id: actorId }) =>
        people.map(({ id: personId }) =>
          suspendPerson({ actorId, personId, reason: "Me or you.", until: null }),
        ),
      ),
    );
    expect(await db().user.count({ where: { role: "administrator", suspendedAt: null } })).toBe(1);
    await db().user.updateMany({ where: { role: "administrator" }, data: { role: "member" } });
  }
});

test("what is voted and proposed while its author is being suspended counts for nothing, and counts are those of the log", async () => {
  const moderator = await createPerson("moderator");
  for (let round = 0; round < 4; round++) {
    const person = await createPerson();
    const others = await Promise.all(
      Array.from({ length: 6 }, async () => (await proposeAnyLabel((await createPerson()).id)).id),
    );
    const side = await sideOfFeature(700 + round);
    const content = { rationale: "", evidence: { examples: [], circuits: [] } };
    const cast = { voterId: person.id, wording: 1, value: 1 as const, reason: null, words: null };
    await Promise.allSettled([
      ...others.slice(0, 3).map((labelId) => vote({ labelId, ...cast })),
      proposeLabel({ of: side, authorId: person.id, text: "fires in a race", ...content }),
      suspendPerson({ actorId: moderator.id, personId: person.id, reason: "A flood.", until: null }),
      ...others.slice(3).map((labelId) => vote({ labelId, ...cast })),
    ]);
    expect(await isSuspended(person)).toBe(true);
    const voted = await db().label.findMany({ where: { id: { in: others } }, select: { votesFor: true } });
    expect(voted.map(({ votesFor }) => votesFor)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await db().label.count({ where: { authorId: person.id, withdrawnAt: null } })).toBe(0);
    expect(await recountLabels()).toEqual([]);
    expect(await moderate(moderator, { kind: "lift", subject: of(person) })).toBe(204);
    expect(await recountLabels()).toEqual([]);
  }
});

test("a suspension that has an end is lifted when that has come, once, however many look", async () => {
  const [moderator, person, other] = [
    await createPerson("moderator"),
    await createPerson(),
    await createPerson(),
  ];
  const until = new Date(Date.now() + 60_000);
  await suspendPerson({ actorId: moderator.id, personId: person.id, reason: "A day off.", until });
  await suspendPerson({ actorId: moderator.id, personId: other.id, reason: "For good.", until: null });
  await endSuspensions(new Date());
  expect(await isSuspended(person)).toBe(true);
  const later = new Date(until.getTime() + 1);
  await Promise.all(Array.from({ length: 5 }, () => endSuspensions(later)));
  expect([await isSuspended(person), await isSuspended(other)]).toEqual([false, true]);
  expect(
    await db().moderationAct.count({ where: { personId: person.id, kind: "lift", actorId: null } }),
  ).toBe(1);
});

test("the log is never changed, deleted from or emptied", async () => {
  const act = await db().moderationAct.findFirstOrThrow();
  await expect(
    db().moderationAct.update({ where: { id: act.id }, data: { reason: "Another." } }),
  ).rejects.toThrow(/never changed/);
  await expect(db().moderationAct.delete({ where: { id: act.id } })).rejects.toThrow(/never changed/);
  await expect(pool().query(`truncate "ModerationAct"`)).rejects.toThrow(/never changed/);
  expect(await db().moderationAct.findUnique({ where: { id: act.id } })).toEqual(act);
});

test("moderators read the log by filters, a page at a time; whom an act concerns reads theirs, and nobody else's", async () => {
  const [moderator, person, other] = [
    await createPerson("moderator"),
    await createPerson(),
    await createPerson(),
  ];
  const finding = await createPublished({ author: person, title: "A title" });
  const subject = { kind: "finding", id: finding.id };
  for (const kind of ["hide", "show", "hide"]) expect(await moderate(moderator, { kind, subject })).toBe(204);
  // What is so already is no act.
  expect(await moderate(moderator, { kind: "hide", subject })).toBe(204);
  const read = async (query: string) => {
    const response = await call(actsRoute, { path: `/?${query}`, person: moderator });
    expect(response.status).toBe(200);
    return response.json();
  };
  const { items, nextCursor } = await read(`concerns=${person.handle}&limit=2`);
  expect(items).toMatchObject([
    {
      ...{ kind: "hide", subject, title: "A title", path: `/findings/${finding.id}`, reason: "For a test." },
      ...{ actor: { handle: moderator.handle }, person: { handle: person.handle } },
    },
    { kind: "show" },
  ]);
  const rest = await read(`concerns=${person.handle}&limit=2&cursor=${nextCursor}`);
  expect(rest).toMatchObject({ items: [{ kind: "hide" }], nextCursor: null });
  expect((await read(`by=${moderator.handle}&kind=show&subjectKind=finding`)).items).toHaveLength(1);
  expect((await read("by=nobody-at-all")).items).toEqual([]);
  for (const wrong of ["cursor=x", "kind=shout", "cursor=99999999999999999999"])
    expect((await call(actsRoute, { path: `/?${wrong}`, person: moderator })).status).toBe(400);
  const own = await (await call(ownActsRoute, { person })).json();
  expect(own.items.map(({ kind }: { kind: string }) => kind)).toEqual(["hide", "show", "hide"]);
  expect(own.items[0]).toMatchObject({ reason: "For a test.", actor: null });
  expect((await (await call(ownActsRoute, { person: other })).json()).items).toEqual([]);
});

test("a finding that is hidden or locked is changed by nobody, says why to its author alone, and may be deleted by them when hidden", async () => {
  const moderator = await createPerson("moderator");
  const { id, author } = await createPublished({});
  const own = { findingId: id, authorId: author.id };
  const subject = { kind: "finding", id };
  const content = { title: "Another", body: "Other words.", tags: [], state: "", revision: 1 };
  const changes = [
    () => updateFinding({ ...own, ...content }),
    () => keepDraft({ ...own, ...content }),
    () => publishFinding(own),
    () => withdrawFinding(own),
  ];
  await moderate(moderator, { kind: "lock", subject, reason: "It is disputed." });
  for (const change of [...changes, () => deleteFinding(own)])
    await expect(change()).rejects.toMatchObject({ code: "forbidden", message: /It is disputed/ });
  expect(await getFinding({ findingId: id, viewer: author.viewer })).toMatchObject({
    locked: "It is disputed.",
  });
  expect(await getFinding({ findingId: id, viewer: guest() })).toMatchObject({ locked: null, hidden: null });
  await moderate(moderator, { kind: "unlock", subject });
  await moderate(moderator, { kind: "hide", subject, reason: "It is somebody else's." });
  for (const change of changes)
    await expect(change()).rejects.toMatchObject({ code: "forbidden", message: /somebody else's/ });
  expect(await getFinding({ findingId: id, viewer: author.viewer })).toMatchObject({
    ...{ hidden: "It is somebody else's.", publishedAt: null },
  });
  for (const read of [
    () => getFinding({ findingId: id, viewer: guest() }),
    () => getVersion({ findingId: id, version: 1 }),
  ])
    await expect(read()).rejects.toMatchObject({
      code: "gone",
      message: expect.not.stringContaining("somebody"),
    });
  await moderate(moderator, { kind: "show", subject });
  await moderate(moderator, { kind: "suspend", subject: of(author) });
  expect(await getFinding({ findingId: id, viewer: author.viewer })).toMatchObject({
    ...{ hidden: expect.stringContaining("suspended"), publishedAt: null },
  });
  await moderate(moderator, { kind: "lift", subject: of(author) });
  await moderate(moderator, { kind: "hide", subject });
  await deleteFinding(own);
  expect(await moderate(moderator, { kind: "show", subject })).toBe(404);
  await expect(getFinding({ findingId: id, viewer: guest() })).rejects.toMatchObject({
    code: "gone",
    message: /deleted/,
  });
});

test("a feature whose labels are locked takes no proposal, change or vote, until it is unlocked", async () => {
  const [moderator, person, voter] = [
    await createPerson("moderator"),
    await createPerson(),
    await createPerson(),
  ];
  const side = await sideOfFeature(720);
  const { id: labelId } = await proposeAnyLabel(person.id, { of: side });
  const subject = { kind: "feature", id: `${side.dictionaryId}.${side.index}` };
  await moderate(moderator, { kind: "lock", subject, reason: "A quarrel." });
  const cast = { labelId, voterId: voter.id, wording: 1, value: 1 as const, reason: null, words: null };
  for (const change of [
    () => vote(cast),
    () => unvote(cast),
    () => withdrawLabel({ labelId, authorId: person.id }),
    () => proposeAnyLabel(voter.id, { of: side, text: "fires on others" }),
    () => proposeAnyLabel(voter.id, { of: { ...side, side: "output" }, text: "says others" }),
  ])
    await expect(change()).rejects.toMatchObject({ code: "forbidden", message: /A quarrel/ });
  // Moderators still hide what is there.
  expect(await moderate(moderator, { kind: "hide", subject: { kind: "label", id: labelId } })).toBe(204);
  expect(await moderate(moderator, { kind: "show", subject: { kind: "label", id: labelId } })).toBe(204);
  await moderate(moderator, { kind: "unlock", subject });
  await vote(cast);
  expect(await recountLabels()).toEqual([]);
});

test("a hidden label is not made again by its author, and one whose words another proposed meanwhile does not come back", async () => {
  const [moderator, person, other] = [
    await createPerson("moderator"),
    await createPerson(),
    await createPerson(),
  ];
  const side = await sideOfFeature(730);
  const { id: labelId } = await proposeAnyLabel(person.id, { of: side, text: "fires on ships" });
  const subject = { kind: "label", id: labelId };
  await moderate(moderator, { kind: "hide", subject, reason: "Not kind." });
  await expect(restoreLabel({ labelId, authorId: person.id })).rejects.toMatchObject({
    ...{ code: "forbidden", message: /Not kind/ },
  });
  const { id: second } = await proposeAnyLabel(other.id, { of: side, text: "fires on ships" });
  expect(await moderate(moderator, { kind: "show", subject })).toBe(204);
  const standing = await db().label.findMany({ where: { ...side, withdrawnAt: null } });
  expect(standing.map(({ id }) => id)).toEqual([second]);
  expect(await recountLabels()).toEqual([]);
  // The same of all that somebody made, when their suspension is lifted.
  await moderate(moderator, { kind: "suspend", subject: of(other) });
  const { id: third } = await proposeAnyLabel(person.id, { of: side, text: "fires on ships" });
  expect(await moderate(moderator, { kind: "lift", subject: of(other) })).toBe(204);
  const after = await db().label.findMany({ where: { ...side, withdrawnAt: null } });
  expect(after.map(({ id }) => id)).toEqual([third]);
  expect(await recountLabels()).toEqual([]);
});

test("blind answers of somebody who is suspended count for nothing, and count again after", async () => {
  const [moderator, rater] = [await createPerson("moderator"), await createPerson()];
  const checkId = await askAnybody(rater.id);
  const { labelId } = await db().labelCheck.findUniqueOrThrow({ where: { id: checkId } });
  await answerCheck({ checkId, raterId: rater.id, byProgram: false, said: { says: true } });
  const answers = async () =>
    toldIn((await db().label.findUniqueOrThrow({ where: { id: labelId } })).blind).fires?.answers;
  expect(await answers()).toBe(1);
  expect(await moderate(moderator, { kind: "suspend", subject: of(rater) })).toBe(204);
  expect(await answers()).toBeUndefined();
  expect(await recountLabels()).toEqual([]);
  expect(await moderate(moderator, { kind: "lift", subject: of(rater) })).toBe(204);
  expect(await answers()).toBe(1);
  expect(await recountLabels()).toEqual([]);
});
