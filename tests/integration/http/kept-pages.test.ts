import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { createFamily } from "@/lib/families/create-family";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { encodeFeatures } from "@/lib/features/feature-codec";
import { createFinding } from "@/lib/findings/create-finding";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { createExampleRun } from "@/lib/runs/create-run";
import { exampleRun } from "@/lib/runs/example-run";
import { createFinishedCircuit } from "../support/circuits";
import { createLargeEvaluation } from "../support/evaluations";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { startWeb, type WebProcess } from "../support/web-process";
import { circuitOf } from "../support/worst-content/circuits";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 600_000 });
setUpSite();

/** Of tables that stand here no guest is shown anything; a page that reads one all the same is not kept. */
const shownToNoGuest = [
  ...[
    "Account",
    "Adoption",
    "FitMeasurement",
    "ApiKey",
    "CommentRevision",
    "Digest",
    "FeedSecret",
    "GuestWork",
    "IdempotentRequest",
    "ImportedCircuit",
    "Invitation",
    "JudgeRemark",
    "RateLimit",
    "ModerationAct",
    "Notification",
    "Presence",
    "Report",
    "SavedSearch",
    "SavedView",
    "Session",
    "SignInPlace",
  ],
  ...[
    "VerificationToken",
    "Watch",
    "Webhook",
    "WebhookDelivery",
    "WebhookEvent",
    "IndexPart",
    "IndexTally",
    "VerificationPart",
    "EvaluationPart",
    "Expansion",
    "Counterparts",
    "AttentionScore",
    "Intervention",
    "Retrace",
    "FindingWords",
    "SearchWord",
    "BundlePiece",
    "QueuedFeature",
    "LabelSitting",
    "QueueVisit",
    "QueueMark",
    "RaterRates",
    "ProjectInvitation",
    "IntruderText",
    "TakenAlong",
    "LabelImport",
    "GoldItem",
    "GoldDispute",
  ],
];

const small = circuitOf(
  { nodes: 30, edges: 60, layers: 4, tokenIds: [1, 2, 3] },
  { model: "elsewhere", modelChecksum: "0".repeat(64), dictionarySets: [] },
);

const firing = { kind: "attn", layer: 1, positions: Uint32Array.of(2), indices: Uint32Array.of(5) } as const;
/** What a worker stores of a run of three tokens. */
const finished = {
  ...{ computedAt: new Date(), computedBy: "test", computeMillis: 1, tokenIds: [1, 2, 3], featureCount: 1 },
  features: encodeFeatures(3, [{ ...firing, activations: Float32Array.of(1) }]),
  predictions: { ids: [[1], [2], [11]], logits: [[1], [1], [1]], probabilities: [[1], [1], [1]] },
};

let family = "";
let web: WebProcess;
let second: WebProcess;
let people: Person[];
let circuit: string;
let run: string;
let published: string;
let drafts: string[];
/** What every guest is shown alike. */
let shared: Record<string, string>;

beforeAll(async () => {
  people = await Promise.all([createPerson(), createPerson()]);
  circuit = await createFinishedCircuit();
  ({ runId: run } = await db().circuit.update({
    where: { id: circuit },
    data: { graph: packDocument(small) },
  }));
  const { id: example } = await createExampleRun(exampleRun);
  await db().run.updateMany({ where: { id: { in: [run, example] } }, data: finished });
  const content = { tags: [], state: "v1", circuitId: circuit };
  const [author] = people;
  const finding = { ...content, title: "What is public", body: "Of **something**." };
  ({ id: published } = await createFinding({ ...finding, authorId: author?.id ?? "" }));
  await publishFinding({ findingId: published, authorId: author?.id ?? "" });
  drafts = await Promise.all(
    people.map(async ({ id, handle }) => {
      const draft = { ...content, title: `Draft of ${handle}`, body: `Secret of ${handle}.` };
      return (await createFinding({ ...draft, authorId: id })).id;
    }),
  );
  const source = JSON.stringify(madeUpFamily());
  const made = await createFamily({ source, isPublic: true, forkOf: null, ownerId: author?.id ?? "" });
  family = made.id;
  shared = {
    ...{ home: "/", run: `/runs/${run}` },
    ...{
      circuit: `/circuits/${circuit}`,
      docs: "/docs/api",
      embed: `/embed/${published}`,
      features: "/features",
    },
    ...{ catalogue: "/circuits", narrowed: "/circuits?verified=never", person: `/users/${author?.handle}` },
    ...{ feature: "/features/storybook-4l/resid/1/5", finding: `/findings/${published}`, models: "/models" },
    ...{ model: "/models/storybook-4l", "features by layer": "/features?layer=1" },
    ...{ "label scores": "/data/labels", people: "/users" },
  };
  [web, second] = await Promise.all([startWeb(), startWeb()]);
  // The first reader of the first page has its circuits asked for, which is a change that is told of a moment later.
  await waitFor("the first page to be kept", async () => (await ask("/")).isKept);
});

afterAll(() => Promise.all([web?.stop(), second?.stop()]));

interface Asked {
  cookie?: string;
  headers?: Record<string, string>;
  of?: WebProcess;
}

async function ask(address: string, { cookie = "", headers = {}, of = web }: Asked = {}) {
  const asked = (url: URL | string) =>
    fetch(new URL(url, of.address), { headers: { ...headers, cookie }, redirect: "manual" });
  const response = await asked(address);
  const location = response.headers.get("location");
  const answer = location?.includes("_rsc") ? await asked(location) : response;
  const policy = answer.headers.get("content-security-policy") ?? "";
  return {
    status: answer.status,
    headers: answer.headers,
    text: await answer.text(),
    nonce: /'nonce-([^']+)'/.exec(policy)?.[1] ?? "",
    isKept: answer.headers.has("age"),
  };
}

interface Reader {
  cookie: string;
  /** What a member's own pages say of whose they are; null for a guest. */
  mine: string | null;
  /** What none of their pages may say. */
  others: string[];
  headers?: Record<string, string>;
}

async function seenWithin(millis: number, is: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + millis;
  while (Date.now() < end) if (await is()) return true;
  return false;
}

test("of every table either pages are told of its changes, or no guest is shown it", async () => {
  const told = await db().$queryRaw<{ name: string }[]>`
    select c.relname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname = 'tells_pages'`;
  const models = await db().$queryRaw<{ name: string }[]>`
    select relname::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname not like '\\_%'`;
  const named = models.map(({ name }) => (name === "rate_limit" ? "RateLimit" : name));
  expect([...told.map(({ name }) => name), ...shownToNoGuest].sort()).toEqual(named.sort());
});

test("what every guest is shown alike is made once, for documents and for the router", async () => {
  for (const [page, address] of Object.entries(shared))
    for (const asked of [{}, { headers: { rsc: "1" } }, { cookie: "theme=dark; circuit-commons.guest=x" }]) {
      const first = await ask(address, asked);
      const again = await ask(address, asked);
      expect([page, first.status, again.status, again.isKept]).toEqual([page, 200, 200, true]);
      const own = (answer: typeof first) => answer.text.replaceAll(answer.nonce, "nonce");
      expect(own(again)).toBe(own(first));
    }
});

test("a page's own policy lets in every script and style of it, and no other answer's", async () => {
  const seen = new Set<string>();
  for (const address of Object.values(shared))
    for (let n = 0; n < 4; n++) {
      const { text, nonce } = await ask(address, { headers: n % 2 ? { "accept-encoding": "identity" } : {} });
      const nonces = [...text.matchAll(/nonce(?:=|\\?":\\?)"([^"\\]+)/g)].map(([, each]) => each);
      expect(nonces.length).toBeGreaterThan(3);
      expect(new Set(nonces)).toEqual(new Set([nonce]));
      expect(seen.has(nonce)).toBe(false);
      seen.add(nonce);
    }
});

describe("nobody is sent what is another's", () => {
  const hostile: Record<string, string> = {
    ...{ host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher" },
    ...{
      "user-agent": "<script>mark</script>",
      "x-nonce": "evil",
      "next-url": "/evil",
      referer: "https://evil.example",
    },
  };

  test("two members, guests and whoever sends odd headers, all at once and in turn", async () => {
    const own = [...drafts.map((id) => `/findings/${id}`), "/settings", "/imports", "/sign-in"];
    const addresses = [...Object.values(shared), ...own];
    const [ann, bob] = people;
    if (!ann || !bob) throw new Error("there are two");
    const marks = (person: Person) => [person.handle, `Secret of ${person.handle}`];
    const readers: Reader[] = [
      { cookie: ann.cookie, mine: ann.handle, others: marks(bob) },
      { cookie: bob.cookie, mine: bob.handle, others: marks(ann).slice(1) },
      { cookie: "", mine: null, others: [...marks(bob), ...marks(ann).slice(1)] },
      {
        cookie: "theme=dark; circuit-commons.guest=aaa",
        mine: null,
        others: [...marks(bob), ...marks(ann).slice(1)],
      },
      { cookie: "", mine: null, others: marks(bob), headers: hostile },
    ];
    const check = async (address: string, { cookie, mine, others, headers = {} }: Reader) => {
      const way = Math.random() < 0.3 ? { ...headers, rsc: "1" } : headers;
      const { text, headers: sent, isKept, status } = await ask(address, { cookie, headers: way });
      for (const other of others) expect([address, text.includes(other)]).toEqual([address, false]);
      expect([address, /evil|<script>mark/.test(text)]).toEqual([address, false]);
      if (mine !== null) {
        expect([address, isKept]).toEqual([address, false]);
        if (status === 200 && !address.startsWith("/embed") && !("rsc" in way))
          expect([address, text.includes(`data-viewer="${mine}"`)]).toEqual([address, true]);
      } else expect([address, text.includes("data-viewer=")]).toEqual([address, false]);
      if (isKept) expect(sent.get("set-cookie")).toBeNull();
    };
    // The finding is of the first member, whose handle stands on it for all.
    for (const reader of readers) for (const address of addresses) await check(address, reader);
    for (let round = 0; round < 6; round++)
      await Promise.all(
        readers.flatMap((reader) =>
          addresses.toSorted(() => Math.random() - 0.5).map((address) => check(address, reader)),
        ),
      );
  });

  test("a draft is its author's, also where a guest has asked for it before", async () => {
    const [draft = ""] = drafts;
    const [author] = people;
    const address = `/findings/${draft}`;
    expect((await ask(address)).status).toBe(404);
    expect((await ask(address, { cookie: author?.cookie })).status).toBe(200);
    expect((await ask(address)).status).toBe(404);
    expect((await ask(address, { headers: { rsc: "1" } })).text).not.toContain("Secret");
  });
});

test("a change is seen within a second, of every process", async () => {
  const changes: [address: string, words: string, change: () => Promise<unknown>][] = [
    ["/models", "Renamed at once", () => db().model.updateMany({ data: { displayName: "Renamed at once" } })],
    [
      `/findings/${published}`,
      "Another title",
      () => db().finding.update({ where: { id: published }, data: { title: "Another title" } }),
    ],
    [
      `/circuits/${circuit}`,
      "0.4242",
      () => db().circuit.update({ where: { id: circuit }, data: { replacementScore: 0.4242 } }),
    ],
    [
      `/embed/${published}`,
      "A name of my own",
      () => db().user.update({ where: { id: people[0]?.id ?? "" }, data: { name: "A name of my own" } }),
    ],
  ];
  for (const [address, words, change] of changes) {
    for (const of of [web, second]) {
      await ask(address, { of });
      expect([address, (await ask(address, { of })).isKept]).toEqual([address, true]);
    }
    await change();
    for (const of of [web, second]) {
      const isSeen = async () => (await ask(address, { of })).text.includes(words.replace("0.4242", "42"));
      expect([address, await seenWithin(1_000, isSeen)]).toEqual([address, true]);
    }
  }
});

test("an evaluation of a circuit stands on its page, its family's, and its findings', within a second", async () => {
  const addresses = [`/circuits/${circuit}`, `/families/${family}`, `/findings/${published}`];
  for (const address of addresses) await ask(address);
  const id = await createLargeEvaluation(circuit, family, 1);
  for (const address of addresses)
    expect(
      await seenWithin(1_000, async () => (await ask(address)).text.includes(`/evaluations/${id}`)),
      address,
    ).toBe(true);
  expect((await ask(`/evaluations/${id}`)).status).toBe(200);
  await db().family.update({ where: { id: family }, data: { isPublic: false } });
  expect(await seenWithin(1_000, async () => (await ask(`/evaluations/${id}`)).status === 404)).toBe(true);
  const isNamed = async () => (await ask(`/findings/${published}`)).text.includes(`/evaluations/${id}`);
  expect(await seenWithin(1_000, async () => !(await isNamed()))).toBe(true);
  await db().family.update({ where: { id: family }, data: { isPublic: true } });
});

test("what is taken back is gone within a second", async () => {
  const address = `/findings/${published}`;
  expect((await ask(address)).status).toBe(200);
  await db().finding.update({ where: { id: published }, data: { publishedAt: null } });
  expect(await seenWithin(1_000, async () => (await ask(address)).status === 404)).toBe(true);
  await db().finding.update({ where: { id: published }, data: { publishedAt: new Date() } });
  expect(await seenWithin(1_000, async () => (await ask(address)).status === 200)).toBe(true);
});

test("of what its author took back or deleted, kept pages become 410 within a second, and none of those is kept", async () => {
  const authorId = people[0]?.id ?? "";
  const content = { circuitId: circuit, title: "Said for a while", body: "No more.", tags: [], state: "v1" };
  const { id } = await createFinding({ ...content, authorId });
  const own = { findingId: id, authorId };
  const addresses = [`/findings/${id}`, `/findings/${id}/history`, `/embed/${id}`];
  const everywhere = [web, second].flatMap((of) =>
    [{}, { headers: { rsc: "1" } }].flatMap((asked) =>
      addresses.map((address) =>
        Object.assign(() => ask(address, { ...asked, of }), {
          address: `${address} ${JSON.stringify(asked)}`,
        }),
      ),
    ),
  );
  for (const becomesGone of [withdrawFinding, deleteFinding]) {
    await publishFinding(own);
    for (const asked of everywhere) {
      await expect.poll(async () => (await asked()).status).toBe(200);
      await expect.poll(async () => (await asked()).isKept).toBe(true);
    }
    await becomesGone(own);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    for (let n = 0; n < 3; n++) {
      for (const asked of everywhere) {
        const { status, isKept, text, headers } = await asked();
        expect([asked.address, status, isKept]).toEqual([asked.address, 410, false]);
        expect(text).not.toContain("Said for a while");
        expect(headers.get("cache-control")).not.toMatch(/public|max-age=[1-9]/);
      }
    }
  }
});

test("that others' texts are run, read and computed leaves what was kept", async () => {
  // One that was never read is no more to be let go of once it is, which is told.
  await db().circuit.update({ where: { id: circuit }, data: { readAt: new Date(0) } });
  for (const address of Object.values(shared)) await ask(address);
  const other = await createFinishedCircuit();
  await db().circuit.update({ where: { id: other }, data: { computedAt: new Date() } });
  await db().circuit.update({ where: { id: circuit }, data: { readAt: new Date() } });
  await createLargeEvaluation(other, family, 1);
  await db().$executeRaw`update "Job" set "heartbeatAt" = now()`;
  await new Promise((resolve) => setTimeout(resolve, 200));
  // The first counts runs, and is never older than a second.
  const { home: _, ...others } = shared;
  for (const [page, address] of Object.entries(others))
    expect([page, (await ask(address)).isKept]).toEqual([page, true]);
});

test("without the connection that tells of changes nothing kept is sent, and nothing missed once it is back", async () => {
  await ask("/models");
  expect((await ask("/models")).isKept).toBe(true);
  const admin = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await admin.connect();
  const { rowCount } = await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and query in ('select 1', 'listen pages')`,
  );
  expect(rowCount).toBeGreaterThan(1);
  await admin.query(`update "Model" set "displayName" = 'Missed by nobody'`);
  await admin.end();
  const isSeen = async () => (await ask("/models")).text.includes("Missed by nobody");
  expect(await seenWithin(1_000, isSeen)).toBe(true);
  expect(await seenWithin(10_000, async () => (await ask("/models")).isKept)).toBe(true);
});
