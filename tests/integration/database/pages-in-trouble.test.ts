import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { enter } from "@/lib/bounty-entries/enter";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { createCollection } from "@/lib/collections/create-collection";
import { db } from "@/lib/db/client";
import { startConversation } from "@/lib/discussion/start-conversation";
import { createFamily } from "@/lib/families/create-family";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { draftBounty, openAnyBounty } from "../support/bounties";
import { createFinishedCircuit } from "../support/circuits";
import { untilTrue } from "../support/command";
import { draftFinding, enterSomething, openRuled } from "../support/entries";
import { createLargeEvaluation } from "../support/evaluations";
import { createMadeUpExperiment } from "../support/experiments";
import { ownServer } from "../support/own-server";
import { createPerson, type Person } from "../support/people";
import { beginProject } from "../support/projects";
import { startWeb, type WebProcess } from "../support/web-process";
import { circuitOf } from "../support/worst-content/circuits";
import { bringIn } from "../support/worst-content/imports";
import { pagesOf } from "../support/worst-content/measure";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 600_000 });

/** Of a model that is not here, so that nothing waits for a worker. */
const small = circuitOf(
  { nodes: 30, edges: 60, layers: 4, tokenIds: [1, 2, 3] },
  { model: "elsewhere", modelChecksum: "0".repeat(64), dictionarySets: [] },
);

const server = ownServer();
let web: WebProcess;
let person: Person;
/** An address of each page, by where its folder stands. A page without one fails the test. */
let addresses: Record<string, string>;

beforeAll(async () => {
  // Whoever reads every page there is.
  person = await createPerson("administrator");
  const circuit = await createFinishedCircuit();
  const { runId: run } = await db().circuit.update({
    where: { id: circuit },
    data: { graph: packDocument(small) },
  });
  const content = { title: "A finding", body: "Of **something**.", tags: [], state: "v1" };
  const { id: finding } = await createFinding({ ...content, circuitId: circuit, authorId: person.id });
  await publishFinding({ findingId: finding, authorId: person.id });
  const about = { kind: "finding", id: finding } as const;
  const said = { labelId: null, authorId: person.id, byProgram: false, body: "Why?" };
  const { id: conversation } = await startConversation({ about, ...said });
  const kept = { title: "A collection", description: "", isPublic: true, ownerId: person.id };
  const { id: collection } = await createCollection(kept);
  const source = JSON.stringify(madeUpFamily());
  const { id: family } = await createFamily({ source, isPublic: true, forkOf: null, ownerId: person.id });
  const evaluation = await createLargeEvaluation(circuit, family, 6);
  const experiment = await createMadeUpExperiment({ ownerId: person.id, family, isPublic: true });
  const project = await beginProject(person, []);
  const bounty = await draftBounty(person);
  const led = await openAnyBounty(person);
  const entry = await enterSomething(person);
  const webhook = await createWebhook({
    ownerId: person.id,
    url: "https://example.org/",
    scope: "own",
    bounties: [],
  });
  const imported = await bringIn(person, "small", small);
  const { handle: author } = await db().user.findUniqueOrThrow({ where: { id: person.id } });
  addresses = {
    "/": "/",
    "/circuits": "/circuits?tag=ioi",
    "/circuits/[id]": `/circuits/${circuit}`,
    "/circuits/[id]/alike": `/circuits/${circuit}/alike`,
    "/circuits/compare": `/circuits/compare?a=${circuit}&b=${circuit}`,
    "/collections": "/collections",
    "/collections/[id]": `/collections/${collection}`,
    "/collections/[id]/edit": `/collections/${collection}/edit`,
    "/evaluations/new": `/evaluations/new?circuit=${circuit}`,
    "/evaluations/[id]": `/evaluations/${evaluation}`,
    "/experiments": "/experiments?q=giver",
    "/experiments/new": `/experiments/new?family=${family}&version=1`,
    "/experiments/[id]": `/experiments/${experiment}`,
    "/families": "/families",
    "/families/new": "/families/new",
    "/families/[id]": `/families/${family}?prompt=1`,
    "/families/[id]/edit": `/families/${family}/edit`,
    "/bounties": "/bounties",
    "/bounties/new": "/bounties/new",
    "/bounties/wanted": "/bounties/wanted?q=name",
    "/bounties/[slug]": `/bounties/${bounty}`,
    "/bounties/[slug]/enter": `/bounties/${bounty}/enter`,
    "/bounties/[slug]/entries/[id]": `/bounties/${entry.slug}/entries/${entry.id}`,
    "/bounties/[slug]/edit": `/bounties/${bounty}/edit`,
    "/bounties/[slug]/judge": `/bounties/${led.slug}/judge`,
    "/bounties/[slug]/ledger": `/bounties/${led.slug}/ledger`,
    "/bounties/[slug]/outcome": `/bounties/${led.slug}/outcome`,
    "/projects": "/projects",
    "/projects/new": "/projects/new",
    "/projects/[slug]": `/projects/${project}`,
    "/projects/[slug]/edit": `/projects/${project}/edit`,
    "/collections/mine": `/collections/mine?finding=${finding}`,
    "/conversations/[id]": `/conversations/${conversation}`,
    "/docs": "/docs",
    "/docs/[page]": "/docs/circuits",
    "/data": "/data",
    "/docs/api": "/docs/api",
    "/data/labels": "/data/labels",
    "/docs/glossary": "/docs/glossary",
    "/embed/[id]": `/embed/${finding}`,
    "/features": "/features",
    "/features/[model]/[set]/[layer]/[index]": "/features/storybook-4l/resid/1/5",
    "/findings/[id]": `/findings/${finding}`,
    "/findings/[id]/edit": `/findings/${finding}/edit`,
    "/findings/[id]/history": `/findings/${finding}/history`,
    "/findings/[id]/publish": `/findings/${finding}/publish`,
    "/findings/[id]/versions/[version]": `/findings/${finding}/versions/1`,
    "/findings/new": `/findings/new?circuit=${circuit}&view=`,
    "/imports": "/imports",
    "/label": "/label",
    "/label/sittings": "/label/sittings",
    "/imports/[id]": `/imports/${imported}`,
    "/moderation": "/moderation",
    "/moderation/[kind]/[id]": `/moderation/finding/${finding}`,
    "/moderation/adoptions": "/moderation/adoptions",
    "/moderation/label-imports": "/moderation/label-imports",
    "/moderation/gold": "/moderation/gold",
    "/moderation/log": "/moderation/log?kind=hide",
    "/report": `/report?kind=finding&id=${finding}`,
    "/models": "/models",
    "/notifications": "/notifications",
    "/models/[model]": "/models/storybook-4l",
    "/models/[model]/heads": "/models/storybook-4l/heads",
    "/models/[model]/heads/[head]": "/models/storybook-4l/heads/3.5",
    "/runs/[id]": `/runs/${run}`,
    "/search": "/search?q=something",
    "/search/activation": `/search/activation?run=${run}&at=1`,
    "/search/structure": "/search/structure?path=attn-mlp",
    "/searches": "/searches?save=catalogue&query=tag%3Dioi",
    "/settings": "/settings",
    "/settings/ledger": "/settings/ledger",
    "/settings/webhooks": "/settings/webhooks",
    "/settings/webhooks/[id]": `/settings/webhooks/${webhook.made.id}`,
    "/sign-in": "/sign-in",
    "/sign-up": "/sign-up",
    "/unsubscribe": "/unsubscribe?secret=x",
    "/users": "/users",
    "/users/[handle]": `/users/${author}`,
  };
  web = await startWeb({ says: false });
});

afterAll(() => web?.stop());

const ways = { document: { accept: "text/html" }, router: { rsc: "1" } };
type Way = keyof typeof ways;

async function ask(address: string, way: Way = "document", cookie = person.cookie): Promise<Response> {
  const headers = { ...ways[way], cookie };
  const asked = (address: string) => fetch(new URL(address, web.address), { headers, redirect: "manual" });
  const response = await asked(address);
  // Next's router knows the parameter by which an answer to it is told from a document of the same address.
  const location = response.headers.get("location");
  return way === "router" && location?.includes("_rsc") ? asked(location) : response;
}

/** Whether the page is answered as when all is well: to who is signed in, the sign-in pages lead on. */
const isWell = async (address: string, way: Way) => {
  const response = await ask(address, way);
  await response.arrayBuffer();
  return response.status < 400;
};

async function expectAllWell(): Promise<void> {
  for (const [page, address] of Object.entries(addresses))
    for (const way of ["document", "router"] as const)
      expect([page, way, await untilTrue(() => isWell(address, way), 10)]).toEqual([page, way, true]);
}

/** Told that it has to wait, in words and as machines read it. */
async function expectTold(address: string, way: Way, sentence: RegExp): Promise<void> {
  const response = await ask(address, way);
  const text = await response.text();
  expect([address, way, response.status]).toEqual([address, way, 503]);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(text).toMatch(sentence);
  if (way === "router") return expect(response.headers.get("content-type")).toBe("text/plain");
  expect(text).toContain("Nothing that was saved is lost.");
  expect(text).toContain('http-equiv="refresh"');
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
  // Its style and its script are let in by this answer's own policy.
  expect(text.split(`nonce="${nonce}"`)).toHaveLength(3);
}

const noAnswer = /The database does not answer\./;
const tooMuch = /The database has more to do than it manages at the moment\./;

test("every page says so while the database is stopped, to the router too, and is back once that is", async () => {
  expect(Object.keys(addresses).sort()).toEqual(pagesOf("app"));
  await expectAllWell();
  expect((await ask("/nowhere")).status).toBe(404);
  const start = await server.stop();
  try {
    for (const address of [...Object.values(addresses), "/nowhere"])
      for (const way of ["document", "router"] as const) await expectTold(address, way, noAnswer);
    // A guest's page may need nothing of it.
    for (const address of Object.values(addresses))
      for (const way of ["document", "router"] as const) {
        const { status } = await ask(address, way, "");
        expect([address, way, status === 503 || status < 400]).toEqual([address, way, true]);
      }
    // Many at once, and each is told: none is answered before it is known what its page met.
    await Promise.all(Array.from({ length: 60 }, () => expectTold("/models", "router", noAnswer)));
  } finally {
    await start();
  }
  await expectAllWell();
  expect((await ask("/nowhere")).status).toBe(404);
});

test("the page of a sealed entry is not there for anybody but its team, and no other tells of it", async () => {
  const [author, judge, rival] = [await createPerson(), await createPerson(), await createPerson()];
  const { slug, sponsor } = await openRuled({ judge });
  const secret = "heliotropefox";
  const { id: findingId } = await draftFinding(author, { body: `What \`attn.1.3@4\` says of ${secret}.` });
  const { entryId } = await enter({ slug, findingId, team: null, viewer: author.viewer });
  const others = await draftFinding(rival);
  await enter({ slug, findingId: others.id, team: null, viewer: rival.viewer });
  const moderator = await createPerson("moderator");
  const of = `/bounties/${slug}`;
  const page = `${of}/entries/${entryId}`;
  const pages = [of, `${of}/judge`, "/bounties", `/search?q=${secret}`, `/users/${author.handle}`];
  const none = `${of}/entries/${crypto.randomUUID()}`;
  for (const cookie of ["", ...[judge, rival, sponsor, moderator, person].map((each) => each.cookie)]) {
    for (const address of [page, none]) expect((await ask(address, "document", cookie)).status).toBe(404);
    for (const way of ["document", "router"] as const)
      expect(await (await ask(page, way, cookie)).text()).not.toContain(secret);
    for (const address of pages) {
      const text = await (await ask(address, "document", cookie)).text();
      for (const sealed of [entryId, findingId]) expect(text).not.toContain(sealed);
      if (!address.includes(secret)) expect(text).not.toContain(secret);
    }
  }
  for (const way of ["document", "router"] as const) {
    const own = await ask(page, way, author.cookie);
    expect([own.status, (await own.text()).includes(secret)]).toEqual([200, true]);
  }
  expect(await (await ask(of, "document", author.cookie)).text()).toContain(entryId);
});

test("a page that waits for what others hold says that there is too much to do", async () => {
  const other = new pg.Client({ connectionString: server.url() });
  await other.connect();
  await other.query('begin; lock table "Run" in access exclusive mode');
  const held = ["/", "/circuits/[id]", "/runs/[id]"].map((page) => addresses[page]);
  try {
    await Promise.all(
      held.flatMap((address = "") => [
        expectTold(address, "document", tooMuch),
        expectTold(address, "router", tooMuch),
      ]),
    );
  } finally {
    await other.end();
  }
  await expectAllWell();
});

test("while the database takes no changes, every page can be read", async () => {
  await server.withSetting("default_transaction_read_only", "on", async () => {
    await server.query("select pg_sleep(0.1)");
    await expectAllWell();
  });
});

test("what a form sent is not said to be tried again", async () => {
  const form = new FormData();
  const shown = await (await ask("/")).text();
  const [, inputs = ""] = /<form[^>]*>(.*?)<textarea/s.exec(shown) ?? [];
  for (const [, name = "", value = ""] of inputs.matchAll(
    /type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g,
  ))
    form.set(name, value.replaceAll("&quot;", '"'));
  form.set("text", "The cat sat on the");
  const start = await server.stop();
  try {
    const headers = { cookie: person.cookie, origin: web.address };
    const response = await fetch(`${web.address}/`, { method: "POST", body: form, headers });
    const text = await response.text();
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(text).toContain("Nothing was done with what you sent.");
    expect(text).not.toContain("<script");
    expect(text).not.toContain("http-equiv");
  } finally {
    await start();
  }
  await expectAllWell();
});
