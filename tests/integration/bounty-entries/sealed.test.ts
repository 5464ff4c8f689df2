import { beforeAll, expect, test } from "vitest";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { POST as confirm } from "@/app/api/v1/bounties/[slug]/entries/[id]/confirmation/route";
import { GET as getFile } from "@/app/api/v1/bounties/[slug]/entries/[id]/file/route";
import { GET as getEntryRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/route";
import { POST as withdraw } from "@/app/api/v1/bounties/[slug]/entries/[id]/withdrawal/route";
import { GET as findCommitments } from "@/app/api/v1/bounties/[slug]/entries/commitments/route";
import { POST as enterRoute, GET as findEntries } from "@/app/api/v1/bounties/[slug]/entries/route";
import { termsOf } from "@/lib/bounties/terms-of";
import { enter } from "@/lib/bounty-entries/enter";
import { entryContentSchema } from "@/lib/bounty-format/entry-content";
import { readEntryFile } from "@/lib/bounty-format/entry-file";
import { reportSchema } from "@/lib/bounty-format/report";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
import { bundleTables } from "@/lib/bundles/tables/tables";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { unpackDocument } from "@/lib/documents/packed-document";
import { canonicalJson } from "@/lib/finding-format/canonical";
import { closeIn, draftFinding, openRuled } from "../support/entries";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

const secret = "heliotropefox";
let author: Person;
let others: (Person | null)[];
let bounty: Awaited<ReturnType<typeof openRuled>>;
let finding: Awaited<ReturnType<typeof draftFinding>>;
let entryId: string;
let nonce: string;

beforeAll(async () => {
  const judge = await createPerson();
  author = await createPerson();
  bounty = await openRuled({ judge, rules: [{ kind: "write-up", version: 1, minWords: 1, minQuoted: 1 }] });
  finding = await draftFinding(author, { body: `What \`attn.1.3@4\` says of ${secret}.` });
  ({ entryId } = await enter({
    slug: bounty.slug,
    findingId: finding.id,
    team: null,
    viewer: author.viewer,
  }));
  const { file } = await db().entryVersion.findFirstOrThrow({ where: { entryId } });
  const { content } = unpackDocument(file) as { content: unknown };
  ({ nonce } = entryContentSchema.parse(content));
  const roles = ["moderator", "administrator", "member", "judge"] as const;
  others = [null, judge, bounty.sponsor, ...(await Promise.all(roles.map((role) => createPerson(role))))];
});

const params = () => ({ slug: bounty.slug, id: entryId });

/** What every route that is read answers somebody, by each id of the entry that could be meant. */
async function everythingTold(person: Person | null, asker: number): Promise<string[]> {
  const ids = { id: [entryId, finding.id, bounty.id], slug: [bounty.slug], handle: [author.handle] };
  const told: string[] = [];
  for (const { method, path, handler } of await findApiRoutes()) {
    if (method !== "GET" || /(events|openapi\.json|figure|preview|graph)$|runs|models|circuits/.test(path))
      continue;
    const { access, query } = handler.definition;
    if (access !== "anyone" && person === null) continue;
    const names = [...path.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
    const all = names.reduce<Record<string, string>[]>(
      (each, name) =>
        each.flatMap((one) =>
          (name === "id" || name === "slug" || name === "handle" ? ids[name] : ["1"]).map((value) => ({
            ...one,
            [name]: value,
          })),
        ),
      [{}],
    );
    for (const one of all)
      for (const asked of query ? ["", `q=${secret}`, `author=${author.handle}`] : [""]) {
        const headers = { "x-forwarded-for": `10.9.${asker}.${told.length % 250}` };
        const response = await call(handler, {
          path: `${path}?${asked}`,
          params: one,
          person,
          headers,
        }).catch(() => null);
        const text = (await response?.text()) ?? "";
        told.push(`${path} ${asked.includes(secret) ? text.replaceAll(secret, "") : text}`);
      }
  }
  return told;
}

test("until the bounty closes nobody else is told a word of an entry by any route", async () => {
  const administrator = others.find((each) => each?.viewer.role === "administrator");
  for (const [n, person] of [null, bounty.sponsor, administrator ?? null].entries())
    for (const told of await everythingTold(person, n)) {
      expect(told).not.toContain(secret);
      expect(told).not.toContain(nonce);
      expect(told).not.toContain(entryId);
    }
  // The same walk finds it for who entered it: it looks where it would stand.
  expect((await everythingTold(author, 99)).some((told) => told.includes(secret))).toBe(true);
  for (const { query } of bundleTables) {
    const { rows } = await pool().query(query);
    expect(JSON.stringify(rows)).not.toContain(secret);
  }
  const { rows } = await pool().query(`select * from "Notification"`);
  expect(rows).toEqual([]);
});

test("hash and moment are public at once, and neither of which entry they are nor how many entries there are", async () => {
  const { contentHash, committedAt } = await db().entryVersion.findFirstOrThrow({ where: { entryId } });
  const answer = await call(findCommitments, { params: params() });
  const items = [{ contentHash, committedAt: committedAt.toISOString() }];
  expect(await answer.json()).toEqual({ items, nextCursor: null });
  for (const person of others) {
    const list = await call(findEntries, { params: params(), person });
    expect(await list.json()).toEqual({ items: [], nextCursor: null });
    for (const route of [getEntryRoute, getFile])
      expect((await call(route, { params: params(), person })).status).toBe(404);
    if (person === null) continue;
    for (const route of [withdraw, confirm])
      expect((await call(route, { method: "POST", params: params(), person })).status).toBe(404);
  }
});

test("who entered it sees all of it at once, and may enter by the route", async () => {
  const own = await (await call(getEntryRoute, { params: params(), person: author })).json();
  expect(own).toMatchObject({ isEntrant: true, team: [{ handle: author.handle, isConfirmed: true }] });
  expect(own).toMatchObject({
    finding: finding.id,
    standing: "entered",
    why: null,
    report: { eligible: true },
  });
  const again = {
    method: "POST",
    params: { slug: bounty.slug },
    person: author,
    body: { finding: finding.id },
  };
  expect(await (await call(enterRoute, again)).json()).toEqual({ id: entryId, number: 1, isNew: false });
  const nobody = await call(enterRoute, { ...again, body: { finding: "no id" } });
  expect(nobody.status).toBe(400);
});

test("once the bounty closed it is everybody's, without who entered it until the scores are in, and its file is judged the same", async () => {
  const mate = await createPerson();
  const half = await draftFinding(author);
  const alone = await draftFinding(author);
  const viewer = author.viewer;
  await enter({ slug: bounty.slug, findingId: half.id, team: [mate.handle], viewer });
  const gone = await enter({ slug: bounty.slug, findingId: alone.id, team: null, viewer });
  const withdrawn = { params: { slug: bounty.slug, id: gone.entryId }, person: author };
  expect((await call(withdraw, { method: "POST", ...withdrawn })).status).toBe(204);
  const closesAt = await closeIn(bounty.id, -1);
  for (const person of others) {
    const list = await (await call(findEntries, { params: params(), person })).json();
    // Neither the withdrawn one nor that of which the team was not whole.
    expect(list.items).toMatchObject([{ id: entryId, isOwn: false }]);
    const shown = await (await call(getEntryRoute, { params: params(), person })).json();
    expect(shown).toMatchObject({ body: finding.content.body, team: null, finding: null, isEntrant: false });
    expect(JSON.stringify(shown)).not.toContain(author.handle);
    expect((await call(getFile, { params: params(), person })).status).toBe(409);
  }
  const halves = await (await call(findEntries, { params: params(), person: mate })).json();
  const { id } = halves.items.find(({ standing }: { standing: string }) => standing === "unconfirmed");
  const why = await (await call(getEntryRoute, { params: { ...params(), id }, person: mate })).json();
  expect(why.why).toMatch(
    new RegExp(`^It does not count, for its team was not whole.*: ${mate.handle} has not`),
  );
  await db().bounty.update({ where: { id: bounty.id }, data: { provisionalAt: closesAt } });
  const file = readEntryFile(await (await call(getFile, { params: params() })).json());
  expect(file.content.entrants).toEqual([author.handle]);
  const version = await db().entryVersion.findFirstOrThrow({ where: { entryId } });
  const row = await db().bounty.findUniqueOrThrow({ where: { id: bounty.id } });
  expect(canonicalJson(judgeEntry(termsOf(row), file))).toBe(
    canonicalJson(reportSchema.parse(version.report)),
  );
  await db().user.update({ where: { id: author.id }, data: { suspendedAt: new Date() } });
  expect((await call(getEntryRoute, { params: params() })).status).toBe(404);
});

test("of a bounty that is cancelled before it closes everything stays sealed", async () => {
  const cancelled = await openRuled();
  const writer = await createPerson();
  const draft = await draftFinding(writer);
  const { entryId: id } = await enter({
    slug: cancelled.slug,
    findingId: draft.id,
    team: null,
    viewer: writer.viewer,
  });
  const closesAt = await closeIn(cancelled.id, -1);
  await db().bounty.update({
    where: { id: cancelled.id },
    data: { cancelledAt: new Date(closesAt.getTime() - 1_000) },
  });
  const address = { slug: cancelled.slug, id };
  expect((await call(getEntryRoute, { params: address })).status).toBe(404);
  expect((await call(getEntryRoute, { params: address, person: writer })).status).toBe(200);
});
