import { beforeAll, expect, test } from "vitest";
import { GET as exportRoute } from "@/app/api/v1/me/export/route";
import { DELETE as deleteRoute } from "@/app/api/v1/me/route";
import { deleteAccount } from "@/lib/account-data/delete-account";
import { ownRows } from "@/lib/account-data/own-rows";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { rememberPlace } from "@/lib/auth/place";
import { findSessionUser } from "@/lib/auth/session";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { addComment } from "@/lib/discussion/add-comment";
import { resolveConversation } from "@/lib/discussion/resolve-conversation";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { makeFeedSecret } from "@/lib/feeds/feed-secret";
import { getFinding } from "@/lib/findings/get-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { answerOnce } from "@/lib/idempotency/answer-once";
import { fingerprintOf } from "@/lib/idempotency/idempotency-key";
import { createImport } from "@/lib/imports/create-import";
import { judgeFeature } from "@/lib/judgements/judge-feature";
import { markFeature } from "@/lib/label-queue/mark-feature";
import { takeLease } from "@/lib/label-queue/take-lease";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import { recountLabels } from "@/lib/labels/recount";
import { vote } from "@/lib/labels/vote";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { invite } from "@/lib/projects/invite";
import { makeReport } from "@/lib/reports/make-report";
import { createRun } from "@/lib/runs/create-run";
import { saveSearch } from "@/lib/saved-searches/save-search";
import { saveView } from "@/lib/views/save-view";
import { askFor } from "@/lib/wanted/ask-for";
import { setWatch } from "@/lib/watching/watch";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { sendTest } from "@/lib/webhooks/send-again";
import { judgeByRows, openAnyBounty } from "../support/bounties";
import { makeWorks } from "../support/everything-public";
import { queueFeatures } from "../support/label-queue";
import { askAnybody, askAnyIntruder, askAnyToken, proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { beginProject } from "../support/projects";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const absent = "00000000-0000-7000-8000-000000000000";

/** Somebody with something in every table that names people; each private thing has a word of its own in it. */
async function makeRichPerson(role: "member" | "moderator" = "moderator") {
  const person = await createPerson(role);
  const { id, handle, viewer } = person;
  const secret = `hush${handle.slice(2)}`;
  await db().user.update({ where: { id }, data: { name: `Name ${secret}`, email: `${secret}@example.org` } });
  await db().account.create({
    data: { userId: id, type: "oauth", provider: "github", providerAccountId: secret },
  });
  await db().verificationToken.create({
    data: { identifier: `${secret}@example.org`, token: secret, expires: new Date(Date.now() + 1e6) },
  });
  await rememberPlace(id, { address: "192.0.2.7", browser: null });
  await createApiKey({ userId: id, name: secret, scopes: [], days: null });
  await makeFeedSecret(id);
  const once = { userId: id, key: secret, fingerprint: fingerprintOf([secret]) };
  await answerOnce(once, async () => Response.json({ said: secret }));
  await db().invitation.create({
    data: { role: "member", codeHash: Buffer.from(secret), claimedById: id, claimedAt: new Date() },
  });
  const works = await makeWorks(person);
  await db().experimentResult.create({ data: { experimentId: works.experiment, number: 1 } });
  await createDraft({ author: person, title: `Draft ${secret}`, body: secret });
  const taken = await createPublished({ author: person, title: `Taken back ${secret}`, body: secret });
  await withdrawFinding({ findingId: taken.id, authorId: id });
  const run = await createRun({ model: "storybook-4l", text: `Asked by ${handle}`, viewer });
  await db().circuit.update({ where: { id: works.circuit }, data: { requesterId: id } });
  await db().retrace.create({
    data: { circuitId: works.circuit, runId: run.id, asker: id, requesterId: id },
  });
  await saveView({ circuitId: works.circuit, ownerId: id, name: secret, state: "" });
  await saveSearch({ ownerId: id, kind: "catalogue", name: secret, query: "" });
  await askFor({ askerId: id, text: `How ${secret} comes about`, feature: "", pattern: "" });
  const told = await createWebhook({
    ownerId: id,
    url: `https://example.org/${secret}`,
    scope: "own",
    bounties: [],
  });
  await sendTest({ id: told.made.id, ownerId: id });
  await createImport({ viewer, name: `${secret}.json`, source: Buffer.from("{}") });
  await db().labelImport.create({ data: { importerId: id, fileName: "labels.jsonl" } });
  const adoption = { source: "story", name: "", processing: "", identity: "of a test" };
  await db().adoption.create({ data: { ...adoption, dictionaries: [], adopterId: id } });
  const back = await proposeAnyLabel(id, { text: `taken back ${secret}` });
  await withdrawLabel({ labelId: back.id, authorId: id });
  const other = await createPerson();
  const { id: theirs } = await proposeAnyLabel(other.id);
  const cast = { labelId: theirs, voterId: id, wording: 1, value: -1 as const };
  await vote({ ...cast, reason: "other", words: secret });
  const about = featureSubject(await sideOfFeature(870));
  const said = { labelId: null, authorId: id, byProgram: false, body: `Says ${handle.slice(2)} here.` };
  const { id: conversationId } = await startConversation({ about, ...said });
  await resolveConversation(conversationId, viewer, true);
  const watched = { ...about, kind: "feature" } as const;
  await setWatch(id, watched, true);
  await setWatch(other.id, watched, true);
  await db().digest.create({ data: { memberId: id, untilId: absent } });
  const { id: another } = await startConversation({ about, ...said, authorId: other.id, body: "Theirs." });
  await addComment({ conversationId: another, ...said, body: `More of ${handle.slice(2)}.` });
  await askAnybody(id);
  await askAnyToken(id);
  await askAnyIntruder(id);
  const { id: goldId } = await db().goldItem.create({
    data: {
      ...{ labelId: theirs, wording: 1, indexId: crypto.randomUUID(), window: 0, position: 1, fires: true },
      ...{ stratum: { is: "random" }, says: true, reason: secret, pickerId: id },
    },
  });
  await db().goldDispute.create({ data: { goldId, disputerId: id, settledById: id, reason: secret } });
  const rate = { was: 1, wasNot: 3, mean: 0.25, low: 0.1, high: 0.5 };
  await db().raterRates.create({
    data: { raterId: id, rates: { falseYes: rate, falseNo: rate }, answers: 4, learnedAt: new Date() },
  });
  await queueFeatures([870]);
  const { next } = await takeLease({ memberId: id });
  await markFeature({
    ...{ memberId: id, visitId: next?.visitId ?? "", kind: "skip", reason: "other" },
    words: secret,
  });
  await judgeFeature({
    of: await sideOfFeature(870),
    judgeId: id,
    content: { interpretable: 3, family: "induction", hasOneMeaning: true, confidence: 2 },
  });
  const elsewhere = await beginProject(other, []);
  await invite({ slug: elsewhere, ownerId: other.id, role: "member", uses: 1, handle });
  await invite({ slug: works.project.slug, ownerId: id, role: "member", uses: 1 });
  const { dictionaryId } = await sideOfFeature(870);
  await db().takenAlong.create({ data: { readerId: id, dictionaryId, index: 870 } });
  await db().presence.create({ data: { personId: id, subject: `${dictionaryId}.870` } });
  await judgeByRows(await openAnyBounty(person), id);
  const published = await createPublished({});
  await makeReport({
    ...{ reporterId: id, subject: { kind: "finding", id: published.id }, reason: "spam", words: secret },
  });
  await makeReport({
    reporterId: other.id,
    ...{ subject: { kind: "finding", id: works.finding }, reason: "spam", words: "" },
  });
  await db().report.updateMany({ where: { reporterId: other.id }, data: { claimedById: id } });
  const [above] = [await createPerson("administrator")];
  await db().moderationAct.createMany({
    data: [
      { kind: "dismiss", actorId: id, subjectKind: "finding", subjectId: absent, reason: "Fine." },
      {
        kind: "unlock",
        actorId: above.id,
        personId: id,
        subjectKind: "finding",
        subjectId: absent,
        reason: "Open.",
      },
    ],
  });
  return { ...person, secret, works, taken: taken.id, theirs };
}

/** Tables whose rows hold a text anywhere, with how many. */
async function tablesWith(text: string): Promise<Record<string, number>> {
  const { rows: tables } = await pool().query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await pool().query<{ n: number }>(
      `select count(*)::int as n from "${name}" t where t::text like $1`,
      [`%${text}%`],
    );
    const [row] = rows;
    if (row && row.n > 0) found[name] = row.n;
  }
  return found;
}

let rich: Awaited<ReturnType<typeof makeRichPerson>>;
beforeAll(async () => {
  rich = await makeRichPerson();
});

test("every column that names a person is told of, and what is part of what they made", async () => {
  const { rows } = await pool().query<{ table: string; column: string; of: string }>(`
    select c.conrelid::regclass::text as table, a.attname as column, c.confrelid::regclass::text as of
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace`);
  const plain = (name: string) => name.replaceAll('"', "");
  const naming = rows
    .filter(({ of }) => plain(of) === "User")
    .map((row) => `${plain(row.table)}.${row.column}`);
  const told = ownRows.map(({ table, column }) => `${table}.${column}`);
  // The logs hold ids without relations, so that they outlive whom they tell of.
  const logs = [
    "User.id",
    "BountyEvent.actorId",
    "JudgementEvent.actorId",
    "LabelEvent.actorId",
    "ModerationAct.actorId",
    "ModerationAct.personId",
  ];
  expect(told.filter((each) => !each.endsWith("undefined")).toSorted()).toEqual(
    [...naming, ...logs].toSorted(),
  );
  const owned = new Set([
    "Finding",
    "Label",
    "Collection",
    "Family",
    "Experiment",
    "SavedView",
    "ImportedCircuit",
    "LabelSitting",
    "Report",
    "ApiKey",
    "Comment",
    "BountyEntry",
    "Webhook",
    "IntruderQuestion",
  ]);
  // Others' votes on what they made, what is reckoned of it, and what only points there.
  const others = [
    "BountyEntry",
    "EntryMember",
    "EntryAssignment",
    "EntryRuling",
    "EntryAppeal",
    "EntryReply",
    "LedgerLine",
    "Conversation",
    "Notification",
    "LabelVote",
    "LabelCheck",
    "PinpointCheck",
    "GoldItem",
    "FindingWords",
    "CatalogueEntry",
    "StarterFinding",
  ];
  const parts = rows
    .filter(
      ({ of, table }) =>
        owned.has(plain(of)) && !["Finding", "Family", "Experiment", ...others].includes(plain(table)),
    )
    .map(({ table }) => plain(table));
  const partsTold = ownRows.filter(({ column }) => column === undefined).map(({ table }) => table);
  expect([...new Set(parts)].toSorted()).toEqual(partsTold.toSorted());
});

test("an export has the rows of every table that names its owner, no secret, and nothing of anybody else's", async () => {
  const response = await call(exportRoute, { person: rich });
  expect(response.status).toBe(200);
  const text = await response.text();
  const { format, tables } = JSON.parse(text);
  expect(format).toBe("circuit-commons/account@1");
  for (const { table, by, rows } of tables) expect(rows.length, `${table} by ${by}`).toBeGreaterThan(0);
  // Whatever table has their id in it is there, but for what limits count, and what others' rows say of them.
  const named = Object.keys(await tablesWith(rich.id)).filter((name) => !["rate_limit"].includes(name));
  const exported = new Set<string>(tables.map(({ table }: { table: string }) => table));
  expect(named.filter((name) => !exported.has(name))).toEqual([]);
  for (const hidden of [
    "passwordHash",
    "secretHash",
    "whsec_",
    '"secret"',
    "placeHash",
    "codeHash",
    '"fires"',
    '"stratum"',
    '"intruder"',
    '"isNear"',
  ])
    expect(text, hidden).not.toContain(hidden);
  const { rows: others } = await pool().query<{ handle: string }>(
    `select handle from "User" where id <> $1`,
    [rich.id],
  );
  for (const { handle } of others) expect(text).not.toContain(handle);
  expect((await call(exportRoute)).status).toBe(401);
});

test("an export tells nothing of a hand before all of it is answered, and of what one is told neither others' words nor when others have read it", async () => {
  const [person, other] = [await createPerson(), await createPerson()];
  const tables = async (asker: Person) =>
    (await (await call(exportRoute, { person: asker })).json()).tables as {
      table: string;
      by: string | null;
      rows: Record<string, unknown>[];
    }[];
  const rowsOf = async (asker: Person, table: string, column: string) =>
    (await tables(asker)).find((each) => each.table === table && each.by === column)?.rows ?? [];
  const first = await askAnybody(person.id);
  const check = await db().labelCheck.findUniqueOrThrow({ where: { id: first } });
  const { id: _, ...same } = check;
  const second = await db().labelCheck.create({
    data: { ...same, stratum: { is: "random" }, number: 1, position: 2 },
  });
  const answer = (checkId: string) =>
    answerCheck({ checkId, raterId: person.id, byProgram: false, said: { says: true } });
  await answer(first);
  expect(await rowsOf(person, "LabelEvent", "actorId")).toEqual([]);
  await answer(second.id);
  expect(await rowsOf(person, "LabelEvent", "actorId")).toHaveLength(2);
  const about = featureSubject(await sideOfFeature(871));
  await setWatch(other.id, { ...about, kind: "feature" }, true);
  await startConversation({ about, labelId: null, authorId: person.id, byProgram: false, body: "Sure?" });
  await db().notification.updateMany({ where: { memberId: other.id }, data: { readAt: new Date() } });
  const [caused] = await rowsOf(person, "Notification", "actorId");
  expect(Object.keys(caused ?? {})).toContain("title");
  expect(Object.keys(caused ?? {})).not.toContain("readAt");
  const [told] = await rowsOf(other, "Notification", "memberId");
  expect(Object.keys(told ?? {})).toContain("readAt");
  expect(Object.keys(told ?? {})).not.toContain("title");
});

test("an account is deleted by who knows its handle and password alone, and not the last administrator's", async () => {
  const person = await createPerson();
  const { hashPassword } = await import("@/lib/auth/password");
  const passwordHash = await hashPassword("a long pass phrase", { keys: [], lane: "sign-up" });
  await db().user.update({ where: { id: person.id }, data: { passwordHash } });
  const tried = (body: object) => call(deleteRoute, { method: "DELETE", person, body });
  const whole = { handle: person.handle, password: "a long pass phrase", withFindings: false };
  for (const wrong of [{ handle: "somebody" }, { password: "wrong" }, { password: null }])
    expect((await tried({ ...whole, ...wrong })).status).toBe(422);
  expect((await tried({ handle: person.handle })).status).toBe(400);
  await db().user.update({ where: { id: person.id }, data: { role: "administrator" } });
  await db().user.updateMany({
    where: { role: "administrator", id: { not: person.id } },
    data: { role: "member" },
  });
  expect((await tried(whole)).status).toBe(409);
  expect(await db().user.count({ where: { id: person.id, handle: person.handle } })).toBe(1);
  await db().user.update({ where: { id: person.id }, data: { role: "member" } });
  expect((await tried(whole)).status).toBe(204);
  expect((await tried(whole)).status).toBe(401);
});

test("a deleted account leaves what stands in public under no name, and nowhere in the database anything else of theirs", async () => {
  const { id, handle, secret, works, taken, theirs } = rich;
  const before = await db().label.findUniqueOrThrow({ where: { id: theirs } });
  expect(await recountLabels()).toEqual([]);
  await deleteAccount({ userId: id, handle, password: null, withFindings: false, address: "192.0.2.1" });
  // A published version is what was cited, by the name it had; what a public label said stays in the log that counts it,
  // and a reason with the test text that it is for.
  expect(await tablesWith(secret)).toEqual({ FindingVersion: 2, GoldItem: 1, LabelEvent: 1 });
  expect(await tablesWith(handle)).toEqual({ FindingVersion: 2, Run: 1 });
  for (const { table, where, atDeletion } of ownRows) {
    if (atDeletion !== "go" && atDeletion !== "lose the name") continue;
    const { rowCount } = await pool().query(`select 1 from "${table}" where ${where}`, [id]);
    expect(rowCount, table).toBe(0);
  }
  expect(await db().session.count({ where: { userId: id } })).toBe(0);
  expect(await findSessionUser("x")).toBeNull();
  const finding = await getFinding({ findingId: works.finding, viewer: guest() });
  expect(finding.author.name).toBe("Deleted account");
  const label = await db().label.findUniqueOrThrow({ where: { id: works.label }, include: { author: true } });
  expect([label.withdrawnAt, label.author?.name]).toEqual([null, "Deleted account"]);
  await expect(getFinding({ findingId: taken, viewer: guest() })).rejects.toMatchObject({ code: "gone" });
  const after = await db().label.findUniqueOrThrow({ where: { id: theirs } });
  expect(after.votesAgainst).toBe(before.votesAgainst);
  expect(await recountLabels()).toEqual([]);
});

test("what one published goes too, if one says so; and of who is suspended nothing comes back by it", async () => {
  const moderator = await createPerson("moderator");
  const gone = await makeWorks();
  await deleteAccount({
    ...{ userId: gone.author.id, handle: gone.author.handle, password: null },
    ...{ withFindings: true, address: "192.0.2.1" },
  });
  await expect(getFinding({ findingId: gone.finding, viewer: guest() })).rejects.toMatchObject({
    code: "gone",
  });
  const hidden = await makeWorks();
  const { id: userId, handle } = hidden.author;
  await suspendPerson({ actorId: moderator.id, personId: userId, reason: "Spam.", until: null });
  await deleteAccount({ userId, handle, password: null, withFindings: false, address: "192.0.2.1" });
  await expect(getFinding({ findingId: hidden.finding, viewer: guest() })).rejects.toMatchObject({
    code: "gone",
  });
  expect(await db().label.count({ where: { id: hidden.label, withdrawnAt: null } })).toBe(0);
  expect(await recountLabels()).toEqual([]);
});

test("of two administrators who delete their accounts at once one is left", async () => {
  await db().user.updateMany({ where: { role: "administrator" }, data: { role: "member" } });
  const people: Person[] = await Promise.all([createPerson("administrator"), createPerson("administrator")]);
  const done = await Promise.allSettled(
    people.map(({ id, handle }) =>
      deleteAccount({ userId: id, handle, password: null, withFindings: false, address: "192.0.2.1" }),
    ),
  );
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db().user.count({ where: { role: "administrator" } })).toBe(1);
});
