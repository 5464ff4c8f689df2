import { expect, test } from "vitest";
import { termsOf } from "@/lib/bounties/terms-of";
import { enter } from "@/lib/bounty-entries/enter";
import { newEntrySchema } from "@/lib/bounty-entries/entry-schemas";
import { settleEntry } from "@/lib/bounty-entries/settle-entry";
import { confirmEntry, withdrawEntry } from "@/lib/bounty-entries/withdraw-entry";
import { readEntryFile } from "@/lib/bounty-format/entry-file";
import { factsSchema } from "@/lib/bounty-format/facts";
import { readTerms } from "@/lib/bounty-format/terms";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
import { madeUpTerms } from "@/lib/bounty-rules/made-up-entry";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { canonicalJson } from "@/lib/finding-format/canonical";
import { updateFinding } from "@/lib/findings/update-finding";
import { closeIn, draftFinding, openRuled, someWait } from "../support/entries";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

const writeUp = { kind: "write-up", version: 1, minWords: 2, minQuoted: 1 };
const novelty = { kind: "novelty", version: 1, maxLikeness: 0.85 };
const unpublished = { kind: "unpublished", version: 1 };

function versionsOf(bountyId: string) {
  return db().entryVersion.findMany({ where: { entry: { bountyId } }, orderBy: { number: "asc" } });
}

test("what is entered is frozen with its hash, and its report comes out of what is frozen, byte for byte", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [writeUp, novelty, unpublished] });
  const finding = await draftFinding(author);
  const entered = await enter({
    slug: bounty.slug,
    findingId: finding.id,
    team: null,
    viewer: author.viewer,
  });
  expect(entered).toMatchObject({ number: 1, isNew: true });
  const [version] = await versionsOf(bounty.id);
  if (!version) throw new Error("nothing was entered");
  expect(version).toMatchObject({ isEligible: true, settledAt: expect.any(Date) });
  const facts = factsSchema.parse(unpackDocument(version.facts));
  expect(facts).toMatchObject({
    committedAt: version.committedAt.toISOString(),
    earlier: [],
    firstPublished: null,
  });
  const packed = unpackDocument(version.file);
  const file = readEntryFile({ ...(packed as object), facts, factsHash: version.factsHash });
  expect(file.contentHash).toBe(version.contentHash);
  expect(file.content).toMatchObject({ entrants: [author.handle], writeUp: finding.content.body });
  const row = await db().bounty.findUniqueOrThrow({ where: { id: bounty.id } });
  expect(row.firstEntryAt).toEqual(version.committedAt);
  const again = judgeEntry(termsOf(row), file);
  expect(canonicalJson(again)).toBe(canonicalJson(version.report));
});

test("pressed ten times at once it is one version, and what was mended is the next", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [writeUp] });
  const finding = await draftFinding(author);
  const entry = { slug: bounty.slug, findingId: finding.id, team: null, viewer: author.viewer };
  const pressed = await Promise.all(Array.from({ length: 10 }, () => enter(entry)));
  expect(new Set(pressed.map(({ entryId, number }) => `${entryId} ${number}`)).size).toBe(1);
  expect(pressed.filter(({ isNew }) => isNew)).toHaveLength(1);
  const content = { ...finding.content, body: "What `attn.1.3@4` says of Mary." };
  await updateFinding({ findingId: finding.id, authorId: author.id, revision: 1, ...content });
  const mended = await Promise.all([
    enter(entry),
    enter(entry),
    withdrawEntry({ slug: bounty.slug, entryId: pressed[0]?.entryId ?? "", viewerId: author.id }),
  ]);
  const numbers = (await versionsOf(bounty.id)).map(({ number }) => number);
  expect(mended.slice(0, 2)).toEqual(expect.arrayContaining([expect.objectContaining({ number: 2 })]));
  // The withdrawal may have come between the two presses, and then the second brings it back.
  expect([
    [1, 2],
    [1, 2, 3],
  ]).toContainEqual(numbers);
});

test("whose answer was lost is told after the close what was committed to in time, and of anything else that it is too late", async () => {
  const author = await createPerson();
  const bounty = await openRuled();
  const [finding, withdrawn] = [await draftFinding(author), await draftFinding(author)];
  const entry = { slug: bounty.slug, findingId: finding.id, team: null, viewer: author.viewer };
  const other = { ...entry, findingId: withdrawn.id };
  const { entryId } = await enter(entry);
  const back = await enter(other);
  await withdrawEntry({ slug: bounty.slug, entryId: back.entryId, viewerId: author.id });
  await closeIn(bounty.id, 0);
  expect(await enter(entry)).toEqual({ entryId, number: 1, isNew: false });
  const tooLate = { code: "conflict", message: expect.stringMatching(/^This bounty closed on/) };
  await expect(enter(other)).rejects.toMatchObject(tooLate);
  const content = { ...finding.content, body: "What `attn.1.3@4` says of Mary." };
  await updateFinding({ findingId: finding.id, authorId: author.id, revision: 1, ...content });
  await expect(enter(entry)).rejects.toMatchObject(tooLate);
  expect(await versionsOf(bounty.id)).toHaveLength(2);
});

test("an entry is withdrawn and comes back as another version", async () => {
  const author = await createPerson();
  const bounty = await openRuled();
  const finding = await draftFinding(author);
  const entry = { slug: bounty.slug, findingId: finding.id, team: null, viewer: author.viewer };
  const { entryId } = await enter(entry);
  const own = { slug: bounty.slug, entryId, viewerId: author.id };
  await withdrawEntry(own);
  await withdrawEntry(own);
  await expect(withdrawEntry({ ...own, viewerId: (await createPerson()).id })).rejects.toMatchObject({
    code: "not-found",
  });
  expect(await db().bountyEntry.findUnique({ where: { id: entryId } })).toMatchObject({
    withdrawnAt: expect.any(Date),
  });
  expect(await enter(entry)).toMatchObject({ entryId, number: 2, isNew: true });
  expect(await db().bountyEntry.findUnique({ where: { id: entryId } })).toMatchObject({
    withdrawnAt: null,
    latest: 2,
  });
});

test("of fifty that race the deadline none is committed to at it or after, and the others are told when it was", async () => {
  const bounty = await openRuled();
  const authors = await Promise.all(Array.from({ length: 50 }, () => createPerson()));
  const findings = await Promise.all(authors.map((author) => draftFinding(author)));
  let racing: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([]);
  // Some stand at the bounty's row when the deadline is set to fall while they are let through, one after the other; the rest are on their way.
  const closesAt = await closeIn(bounty.id, 400, async () => {
    racing = Promise.allSettled(
      authors.map((author, n) =>
        enter({ slug: bounty.slug, findingId: findings[n]?.id ?? "", team: null, viewer: author.viewer }),
      ),
    );
    await someWait();
  });
  const all = await racing;
  const versions = await versionsOf(bounty.id);
  for (const { committedAt } of versions) expect(committedAt.getTime()).toBeLessThan(closesAt.getTime());
  const refused = all.filter((each) => each.status === "rejected");
  expect(versions).toHaveLength(50 - refused.length);
  expect(versions.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused)
    expect(reason).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^This bounty closed on .* UTC\. What comes later/),
    });
  await closeIn(bounty.id, -1);
  // Nobody's who is not in: to whom is, it is said that theirs stands.
  const late = await createPerson();
  const { id: findingId } = await draftFinding(late);
  await expect(enter({ slug: bounty.slug, findingId, team: null, viewer: late.viewer })).rejects.toThrow(
    "closed on",
  );
});

test("whose circuit was asked for in time and computed after the close is told so", async () => {
  const author = await createPerson();
  const bounty = await openRuled();
  const finding = await draftFinding(author);
  const closesAt = await closeIn(bounty.id, -10_000);
  await db().circuit.update({
    where: { id: finding.circuitId },
    data: {
      createdAt: new Date(closesAt.getTime() - 60_000),
      computedAt: new Date(closesAt.getTime() + 5_000),
    },
  });
  const entry = { slug: bounty.slug, findingId: finding.id, team: null, viewer: author.viewer };
  await expect(enter(entry)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("asked for in time"),
  });
  await expect(enter(entry)).rejects.toThrow(/your job finished after it, on .* UTC/);
});

test("what cannot be entered is refused, each with its reason", async () => {
  const [author, judge, mate] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const bounty = await openRuled({ judge, maxEntriesADay: 2, maxTeam: 2 });
  const finding = await draftFinding(author);
  const entry = { slug: bounty.slug, findingId: finding.id, team: null, viewer: author.viewer };
  await expect(enter({ ...entry, viewer: mate.viewer })).rejects.toMatchObject({ code: "not-found" });
  await expect(enter({ ...entry, slug: "none" })).rejects.toMatchObject({ code: "not-found" });
  await expect(enter({ ...entry, findingId: crypto.randomUUID() })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(enter({ ...entry, team: ["nobody-at-all"] })).rejects.toThrow("Nobody here has the handle");
  await expect(enter({ ...entry, team: [judge.handle] })).rejects.toThrow("judges this bounty");
  await expect(enter({ ...entry, team: [bounty.sponsor.handle] })).rejects.toThrow("sponsors this bounty");
  const many = [mate.handle, (await createPerson()).handle];
  await expect(enter({ ...entry, team: many })).rejects.toThrow("At most 2 people");
  const judges = await draftFinding(judge);
  await expect(enter({ ...entry, findingId: judges.id, viewer: judge.viewer })).rejects.toThrow(
    "judges this bounty",
  );
  const uncomputed = await draftFinding(author);
  await db().circuit.update({ where: { id: uncomputed.circuitId }, data: { computedAt: null, graph: null } });
  await expect(enter({ ...entry, findingId: uncomputed.id })).rejects.toThrow("not computed yet");
  expect(await versionsOf(bounty.id)).toEqual([]);
  const others = [finding, await draftFinding(author), await draftFinding(author)];
  const tried = await Promise.allSettled(others.map(({ id }) => enter({ ...entry, findingId: id })));
  expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect(tried.find((each) => each.status === "rejected")?.reason).toMatchObject({
    code: "too-many-requests",
  });
  await db().bounty.update({ where: { id: bounty.id }, data: { cancelledAt: new Date() } });
  await expect(enter(entry)).rejects.toThrow("not open");
});

test("a team of 200 is refused with how many may, of whom nobody is written down, and no bounty of a site lets as many", async () => {
  const author = await createPerson();
  const mates = Array.from({ length: 199 }, () => ({ handle: `mate-${crypto.randomUUID().slice(0, 12)}` }));
  await db().user.createMany({ data: mates });
  const team = mates.map(({ handle }) => handle);
  const finding = await draftFinding(author);
  const few = await openRuled();
  await expect(
    enter({ slug: few.slug, findingId: finding.id, team, viewer: author.viewer }),
  ).rejects.toMatchObject({
    code: "unprocessable",
    details: { fields: { team: "At most 5 people enter together, and these are 200." } },
  });
  expect(await db().entryMember.count({ where: { member: { handle: { in: team } } } })).toBe(0);
  expect(newEntrySchema.safeParse({ finding: finding.id, team: [...team, "one", "more"] }).success).toBe(
    false,
  );
  // The format has room for as many, for sites that let them.
  const many = await openRuled();
  await expect(db().bounty.update({ where: { id: many.id }, data: { maxTeam: 200 } })).rejects.toThrow();
  expect(readTerms({ ...madeUpTerms([]), maxTeam: 200 }).maxTeam).toBe(200);
  expect(() => readTerms({ ...madeUpTerms([]), maxTeam: 201 })).toThrow("maxTeam");
});

test("a team is whole once everybody confirmed, and a mended entry keeps it", async () => {
  const [author, mate, other] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const bounty = await openRuled();
  const finding = await draftFinding(author);
  const entry = { slug: bounty.slug, findingId: finding.id, viewer: author.viewer };
  const { entryId } = await enter({ ...entry, team: [mate.handle] });
  const row = () =>
    db().bountyEntry.findUniqueOrThrow({ where: { id: entryId }, include: { members: true } });
  expect(await row()).toMatchObject({ confirmedAt: null });
  await expect(confirmEntry({ slug: bounty.slug, entryId, viewerId: other.id })).rejects.toMatchObject({
    code: "not-found",
  });
  await confirmEntry({ slug: bounty.slug, entryId, viewerId: mate.id });
  expect(await row()).toMatchObject({ confirmedAt: expect.any(Date) });
  await updateFinding({
    findingId: finding.id,
    authorId: author.id,
    revision: 1,
    ...finding.content,
    body: "Other words.",
  });
  await enter({ ...entry, team: null });
  expect(await row()).toMatchObject({ latest: 2, confirmedAt: expect.any(Date), members: { length: 2 } });
  await enter({ ...entry, team: [mate.handle, other.handle] });
  expect(await row()).toMatchObject({ latest: 3, confirmedAt: null, members: { length: 3 } });
  await closeIn(bounty.id, -1);
  await expect(confirmEntry({ slug: bounty.slug, entryId, viewerId: other.id })).rejects.toThrow("closed on");
});

test("what is settled does not change, whoever settles it again", async () => {
  const author = await createPerson();
  const bounty = await openRuled({ rules: [novelty] });
  const finding = await draftFinding(author);
  const entered = await enter({
    slug: bounty.slug,
    findingId: finding.id,
    team: null,
    viewer: author.viewer,
  });
  const before = await versionsOf(bounty.id);
  await Promise.all([settleEntry(entered), settleEntry(entered)]);
  expect(await versionsOf(bounty.id)).toEqual(before);
});
