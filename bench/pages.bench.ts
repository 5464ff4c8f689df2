import { launchBrowser } from "@/tests/e2e/support/browser";
import { interleave, median, report } from "./measure";
import { withStartedSite } from "./started-site";

/*
 * What a first visit to a page costs, from a production start: the JavaScript a browser receives, compressed as
 * it is sent, and the server's time for the page beside a page that asks the database for nothing and a file,
 * asked for in turn.
 */
const rounds = 40;
const example = "When Mary and John went to the store, John gave a drink to";

async function measureScript(address: string, pages: Record<string, string>): Promise<void> {
  const browser = await launchBrowser();
  for (const [name, url] of Object.entries(pages)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const sizes: Promise<{ responseBodySize: number }>[] = [];
    page.on("requestfinished", (request) => {
      if (request.resourceType() === "script") sizes.push(request.sizes());
    });
    await page.goto(address + url, { waitUntil: "networkidle" });
    const bytes = (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    report(`JavaScript received on a first visit to ${name}`, bytes / 1000, "kB", 150);
    await context.close();
  }
  await browser.close();
}

async function measureTime(address: string, pages: Record<string, string>): Promise<void> {
  const ask = (url: string) => async () => {
    const response = await fetch(address + url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    await response.arrayBuffer();
  };
  const work = Object.fromEntries(Object.entries(pages).map(([name, url]) => [name, ask(url)]));
  const times = await interleave(rounds, {
    ...work,
    "a page without data": ask("/sign-up"),
    "a file": ask("/icon.svg"),
  });
  for (const [name, sorted] of Object.entries(times))
    report(`server time of ${name}, median`, median(sorted), "ms");
}

await withStartedSite(async ({ address, runPage }) => {
  const pages = { "/": "/", "/runs/[id]": await runPage(example) };
  await measureScript(address, pages);
  await measureTime(address, pages);
});
