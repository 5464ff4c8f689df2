import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { foreignGraph } from "@/lib/attribution-graphs/foreign-graph";
import { encodeView } from "@/lib/views/view-codec";
import { untouchedView } from "@/lib/views/view-state";
import { circuitDocument, graphDrawn } from "./support/circuit";
import { packed, payloads } from "./support/payloads";
import { startedSite } from "./support/site";
import { signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ MEMBER_RUNS_PER_DAY: "1000", NEW_ACCOUNT_DAYS: "0" });
const visit = visitorsOf(site);
/** Every so many of the texts are looked at on a page, others of them on the next one. Written is each, and in what people write at length stand all payloads. */
const thinning = 3;
/** Of a text in a title or a file's name, and of one in an address. */
const maxCharacters = 150;
const maxEchoed = 800;

/** Everything that one text was written into. */
interface Written {
  text: string;
  run: string;
  circuit: string;
  finding: string;
  collection: string;
  family: string;
  experiment: string;
  conversation: string;
  project: string;
  bounty: string;
  imported: string;
  webhook: string;
  wanted: string;
  view: string;
}

interface Stop {
  address: string;
  /** The text stands there, as text. */
  shows: boolean;
}

const q = encodeURIComponent;
const shown = (address: string): Stop => ({ address, shows: true });
const open = (address: string): Stop => ({ address, shows: false });

/** Where each page shows people's text. A page without a line fails the test: write one for every text that it shows. */
const stopsOf: Record<string, (written: Written) => Stop[]> = {
  "(site)/page.tsx": () => [shown("/")],
  "(site)/label/page.tsx": ({ text, project }) => [
    open(`/label?label=${q(text)}`),
    open(`/label?pinpoint=${q(text)}&without=${q(text)}`),
    open(`/label?intruder=${q(text)}&without=${q(text)}`),
    shown(`/label?project=${project}`),
    open(`/label?project=${q(text)}`),
  ],
  "(site)/bounties/page.tsx": ({ text }) => [
    shown("/bounties?only=own"),
    open(`/bounties?only=${q(text)}&bounties=${q(text)}`),
  ],
  "(site)/bounties/new/page.tsx": ({ text }) => [
    open("/bounties/new"),
    open(`/bounties/new?wanted=${q(text)}`),
  ],
  "(site)/bounties/wanted/page.tsx": ({ wanted, text }) => [
    shown(`/bounties/wanted?only=${wanted}`),
    open(`/bounties/wanted?q=${q(text)}&only=${q(text)}&feature=${q(text)}&wanted=${q(text)}`),
  ],
  "(site)/bounties/[slug]/page.tsx": ({ bounty, text }) => [
    shown(`/bounties/${bounty}`),
    open(`/bounties/${q(text)}`),
  ],
  "(site)/bounties/[slug]/enter/page.tsx": ({ bounty, text }) => [
    open(`/bounties/${bounty}/enter?finding=${q(text)}&findings=${q(text)}`),
  ],
  "(site)/bounties/[slug]/entries/[id]/page.tsx": ({ bounty, text }) => [
    open(`/bounties/${bounty}/entries/${q(text)}`),
  ],
  "(site)/bounties/[slug]/judge/page.tsx": ({ text }) => [open(`/bounties/${q(text)}/judge`)],
  "(site)/bounties/[slug]/ledger/page.tsx": ({ bounty, text }) => [
    open(`/bounties/${bounty}/ledger?lines=${q(text)}`),
    open(`/bounties/${q(text)}/ledger`),
  ],
  "(site)/bounties/[slug]/outcome/page.tsx": ({ bounty, text }) => [
    open(`/bounties/${bounty}/outcome?from=${q(text)}`),
    open(`/bounties/${q(text)}/outcome`),
  ],
  "(site)/bounties/[slug]/edit/page.tsx": ({ bounty }) => [shown(`/bounties/${bounty}/edit`)],
  "(site)/projects/page.tsx": ({ text }) => [
    shown("/projects"),
    open(`/projects?only=${q(text)}&projects=${q(text)}`),
  ],
  "(site)/projects/new/page.tsx": () => [open("/projects/new")],
  "(site)/projects/[slug]/page.tsx": ({ project, text }) => [
    shown(`/projects/${project}`),
    open(`/projects/${project}?features=${q(text)}&members=${q(text)}`),
    open(`/projects/${q(text)}`),
  ],
  "(site)/projects/[slug]/edit/page.tsx": ({ project }) => [shown(`/projects/${project}/edit`)],
  "(site)/label/sittings/page.tsx": ({ text }) => [open(`/label/sittings?of=${q(text)}`)],
  "(site)/moderation/page.tsx": ({ text }) => [open(`/moderation?reports=${q(text)}`)],
  "(site)/moderation/gold/page.tsx": ({ text }) => [open(`/moderation/gold?disputes=${q(text)}`)],
  "(site)/moderation/log/page.tsx": ({ text }) => [
    open(`/moderation/log?kind=${q(text)}&of=${q(text)}&by=${q(text)}&concerns=${q(text)}&acts=${q(text)}`),
  ],
  "(site)/moderation/[kind]/[id]/page.tsx": ({ text }) => [open(`/moderation/finding/${q(text)}`)],
  "(site)/report/page.tsx": ({ text }) => [
    open(`/report?kind=person&id=${q(text.slice(0, 80))}`),
    open(`/report?kind=${q(text)}&id=${q(text)}`),
  ],
  "(site)/models/page.tsx": ({ text }) => [open(`/models?q=${q(text)}`)],
  "(site)/models/[model]/page.tsx": ({ text }) => [
    open(`/models/storybook-4l?x=${q(text)}`),
    open(`/models/${q(text)}`),
  ],
  "(site)/models/[model]/heads/page.tsx": ({ text }) => [
    open(`/models/storybook-4l/heads?by=${q(text)}`),
    open(`/models/${q(text)}/heads`),
  ],
  "(site)/models/[model]/heads/[head]/page.tsx": ({ text }) => [
    open(`/models/storybook-4l/heads/3.5?set=${q(text)}&features=${q(text)}`),
    open(`/models/storybook-4l/heads/${q(text)}`),
  ],
  "(site)/features/page.tsx": ({ text }) => [
    open(`/features?q=${q(text.slice(0, 400))}&model=${q(text)}&set=${q(text)}&features=${q(text)}`),
  ],
  "(site)/searches/page.tsx": ({ text }) => [
    open(`/searches?save=catalogue&query=${q(new URLSearchParams({ tag: text }).toString())}`),
    open(`/searches?save=${q(text)}&query=${q(text)}&searches=${q(text)}`),
  ],
  "(site)/search/page.tsx": ({ text }) => [
    open(`/search?q=${q(text)}`),
    open(`/search?q=${q(text.slice(0, 400))}&findings=${q(text)}`),
  ],
  "(site)/search/structure/page.tsx": ({ text }) => [
    open(`/search/structure?has=${q(text.slice(0, 400))}&path=${q(text)}&crosses=${q(text)}`),
    open(`/search/structure?starts=${q(text)}&head=${q(text)}&like=${q(text)}`),
  ],
  "(site)/search/activation/page.tsx": ({ run, text }) => [
    open(`/search/activation?run=${run}&at=1`),
    open(`/search/activation?run=${run}&at=${q(text)}`),
    open(`/search/activation?run=${q(text)}`),
  ],
  "(site)/runs/[id]/page.tsx": ({ run, text }) => [
    shown(`/runs/${run}`),
    open(`/runs/${run}?token=${q(text)}&feature=${q(text)}&scope=${q(text)}`),
    open(`/runs/${q(text)}`),
  ],
  "(site)/features/[model]/[set]/[layer]/[index]/page.tsx": ({ run, text }) => [
    shown(`/features/storybook-4l/attn/3/697?run=${run}`),
    shown("/features/storybook-4l/attn/3/698"),
    open(`/features/storybook-4l/attn/3/697?beside=${q(text)}`),
    open(
      `/features/storybook-4l/attn/3/697?band=${q(text)}&length=${q(text)}&head=${q(text)}&run=${q(text)}`,
    ),
    open(`/features/${q(text)}/${q(text)}/0/0`),
  ],
  "(site)/conversations/[id]/page.tsx": ({ conversation, text }) => [
    shown(`/conversations/${conversation}`),
    open(`/conversations/${conversation}?comments=${q(text)}`),
    open(`/conversations/${q(text)}`),
  ],
  "(site)/unsubscribe/page.tsx": ({ text }) => [open(`/unsubscribe?secret=${q(text)}`)],
  "(site)/notifications/page.tsx": ({ text }) => [open(`/notifications?notifications=${q(text)}`)],
  "(site)/circuits/page.tsx": ({ text }) => [
    open(`/circuits?tag=${q(text)}&token=${q(text)}&feature=${q(text)}&author=${q(text)}&sort=${q(text)}`),
    open(`/circuits?catalogue=${q(text)}&model=${q(text)}`),
  ],
  "(site)/collections/page.tsx": ({ text }) => [
    shown("/collections"),
    open(`/collections?by=${q(text)}&collections=${q(text)}`),
  ],
  "(site)/collections/mine/page.tsx": ({ finding, text }) => [
    shown(`/collections/mine?finding=${finding}`),
    open(`/collections/mine?finding=${q(text)}&collections=${q(text)}`),
  ],
  "(site)/collections/[id]/page.tsx": ({ collection, text }) => [
    shown(`/collections/${collection}`),
    open(`/collections/${collection}?items=${q(text)}`),
    open(`/collections/${q(text)}`),
  ],
  // A title is shorter than a text, and a form has the file, in which JSON writes it another way.
  "(site)/experiments/page.tsx": ({ text }) => [
    open("/experiments"),
    open(`/experiments?q=${q(text)}&by=${q(text)}&model=${q(text)}&holds=${q(text)}&experiments=${q(text)}`),
  ],
  "(site)/experiments/new/page.tsx": ({ experiment, family, text }) => [
    open(`/experiments/new?fork=${experiment}`),
    open(`/experiments/new?family=${family}&version=${q(text)}`),
    open(`/experiments/new?q=${q(text)}&families=${q(text)}`),
  ],
  "(site)/experiments/[id]/page.tsx": ({ experiment, text }) => [
    open(`/experiments/${experiment}`),
    open(`/experiments/${experiment}?result=${q(text)}&conditions=${q(text)}`),
    open(`/experiments/${q(text)}`),
  ],
  "(site)/families/page.tsx": ({ text }) => [
    open("/families"),
    open(`/families?q=${q(text)}&by=${q(text)}&families=${q(text)}`),
  ],
  "(site)/families/new/page.tsx": ({ family, text }) => [
    open(`/families/new?fork=${family}&version=1`),
    open(`/families/new?fork=${q(text)}&version=${q(text)}`),
  ],
  "(site)/families/[id]/page.tsx": ({ family, text }) => [
    shown(`/families/${family}`),
    open(`/families/${family}?prompt=1&rule=${q(text)}&model=${q(text)}&part=${q(text)}&prompts=${q(text)}`),
    open(`/families/${q(text)}`),
  ],
  "(site)/families/[id]/edit/page.tsx": ({ family }) => [open(`/families/${family}/edit`)],
  "(site)/evaluations/new/page.tsx": ({ circuit, family, text }) => [
    open(`/evaluations/new?circuit=${circuit}`),
    open(`/evaluations/new?circuit=${circuit}&q=${q(text)}&families=${q(text)}`),
    open(`/evaluations/new?circuit=${circuit}&family=${family}&version=${q(text)}`),
    open(`/evaluations/new?circuit=${q(text)}&family=${q(text)}`),
  ],
  // Of a family whose prompts are the circuit's own text, which no hostile one is: its texts are those of the family's page.
  "(site)/evaluations/[id]/page.tsx": ({ text }) => [open(`/evaluations/${q(text)}`)],
  "(site)/collections/[id]/edit/page.tsx": ({ collection }) => [shown(`/collections/${collection}/edit`)],
  "(site)/moderation/adoptions/page.tsx": ({ text }) => [open(`/moderation/adoptions?adoptions=${q(text)}`)],
  "(site)/moderation/label-imports/page.tsx": ({ text }) => [
    open(`/moderation/label-imports?imports=${q(text)}`),
  ],
  "(site)/data/labels/page.tsx": () => [open("/data/labels")],
  "(site)/users/page.tsx": () => [open("/users")],
  "(site)/users/[handle]/page.tsx": ({ text }) => [open(`/users/${q(text)}`)],
  "(site)/circuits/[id]/page.tsx": ({ circuit, view, text }) => [
    shown(`/circuits/${circuit}?view=${view}&node=${q(`group:${text.slice(0, 80).trim()}`)}`),
    open(`/circuits/${circuit}?view=${q(text)}&node=${q(text)}&saved=${q(text)}`),
    open(`/circuits/${q(text)}`),
  ],
  "(site)/circuits/[id]/alike/page.tsx": ({ circuit, text }) => [
    open(`/circuits/${circuit}/alike?circuits=${q(text)}`),
    open(`/circuits/${q(text)}/alike`),
  ],
  "(site)/circuits/compare/page.tsx": ({ circuit, text }) => [
    shown(`/circuits/compare?a=${q(text)}&b=${q(text)}`),
    open(`/circuits/compare?a=${circuit}&b=${circuit}&node=${q(text)}&show=${q(text)}`),
  ],
  "(site)/docs/page.tsx": ({ text }) => [open(`/docs?${q(text)}`)],
  "(site)/docs/[page]/page.tsx": ({ text }) => [open(`/docs/circuits?${q(text)}`), open(`/docs/${q(text)}`)],
  "(site)/docs/glossary/page.tsx": ({ text }) => [open(`/docs/glossary?${q(text)}#${q(text)}`)],
  "(site)/data/page.tsx": ({ text }) => [open(`/data?${q(text)}`)],
  "(site)/docs/api/page.tsx": ({ text }) => [open(`/docs/api?${q(text)}#${q(text)}`)],
  "(site)/findings/[id]/page.tsx": ({ finding, text }) => [
    shown(`/findings/${finding}`),
    open(`/findings/${q(text)}`),
  ],
  "(site)/findings/[id]/edit/page.tsx": ({ finding }) => [shown(`/findings/${finding}/edit`)],
  "(site)/findings/[id]/history/page.tsx": ({ finding }) => [shown(`/findings/${finding}/history`)],
  // Of what is published it leads to the finding's own page.
  "(site)/findings/[id]/versions/[version]/page.tsx": ({ finding, text }) => [
    shown(`/findings/${finding}/versions/1`),
    open(`/findings/${finding}/versions/${q(text)}`),
  ],
  "(site)/findings/[id]/publish/page.tsx": ({ finding }) => [shown(`/findings/${finding}/publish`)],
  "(site)/findings/new/page.tsx": ({ circuit, view }) => [
    open(`/findings/new?circuit=${circuit}&view=${view}`),
  ],
  "(site)/imports/page.tsx": () => [shown("/imports")],
  "(site)/imports/[id]/page.tsx": ({ imported }) => [shown(`/imports/${imported}`)],
  "(account)/settings/page.tsx": () => [open("/settings")],
  "(account)/settings/ledger/page.tsx": ({ text }) => [
    open(`/settings/ledger?won=${q(text)}&promised=${q(text)}`),
  ],
  "(account)/settings/webhooks/page.tsx": ({ text }) => [open(`/settings/webhooks?webhooks=${q(text)}`)],
  "(account)/settings/webhooks/[id]/page.tsx": ({ webhook, text }) => [
    open(`/settings/webhooks/${webhook}?deliveries=${q(text)}`),
    open(`/settings/webhooks/${q(text)}`),
  ],
  "(account)/sign-in/page.tsx": ({ text }) => [
    open(`/sign-in?error=${q(text)}&callbackUrl=${q(text)}&sent=${q(text)}`),
  ],
  "(account)/sign-up/page.tsx": ({ text }) => [open(`/sign-up?callbackUrl=${q(text)}`)],
  "embed/[id]/page.tsx": ({ finding }) => [shown(`/embed/${finding}`)],
  "not-found.tsx": ({ text }) => [open(`/nowhere/${q(text)}`)],
};

const found = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => path.basename(file) === "page.tsx" || file === "not-found.tsx");

test("every page is visited", () => {
  expect(Object.keys(stopsOf).sort()).toEqual(found.sort());
  expect(found.length).toBeGreaterThan(10);
});

/** What ran, what was to run and was refused, and what stands there that text never makes. */
async function harmOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const harm = "harm" in window && Array.isArray(window.harm) ? window.harm.map(String) : [];
    for (const element of document.querySelectorAll("*")) {
      const made = "iframe,object,embed,base,math,marquee,video,portal,foreignObject";
      if (element.matches(made) || element.matches("img[src=x],img[onerror]"))
        harm.push(element.outerHTML.slice(0, 200));
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) harm.push(`${element.tagName} has ${name}`);
        const isAddress = ["href", "xlink:href", "src", "action", "formaction", "data"].includes(name);
        // What React puts there itself, until its script has come.
        if (/^javascript:throw new Error\('(A )?React form /.test(value)) continue;
        if (isAddress && /^\s*(j\s*a\s*v\s*a|v\s*b\s*)s\s*c\s*r\s*i\s*p\s*t\s*:|^\s*data:text/i.test(value))
          harm.push(`${element.tagName} leads to ${value.slice(0, 100)}`);
        // In the query of an address of our own it is text.
        const host =
          isAddress && URL.canParse(value, document.baseURI) && new URL(value, document.baseURI).host;
        if (host && element.tagName !== "A" && host.includes("evil.invalid")) harm.push(`it loads ${value}`);
      }
    }
    return harm;
  });
}

/** All that the page says: its text without scripts, its fields and its title. */
async function textOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    if (!(copy instanceof Element)) return "";
    for (const script of copy.querySelectorAll("script,style")) script.remove();
    const fields = [...document.querySelectorAll("input,textarea")].map((field) =>
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "",
    );
    return [copy.textContent, ...fields].join(" ");
  });
}

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

let member: Page;
let heard: string[];
const everything: Written[] = [];

async function post(address: string, data: unknown): Promise<{ id: string; slug?: string }> {
  const response = await member.request.post(address, { data });
  if (response.status() !== 201) throw new Error(`${address}: ${response.status()} ${await response.text()}`);
  return response.json();
}

/** A family of prompts that says it everywhere. */
function hostileFamily(text: string): string {
  // Cut at any place.
  const said = text.replaceAll(/[\p{Cc}\p{Cs}\u{10000}-\u{10ffff}]/gu, " ");
  const marked = (length: number) => said.slice(0, length).replaceAll(/[[\]{}\\]/g, "\\$&");
  const name = said.slice(0, 40).trim();
  return JSON.stringify({
    ...{
      format: "circuit-commons/family@1",
      title: said.slice(0, 120).trim(),
      description: said.slice(0, 4_000),
    },
    roles: [{ name: "X", says: said.slice(0, 200) }],
    words: { w: [said.slice(0, 60), "b"] },
    templates: [
      {
        ...{ name, variant: name, text: `${marked(900)} [X:{w}]`, answer: marked(30) },
        ...{ distractor: " b", counterfactual: null },
      },
    ],
    counterfactuals: [{ name, rule: "another-word", role: "X", word: `${said.slice(0, 50)}!` }],
    draws: 1,
    heldOutPercent: 0,
  });
}

let askedOver: { id: string } | null = null;

/** An experiment that says it everywhere, over a family that fits the model. */
async function askHostile(text: string): Promise<string> {
  const source = readFileSync("lib/families/bundled/indirect-object.json", "utf8");
  askedOver ??= await post("/api/v1/families", { source, isPublic: true });
  const said = text.replaceAll(/[\p{Cc}\p{Cs}\u{10000}-\u{10ffff}]/gu, " ");
  const line = (length: number) => said.slice(0, length).trim();
  const what = { part: "site", kind: "attn", layer: 0 };
  const { id } = await post("/api/v1/experiments", {
    experiment: {
      ...{ title: line(120), description: said.slice(0, 4_000), hypothesis: { says: line(500) } },
      ...{ model: { name: "storybook-4l" }, metrics: ["logit"], prompts: { first: 2 } },
      conditions: [{ name: line(100), interventions: [{ do: "ablate", what, to: "zero", roles: ["S2"] }] }],
    },
    ...{ family: { id: askedOver.id, version: 1 }, isPublic: true },
  });
  return id;
}

/** An import whose every text is one of ours. */
function hostileFile(text: string): string {
  const graph = foreignGraph();
  const nodes = graph.nodes.map((node) => ({ ...node, clerp: text }));
  const metadata = {
    ...graph.metadata,
    ...{ slug: text, scan: text, prompt: text, prompt_tokens: [text, text, text] },
    info: {
      ...graph.metadata.info,
      creator_name: text,
      creator_url: `javascript:ran()//${text}`,
      source_urls: [text],
    },
    title_prefix: text,
    description: text,
  };
  return JSON.stringify({ ...graph, metadata, nodes, [text]: text });
}

async function write(text: string): Promise<Written> {
  await member.goto("/");
  const circuit = /\/circuits\/([0-9a-f-]{36})/.exec(await member.content())?.[1] ?? "";
  const { nodes } = await circuitDocument(member, `/circuits/${circuit}`);
  const ids = nodes
    .map(({ id }) => id)
    .filter((id) => id.includes("."))
    .slice(0, 3);
  const name = text.slice(0, 80).trim();
  const state =
    (await encodeView({
      ...untouchedView,
      groups: [{ name, members: ids.slice(0, 2) }],
      notes: [...ids, `group:${name}`].map((id) => [id, text] as const),
    })) ?? "";
  const run = await post("/api/v1/runs", { model: "storybook-4l", text });
  await post(`/api/v1/circuits/${circuit}/views`, { name, state });
  const body = [text, ...payloads, `\`${ids[0]}\``].join("\n\n");
  const finding = await post("/api/v1/findings", { circuitId: circuit, title: text, body, tags: [], state });
  await member.request.put(`/api/v1/findings/${finding.id}/publication`);
  await relabel(text);
  const title = text.slice(0, 160).trim();
  const content = { title, description: body.slice(0, 10_000), isPublic: true };
  const collection = await post("/api/v1/collections", content);
  const item = { findingId: finding.id, note: text.slice(0, 1_000) };
  await post(`/api/v1/collections/${collection.id}/items`, item);
  const family = await post("/api/v1/families", { source: hostileFamily(text), isPublic: true });
  const experiment = await askHostile(text);
  const file = { "content-type": "application/json" };
  const sent = await member.request.post(`/api/v1/imports?name=${q(text)}`, {
    data: hostileFile(text),
    headers: file,
  });
  const { id: imported }: { id: string } = await sent.json();
  const said = await post(`/api/v1/findings/${finding.id}/conversations`, {
    body: `~~~~~~\n${text}\n~~~~~~`.slice(0, 4_000),
  });
  const bounty = await retitleBounty(title, text, body);
  const webhook = await redirectWebhook(`https://receiver.invalid/?${q(text)}`.slice(0, 2_000));
  const wanted = await askAgain(text);
  const project = await retitleProject({
    title,
    goal: text.slice(0, 300).trim(),
    guidelines: body.slice(0, 20_000),
  });
  const made = {
    ...{
      finding: finding.id,
      collection: collection.id,
      family: family.id,
      experiment,
      project,
      bounty,
      imported,
      webhook,
      wanted,
    },
    conversation: said.id,
  };
  return { text, run: run.id, circuit, ...made, view: state };
}

let ownBounty: { slug: string; revision: number } | null = null;

/** A draft of a bounty says the text from now on, in all that it says. */
async function retitleBounty(title: string, text: string, body: string): Promise<string> {
  const said = title.length < 3 ? title.padEnd(3, ".") : title;
  const content = {
    ...{ title: said, brief: body.slice(0, 20_000), prize: text.slice(0, 300).trim(), reward: null },
    ...{ opensAt: "2030-01-01T00:00:00Z", closesAt: "2030-02-01T00:00:00Z", rules: [] },
    rubric: [{ name: said.slice(0, 60), weight: 1, description: text.slice(0, 1_000) }],
  };
  if (ownBounty === null) {
    const { slug = "" } = await post("/api/v1/bounties", content);
    ownBounty = { slug, revision: 1 };
    return slug;
  }
  const data = { ...content, revision: ownBounty.revision++ };
  const sent = await member.request.put(`/api/v1/bounties/${ownBounty.slug}`, { data });
  if (sent.status() !== 204) throw new Error(await sent.text());
  return ownBounty.slug;
}

let webhook: string | null = null;

/** A webhook's address says the text from now on. */
async function redirectWebhook(url: string): Promise<string> {
  if (webhook === null) {
    const sent = await member.request.post("/api/v1/webhooks", { data: { url, scope: "own" } });
    if (sent.status() !== 201) throw new Error(await sent.text());
    const { made }: { made: { id: string } } = await sent.json();
    webhook = made.id;
    return webhook;
  }
  const data = { url, scope: "own", isOn: true };
  const sent = await member.request.put(`/api/v1/webhooks/${webhook}`, { data });
  if (sent.status() !== 204) throw new Error(await sent.text());
  return webhook;
}

/** Something is wanted that says the text, past the limit of a day. */
async function askAgain(text: string): Promise<string> {
  const said = text.replaceAll("\0", "").slice(0, 150).padEnd(10, ".");
  const [row] = await site.query(
    `insert into "WantedItem" (id, "askerId", text, pattern) select id_of_now(), id, $1, $1 from "User"
     where handle is not null and purpose is null order by "createdAt" limit 1 returning id`,
    [said],
  );
  return String(row?.id);
}

let project: string | null = null;

/** A project says the text from now on, in all that it says. */
async function retitleProject(said: { title: string; goal: string; guidelines: string }): Promise<string> {
  const title = said.title.length < 3 ? said.title.padEnd(3, ".") : said.title;
  const content = { ...said, title, overlap: 2, isOpen: true };
  if (project === null) {
    const { slug = "" } = await post("/api/v1/projects", content);
    project = slug;
    return slug;
  }
  const sent = await member.request.put(`/api/v1/projects/${project}`, { data: content });
  if (sent.status() !== 204) throw new Error(await sent.text());
  return project;
}

let label: { id: string; revision: number } | null = null;

/** The label of a feature says the text from now on, as far as a label may, and its rationale all of it. */
async function relabel(text: string): Promise<void> {
  const content = {
    text: [...text.replace(/\p{C}/gu, "")].slice(0, 110).join(""),
    rationale: [`~~~~~~\n${text}\n~~~~~~`, ...payloads].join("\n\n").slice(0, 2_000),
  };
  if (label) {
    const { id, revision } = label;
    const saved = await member.request.put(`/api/v1/labels/${id}`, { data: { ...content, revision } });
    if (!saved.ok()) throw new Error(`${text}: ${await saved.text()}`);
    label = { id, revision: revision + 1 };
    return;
  }
  const data = { side: "input", ...content };
  label = { id: (await post("/api/v1/features/storybook-4l/attn/3/698/labels", data)).id, revision: 1 };
}

test("nothing that people write runs, anywhere it is shown, and all of it is shown as text", {
  timeout: 1_500_000,
}, async () => {
  const visitor = await visit();
  member = visitor.page;
  heard = visitor.heard;
  await member.addInitScript(() => {
    const harm: string[] = [];
    Object.assign(window, { harm, ran: () => harm.push("a script ran") });
    for (const name of ["alert", "confirm", "prompt"] as const)
      Object.assign(window, { [name]: () => harm.push(name) });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      harm.push(`refused by ${violatedDirective}: ${blockedURI}`),
    );
  });
  await signUp(member, "mallory");
  const faults: string[] = [];
  for (const [n, text] of packed(maxCharacters).entries()) {
    const written = await write(text);
    everything.push(written);
    // A name is shorter than a title: the beginnings are enough, since every text begins another way.
    await member.request.patch("/api/v1/me", { data: { name: text.slice(0, 80).trim() } });
    for (const [place, { address }] of stopsFor(written, true).entries())
      if ((place + n) % thinning === 0) faults.push(...(await faultsAt(address, text)));
  }
  const [last] = everything;
  // What is only in an address may be longer.
  if (last)
    for (const text of packed(maxEchoed))
      for (const { address } of stopsFor({ ...last, text }, false)) faults.push(...(await faultsAt(address)));
  expect([...new Set(faults)]).toEqual([]);
});

function stopsFor(written: Written, shows: boolean): Stop[] {
  return Object.values(stopsOf)
    .flatMap((stops) => stops(written))
    .filter((stop) => stop.shows === shows);
}

/** What is wrong with a page where a text may stand; it is to be shown there if it is given. */
async function faultsAt(address: string, text?: string): Promise<string[]> {
  heard.length = 0;
  const answered = (await member.goto(address))?.status() ?? 0;
  const isShown = async () => text === undefined || plain(await textOf(member)).includes(plain(text));
  const faults = [
    ...(answered >= 500 ? [`it answers ${answered}`] : []),
    ...((await soon(isShown)) ? [] : ["the text is not shown as it is"]),
    ...(await harmOn(member)),
    // A page that is not there is told in the console too.
    ...heard.filter((line) => !(answered === 404 && line.includes("404"))),
  ];
  return faults.map((fault) => `${address.slice(0, 60)} ${text?.slice(0, 40) ?? ""}: ${fault}`);
}

/** Whether something is so within a few seconds: what a worker reads, and what a script draws, comes after the page. */
async function soon(is: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 60; tries++) {
    if (await is().catch(() => false)) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}

test("what is downloaded and what the API answers is never a page, and no text makes a header", async () => {
  const { page } = await visit();
  await page.goto("/");
  await graphDrawn(page).catch(() => undefined);
  const [written] = everything;
  const at = written ?? { run: "", circuit: "", finding: "" };
  for (const address of [
    `/api/v1/runs/${at.run}`,
    `/api/v1/circuits/${at.circuit}/graph`,
    `/api/v1/findings/${at.finding}`,
  ]) {
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(200);
    expect(answer.headers()["content-type"]).toMatch(/^application\/json/);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers()["content-security-policy"]).toContain("default-src 'none'");
  }
  const crlf = q("x\r\nSet-Cookie: ran=1");
  for (const address of [
    `/sign-in?callbackUrl=/${crlf}`,
    `/models/${crlf}`,
    `/api/v1/runs/${crlf}`,
    `/api/auth/signin?callbackUrl=${crlf}`,
  ]) {
    const { headers } = await fetch(site.address + address, { redirect: "manual" });
    expect(
      headers.getSetCookie().some((cookie) => cookie.startsWith("ran=")),
      address,
    ).toBe(false);
  }
});
