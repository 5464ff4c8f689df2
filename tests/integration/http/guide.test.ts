import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { terms } from "@/app/_components/term/terms";
import { guideStops } from "@/app/(site)/docs/_guide/pages";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { ensureSiteAccount } from "@/lib/people/site-account";
import { circuitOf } from "@/tests/integration/support/worst-content/circuits";
import { createFinishedCircuit } from "../support/circuits";
import { setUpSite } from "../support/site";
import { startWeb, type WebProcess } from "../support/web-process";

setUpSite();

let web: WebProcess;

beforeAll(async () => {
  web = await startWeb({ says: false });
}, 300_000);

afterAll(() => web?.stop());

const pages = new Map<string, Promise<{ status: number; html: string }>>();

/** A page of the site as a guest without a script has it, asked for once. */
function open(path: string): Promise<{ status: number; html: string }> {
  const before = pages.get(path);
  if (before) return before;
  const opened = fetch(new URL(path, web.address)).then(async (response) => ({
    status: response.status,
    // What Next's router is told is no page.
    html: (await response.text()).replace(/<script[\s\S]*?<\/script>|<!-- -->/g, ""),
  }));
  pages.set(path, opened);
  return opened;
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href = ""]) =>
    href.replaceAll("&amp;", "&"),
  );
}

describe("the guide", { timeout: 120_000 }, () => {
  test("has a page for each of its stops, each of which leads to all others and to the next", async () => {
    for (const [n, { href, title }] of guideStops.entries()) {
      const { status, html } = await open(href);
      expect([href, status]).toEqual([href, 200]);
      expect(html).toContain(`aria-current="page">${title}<`);
      const links = linksOf(html);
      for (const other of guideStops) if (other.href !== href) expect(links).toContain(other.href);
      const after = guideStops[n + 1];
      if (after) expect(html).toMatch(new RegExp(`<a[^>]*rel="next"[^>]*>${after.title} `));
    }
  });

  test("leads nowhere that is not there, neither to a page nor to a place on one", async () => {
    const failures: string[] = [];
    let followed = 0;
    for (const { href } of [...guideStops, { href: "/" }])
      for (const link of new Set(linksOf((await open(href)).html))) {
        const url = new URL(link, new URL(href, web.address));
        // The first page's own filters, the API's schemas and what stands elsewhere are tested elsewhere.
        if (url.origin !== new URL(web.address).origin || url.search || url.pathname.startsWith("/api/"))
          continue;
        const { status, html } = await open(url.pathname);
        const anchor = decodeURIComponent(url.hash.slice(1));
        followed++;
        if (status !== 200 || (anchor && !html.includes(`id="${anchor}"`)))
          failures.push(`${href} > ${link}: ${status}`);
      }
    expect(failures).toEqual([]);
    expect(followed).toBeGreaterThan(100);
  });

  test("explains every term at an anchor of its own", async () => {
    const { html } = await open("/docs/glossary");
    for (const [id, { short }] of Object.entries(terms)) {
      expect(html).toContain(`id="${id}"`);
      expect(html.replaceAll("&#x27;", "'")).toContain(short);
    }
  });

  test("says that there is no example yet where the site has published none, and shows it where it has", async () => {
    expect((await open("/docs")).html).toContain("This site has not published one");
    const circuitId = await createFinishedCircuit();
    const graph = circuitOf(
      { nodes: 30, edges: 60, layers: 4, tokenIds: [1, 2, 3] },
      { model: "storybook-4l", modelChecksum: "0".repeat(64), dictionarySets: [] },
    );
    await db().circuit.update({ where: { id: circuitId }, data: { graph: packDocument(graph) } });
    const authorId = await ensureSiteAccount();
    const content = { title: "Who gets <it>", body: "Mary.", tags: [], state: "" };
    const { id: findingId } = await createFinding({ ...content, circuitId, authorId });
    const data = { name: "indirect-object", circuitId, findingId, computedAt: new Date() };
    await db().starterFinding.create({ data });
    await publishFinding({ findingId, authorId });
    pages.clear();
    const { html } = await open("/docs");
    expect(html).not.toContain("This site has not published one");
    expect(html).toContain("graph-picture");
    expect(html).toContain("Who gets &lt;it&gt;");
    for (const link of [`/circuits/${circuitId}`, `/findings/${findingId}`])
      expect(linksOf(html)).toContain(link);
  });

  test("answers an address that it has not as any other, and a hostile one too", async () => {
    for (const path of [
      "/docs/nothing",
      "/docs/__proto__",
      "/docs/constructor",
      "/docs/circuits/more",
      "/docs/%00",
    ])
      expect([path, (await open(path)).status]).toEqual([
        path,
        path === "/docs/%00" ? expect.any(Number) : 404,
      ]);
  });
});
