import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { POST as confirm } from "@/app/api/v1/bounties/[slug]/entries/[id]/confirmation/route";
import { GET as getFile } from "@/app/api/v1/bounties/[slug]/entries/[id]/file/route";
import { GET as getEntryRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/route";
import { POST as withdraw } from "@/app/api/v1/bounties/[slug]/entries/[id]/withdrawal/route";
import { GET as findCommitments } from "@/app/api/v1/bounties/[slug]/entries/commitments/route";
import { POST as enterRoute, GET as findEntries } from "@/app/api/v1/bounties/[slug]/entries/route";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { tellOfClosings } from "@/lib/bounties/tell-watchers";
import { termsOf } from "@/lib/bounties/terms-of";
import { enter } from "@/lib/bounty-entries/enter";
import { tellTeams } from "@/lib/bounty-entries/tell-teams";
import { entryContentSchema } from "@/lib/bounty-format/entry-content";
import { readEntryFile } from "@/lib/bounty-format/entry-file";
import { reportSchema } from "@/lib/bounty-format/report";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
import { bundleTables } from "@/lib/bundles/tables/tables";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { unpackDocument } from "@/lib/documents/packed-document";
import { canonicalJson } from "@/lib/finding-format/canonical";
import type { ApiRoute } from "@/lib/http/api-route";
import { bindTools } from "@/lib/mcp/bind-tools";
import { setWatch } from "@/lib/watching/watch";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { bodyOf } from "@/lib/webhooks/message";
import { closeIn, draftFinding, openRuled } from "../support/entries";
import { openMcp } from "../support/mcp-client";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

const secret = "heliotropefox";
let author: Person;
let mate: Person;
/** Whoever is not of its team: a guest, who judges, sponsors and moderates, and who entered something of their own. */
let others: (Person | null)[];
let bounty: Awaited<ReturnType<typeof openRuled>>;
let finding: Awaited<ReturnType<typeof draftFinding>>;
let runId: string;
let entryId: string;
let nonce: string;
let contentHash: string;
/** What the bounty's routes told each of the others before it was entered. */
let toldBefore: string[][];

beforeAll(async () => {
  const judge = await createPerson();
  author = await createPerson();
  mate = await createPerson();
  const rival = await createPerson();
  bounty = await openRuled({ judge, rules: [{ kind: "write-up", version: 1, minWords: 1, minQuoted: 1 }] });
  const roles = ["moderator", "administrator", "judge"] as const;
  const ofRoles = await Promise.all(roles.map((role) => createPerson(role)));
  others = [null, judge, bounty.sponsor, rival, ...ofRoles];
  await createWebhook({ ownerId: rival.id, url: "https://example.org/", scope: "public", bounties: [] });
  const { viewer } = rival;
  const { id: rivals } = await draftFinding(rival, { body: "Of `attn.1.3@4`, another." });
  await enter({ slug: bounty.slug, findingId: rivals, team: null, viewer });
  for (const { id } of [rival, bounty.sponsor]) await setWatch(id, { kind: "bounty", id: bounty.id }, true);
  finding = await draftFinding(author, { body: `What \`attn.1.3@4\` says of ${secret}.` });
  ({ runId } = await db().circuit.findUniqueOrThrow({ where: { id: finding.circuitId } }));
  // An address of an entry that is not there.
  entryId = crypto.randomUUID();
  toldBefore = await toldOfBounty();
  ({ entryId } = await enter({
    slug: bounty.slug,
    findingId: finding.id,
    team: [mate.handle],
    viewer: author.viewer,
  }));
  const version = await db().entryVersion.findFirstOrThrow({ where: { entryId } });
  ({ contentHash } = version);
  const { content } = unpackDocument(version.file) as { content: unknown };
  ({ nonce } = entryContentSchema.parse(content));
});

const params = () => ({ slug: bounty.slug, id: entryId });

/** The addresses of a route that is read, by what of the entry each of its parts could mean. */
function addressesOf({ path, handler }: ApiRoute): { params: Record<string, string>; asked: string }[] {
  const [, , , resource = ""] = path.split("/");
  const ids: Record<string, string> = { findings: finding.id, circuits: finding.circuitId, runs: runId };
  const { model, dictionarySets } = finding.circuit.spec;
  const set = dictionarySets.find(({ kind }) => kind === "attn")?.name ?? "";
  // Its circuit has `attn.1.3`.
  const known: Record<string, string> = {
    ...{ slug: bounty.slug, id: ids[resource] ?? entryId, handle: author.handle },
    ...{ model, set, layer: "1", index: "3" },
  };
  const names = [...path.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  const params = Object.fromEntries(names.map((name) => [name, known[name] ?? "1"]));
  const { query } = handler.definition;
  const fields = query
    ? (z.toJSONSchema(query, { io: "input", unrepresentable: "any" }).properties ?? {})
    : {};
  return [
    { params, asked: "" },
    ...("q" in fields ? [{ params, asked: `q=${secret}` }] : []),
    ...("author" in fields ? [{ params, asked: `author=${author.handle}` }] : []),
  ];
}

/** What every route that is read answers somebody, a few at once: streams, which never end, by what they are answered with at all. */
async function everythingTold(person: Person | null, asker: number, within = "/api/v1/"): Promise<string[]> {
  const routes = (await findApiRoutes()).filter(
    ({ method, path, handler }) =>
      method === "GET" &&
      path.startsWith(within) &&
      !path.endsWith("openapi.json") &&
      (handler.definition.access === "anyone" || person !== null),
  );
  const all = routes.flatMap((route) => addressesOf(route).map((each) => ({ ...route, ...each })));
  const told: string[] = [];
  for (let n = 0; n < all.length; n += 4)
    told.push(
      ...(await Promise.all(
        all.slice(n, n + 4).map(async ({ path, handler, params, asked }, at) => {
          const ends = new AbortController();
          const response = await call(handler, {
            ...{ path: `${path}?${asked}`, params, person, signal: ends.signal },
            headers: { "x-forwarded-for": `10.9.${asker}.${(n + at) % 250}` },
          }).catch(() => null);
          if (!response) return `${path} ${asked}: nothing`;
          const streams = response.headers.get("content-type")?.startsWith("text/event-stream");
          const text = streams ? "" : await response.text();
          ends.abort();
          const said = text.replace(/"requestId":"[^"]*"/, "");
          return `${path} ${response.status} ${asked.includes(secret) ? said.replaceAll(secret, "") : said}`;
        }),
      )),
    );
  return told;
}

/** What a bounty's routes tell each of the others, but for its commitments. */
async function toldOfBounty(): Promise<string[][]> {
  const each: string[][] = [];
  for (const [n, person] of others.entries()) {
    const told = await everythingTold(person, 100 + n, "/api/v1/bounties");
    each.push(told.filter((one) => !one.includes("/entries/commitments ")));
  }
  return each;
}

/** Fails where a text tells of the entry: a word of it, its ids, or of its commitment anything but that it is there. */
function expectSealed(told: string): void {
  for (const sealed of [secret, nonce, entryId, finding.id]) expect(told).not.toContain(sealed);
  if (told.includes(contentHash)) expect(told).toMatch(/^\S+commitments /);
  if (told.startsWith("/api/v1/bounties")) expect(told).not.toContain(author.handle);
}

test("until the bounty closes nobody else is told a word of an entry by any route", {
  timeout: 240_000,
}, async () => {
  await tellTeams();
  await tellOfClosings();
  for (const [n, person] of others.entries())
    for (const told of await everythingTold(person, n)) expectSealed(told);
  // The same walk finds it for who entered it: it looks where it would stand.
  const own = await everythingTold(author, 99);
  for (const sealed of [secret, nonce, entryId, finding.id])
    expect(own.some((told) => told.includes(sealed))).toBe(true);
  for (const { query } of bundleTables) {
    const { rows } = await pool().query(query);
    for (const sealed of [secret, entryId, finding.id]) expect(JSON.stringify(rows)).not.toContain(sealed);
  }
  const notified = await db().notification.findMany({ select: { memberId: true } });
  expect(new Set(notified.map(({ memberId }) => memberId))).toEqual(new Set([mate.id]));
});

test("nothing of the bounty is told otherwise for an entry more, and its address is as one of nothing", async () => {
  expect(await toldOfBounty()).toEqual(toldBefore);
});

test("an agent is told as little, and what is sent of it is its commitment", async () => {
  const tools = [...bindTools(await findApiRoutes()).values()].filter(
    ({ route }) => route.method === "GET" && !route.path.endsWith("/events"),
  );
  const toldTo = async (person: Person) => {
    const { key } = await createApiKey({ userId: person.id, name: "An agent", scopes: [], days: null });
    const { use } = await openMcp({ headers: { authorization: `Bearer ${key}` } });
    const told: string[] = [];
    for (const { tool, route, input } of tools) {
      const known: Record<string, string> = {
        ...{ slug: bounty.slug, id: route.path.includes("/bounties/") ? entryId : finding.id, q: secret },
      };
      const args = Object.fromEntries(Object.entries(known).filter(([name]) => input.places.has(name)));
      const text = await use(tool.name, args);
      told.push(`${tool.name} ${"q" in args ? text.replaceAll(secret, "") : text}`);
    }
    return told;
  };
  // A key has no role: who judges, who sponsors and who entered something else.
  for (const person of others.slice(1, 4) as Person[])
    for (const told of await toldTo(person)) expectSealed(told);
  const own = await toldTo(author);
  for (const name of ["read_entry", "find_entries", "read_finding"])
    expect(own.find((told) => told.startsWith(`${name} `))).toContain(finding.content.title);

  const events = await db().webhookEvent.findMany({ where: { bountyId: bounty.id, kind: "entered" } });
  expect(events).toHaveLength(2);
  for (const event of events) {
    const { slug } = bounty;
    const { data } = JSON.parse(bodyOf({ ...event, bounty: { slug, title: "A circuit" } }));
    expect(Object.keys(data.details).sort()).toEqual(["committedAt", "hash"]);
  }
});

test("who is named in its team sees all of it before confirming, and nothing more once they are named no more", async () => {
  const seen = async () =>
    Promise.all(
      [getEntryRoute, getFile].map(async (route) => {
        const answer = await call(route, { params: params(), person: mate });
        return [answer.status, (await answer.text()).includes(secret)];
      }),
    );
  expect(await seen()).toEqual([
    [200, true],
    [200, true],
  ]);
  const viewer = author.viewer;
  await enter({ slug: bounty.slug, findingId: finding.id, team: [], viewer });
  const { file } = await db().entryVersion.findFirstOrThrow({ where: { entryId, number: 2 } });
  ({ nonce } = entryContentSchema.parse((unpackDocument(file) as { content: unknown }).content));
  expect(await seen()).toEqual([
    [404, false],
    [404, false],
  ]);
  const list = await call(findEntries, { params: params(), person: mate });
  expect(await list.json()).toEqual({ items: [], nextCursor: null });
  expect((await call(confirm, { method: "POST", params: params(), person: mate })).status).toBe(404);
});

test("hash and moment are public at once, and neither of which entry they are nor how many entries there are", async () => {
  const versions = await db().entryVersion.findMany({
    ...{ where: { entry: { bountyId: bounty.id } }, orderBy: { committedAt: "asc" } },
    select: { contentHash: true, committedAt: true },
  });
  // The rival's, and both of this one.
  expect(versions).toHaveLength(3);
  const answer = await call(findCommitments, { params: params() });
  const items = versions.map(({ committedAt, ...each }) => ({
    ...each,
    committedAt: committedAt.toISOString(),
  }));
  expect(await answer.json()).toEqual({ items, nextCursor: null });
  for (const person of others) {
    const list = await (await call(findEntries, { params: params(), person })).json();
    expect(list.items.every(({ id }: { id: string }) => id !== entryId)).toBe(true);
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
  expect(await (await call(enterRoute, again)).json()).toEqual({ id: entryId, number: 2, isNew: false });
  const nobody = await call(enterRoute, { ...again, body: { finding: "no id" } });
  expect(nobody.status).toBe(400);
});

test("once the bounty closed it is everybody's, without who entered it until the scores are in, and its file is judged the same", async () => {
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
    expect(list.items).toMatchObject([{ id: entryId, isOwn: false }, { title: "Who met whom" }]);
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
  const version = await db().entryVersion.findFirstOrThrow({ where: { entryId, number: 2 } });
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
