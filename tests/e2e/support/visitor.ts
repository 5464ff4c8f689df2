import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Locator, Page, Request } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchBrowser } from "./browser";
import type { Site } from "./site";

type Scheme = "light" | "dark";

export interface VisitorOptions {
  width?: 1280 | 390;
  scheme?: Scheme;
  /** In place of `scheme`: in which `faultsOf` looks at it, the first of them otherwise. */
  schemes?: readonly Scheme[];
  javaScript?: boolean;
  /** The screen can be touched. */
  touch?: boolean;
}

export interface Visitor {
  page: Page;
  /** Everything the browser's console said, and every error nobody caught. */
  heard: string[];
  /** In which `faultsOf` looks at the page; as it stands where there are none. */
  schemes?: readonly Scheme[] | undefined;
}

const screenshots = path.resolve("test-results/screenshots");

/** Browsers of their own for the visitors of one test file, closed after each test. */
export function visitorsOf(site: Pick<Site, "address">): (options?: VisitorOptions) => Promise<Visitor> {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async ({ task }) => {
    const failed = task.result?.state === "fail";
    for (const context of contexts.splice(0)) {
      if (failed) await keepWhatWasSeen(context, task.name);
      await context.close();
    }
  });
  afterAll(() => browser?.close());

  return async ({ width = 1280, scheme = "light", schemes, ...rest } = {}) => {
    const { javaScript = true, touch = false } = rest;
    const context = await browser.newContext({
      baseURL: site.address,
      viewport: { width, height: width === 390 ? 844 : 900 },
      colorScheme: schemes?.[0] ?? scheme,
      javaScriptEnabled: javaScript,
      hasTouch: touch,
      reducedMotion: "reduce",
    });
    contexts.push(context);
    // What is waited for comes when the machine gets to it.
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    countOpen(page);
    const heard: string[] = [];
    page.on("console", (message) => {
      if (!isOfTime(message.text())) heard.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => heard.push(`uncaught: ${error.message}`));
    return { page, heard, schemes };
  };
}

/** Of a test that failed: where its pages stood and how they looked. */
async function keepWhatWasSeen(context: BrowserContext, test: string): Promise<void> {
  for (const page of context.pages()) {
    const picture = path.resolve(
      "test-results/failures",
      `${test.replace(/\W+/g, "-").slice(0, 80)}-${Date.now()}.png`,
    );
    await page.screenshot({ path: picture, fullPage: true, timeout: 20_000 }).catch(() => null);
    console.error(`Failed at ${page.url()}, looking like ${path.relative(".", picture)}`);
  }
}

/** What each page has asked for and not got yet. */
const open = new WeakMap<Page, Set<Request>>();
const quietMillis = 500;
const mostQuietMillis = 240_000;

function countOpen(page: Page): void {
  const requests = new Set<Request>();
  open.set(page, requests);
  // A stream stays open.
  page.on("request", (request) => request.resourceType() !== "eventsource" && requests.add(request));
  page.on("requestfinished", (request) => requests.delete(request));
  page.on("requestfailed", (request) => requests.delete(request));
}

/** Waits until a page that has loaded has asked for nothing for half a second. Of a page of megabytes the browser's own "networkidle" may never come. */
export async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  const requests = open.get(page) ?? new Set();
  const begun = Date.now();
  for (let since = begun; Date.now() - since < quietMillis; await sleep(50)) {
    if (requests.size > 0) since = Date.now();
    if (Date.now() - begun > mostQuietMillis)
      throw new Error(`It still waits for ${[...requests].map((request) => request.url()).join(", ")}`);
  }
}

/**
 * Whether a browser only says that nobody has followed a link yet: the styles of the page that it leads to are there before, and on a
 * slow machine nothing uses them "within a few seconds".
 */
function isOfTime(words: string): boolean {
  return /\/_next\/static\/\S+\.css was preloaded using link preload but not used/.test(words);
}

/** The four ways in which a page is looked at, for `describe.each`: of what does more there than `faultsOf` sees. */
export const looks = [
  { scheme: "light", width: 1280 },
  { scheme: "dark", width: 1280 },
  { scheme: "light", width: 390 },
  { scheme: "dark", width: 390 },
] as const;

/** The same four in two visits, each looked at in both colours by `faultsOf`. */
export const widths = [
  { width: 1280, schemes: ["light", "dark"] },
  { width: 390, schemes: ["light", "dark"] },
] as const;

/**
 * What axe finds wrong with the page once it stands, a line for each element. A page that one went to by a link has its
 * title a moment later than its content, since the server sends both as they come; what is not yet what was asked for is
 * pale, and what changes is so on the way.
 */
export async function axeViolations(page: Page, { rules }: { rules?: string[] } = {}): Promise<string[]> {
  await page.waitForFunction(() => {
    const changes = document.getAnimations().some((animation) => animation instanceof CSSTransition);
    return document.title !== "" && !document.querySelector(".stale") && !changes;
  });
  // What is well is not told element by element: of a page of thousands that takes longer to send than to find out.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

/** What axe asks of colours alone: in other ones nothing else of a page is another. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** How many pixels the page is wider than its window. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.body.scrollWidth - document.documentElement.clientWidth));
}

/** Keeps a picture of the page in each of its visitor's colours, and returns what is wrong with how it stands there. */
export async function faultsOf({ page, heard, schemes = [] }: Visitor, name: string): Promise<string[]> {
  await quiet(page);
  const faults: string[] = [];
  async function look(suffix: string, rules?: string[]) {
    await screenshot(page, name + suffix);
    faults.push(...(await axeViolations(page, rules && { rules })).map((each) => each + suffix));
  }
  for (const [place, colorScheme] of schemes.entries()) {
    await page.emulateMedia({ colorScheme });
    await look(`-${colorScheme}`, place > 0 ? colourRules : undefined);
  }
  if (schemes[0]) await page.emulateMedia({ colorScheme: schemes[0] });
  else await look("");
  const overflow = await sidewaysOverflow(page);
  if (overflow > 0) faults.push(`${overflow} pixels wider than its window`);
  return [...faults, ...heard];
}

/** A picture of the whole page, to be read by people; none where nobody will (.ci/run), since a long page takes a second of a processor. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS === "false") return;
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });
}

/** Points at something until what that shows is there: a page that has just come hears no pointer before its script has. */
export async function pointAt(thing: Locator, shown: Locator): Promise<void> {
  async function pointOnce(): Promise<boolean> {
    await thing.page().mouse.move(0, 0);
    try {
      // It may be gone by the second time, since what it shows has begun to come in its place.
      await thing.hover({ timeout: 5_000 });
      await shown.waitFor({ timeout: 5_000 });
    } catch {
      return shown.isVisible();
    }
    return true;
  }
  await expect.poll(pointOnce, { timeout: 60_000 }).toBe(true);
}

/**
 * Makes an account and signs the page's browser in with it, by what the page's own forms send. The page stays where it is: what a person
 * does in the forms is for the tests of them.
 */
export async function signUp({ request }: Page, handle: string): Promise<void> {
  const account = { handle, password: "a long pass phrase" };
  const made = await request.post("/api/v1/accounts", { data: account });
  if (!made.ok()) throw new Error(`${handle} has no account: ${await made.text()}`);
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { ...account, csrfToken, callbackUrl: "/", json: "true" };
  const { url } = await (await request.post("/api/auth/callback/local", { form })).json();
  if (!String(url).endsWith("/")) throw new Error(`${handle} could not sign in: ${url}`);
}

/** Types a text into the prompt box and asks for its features. */
export async function submitPrompt(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: /sentence|text/i }).fill(text);
  await page.getByRole("button", { name: "Show features" }).click();
}

/** Waits until a finished run's tokens stand there. */
export async function tokensShown(page: Page): Promise<void> {
  await page.getByRole("listbox", { name: /tokens of the text/i }).waitFor({ timeout: 60_000 });
}

/** Runs a text from the page at hand and waits for its tokens on the run's own page. */
export async function runPrompt(page: Page, text: string): Promise<void> {
  await submitPrompt(page, text);
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
  await tokensShown(page);
}
