import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { startedSite } from "./support/site";
import { axeViolations, faultsOf, screenshot, tokensShown, visitorsOf, widths } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);
const account = { handle: "grace-h", password: "a ship in port is safe" };

beforeAll(async () => {
  await fetch(`${site.address}/api/v1/accounts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(account),
  });
});

async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Handle").fill(account.handle);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: `Account of ${account.handle}` }).waitFor();
}

interface Stop {
  name: string;
  open: (page: Page) => Promise<unknown>;
}

const exampleRun = async (page: Page, query: string) => {
  await page.goto("/");
  await tokensShown(page);
  const href = await page.getByRole("link", { name: "Open this run by itself" }).getAttribute("href");
  await page.goto(`${href}${query}`);
  await tokensShown(page);
};

const stops: Stop[] = [
  {
    name: "home",
    open: async (page) => {
      await page.goto("/");
      await tokensShown(page);
    },
  },
  {
    name: "run",
    open: async (page) => {
      await exampleRun(page, "?token=10");
      const strongest = page.locator('[data-feature^="attn."]').first();
      await exampleRun(page, `?token=10&feature=${await strongest.getAttribute("data-feature")}`);
    },
  },
  { name: "run-whole", open: (page) => exampleRun(page, "?scope=run") },
  { name: "models", open: (page) => page.goto("/models") },
  { name: "features", open: (page) => page.goto("/features?q=3.566") },
  { name: "model", open: (page) => page.goto("/models/storybook-4l") },
  { name: "data", open: (page) => page.goto("/data") },
  { name: "heads", open: (page) => page.goto("/models/storybook-4l/heads?by=copying") },
  { name: "head", open: (page) => page.goto("/models/storybook-4l/heads/3.5") },
  { name: "api", open: (page) => page.goto("/docs/api#post-circuits") },
  { name: "sign-in", open: (page) => page.goto("/sign-in") },
  { name: "sign-up", open: (page) => page.goto("/sign-up") },
  {
    name: "settings",
    open: async (page) => {
      await signIn(page);
      await page.goto("/settings");
    },
  },
];

describe.each(widths)("in both colours, $width pixels wide", (look) => {
  test.each(stops)("$name is accessible, fits and leaves the console silent", async ({ name, open }) => {
    const visitor = await visit(look);
    await open(visitor.page);
    expect(await faultsOf(visitor, `${name}-${look.width}`)).toEqual([]);
  });
});

test("an address without a page says so, accessibly", async () => {
  const { page } = await visit();
  for (const path of ["/nowhere", "/runs/nothing", "/models/nothing"]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await page
      .getByText(/There is no (page|run|model)/)
      .first()
      .waitFor();
    expect(await axeViolations(page)).toEqual([]);
  }
  await screenshot(page, "not-found");
});

test("the API's page tells of every route that its document has, and opens the one that is linked to", async () => {
  const { paths } = await (await fetch(`${site.address}/api/v1/openapi.json`)).json();
  const named = Object.entries<object>(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(named).toContain("POST /api/v1/runs");
  const { page } = await visit();
  await page.goto("/docs/api#post-runs");
  expect(await page.locator("summary span.font-mono").allTextContents()).toEqual(named);
  await page.locator("#post-runs").getByText("text: string").waitFor();
});

test("a page says in Open Graph what it is, under its own address", async () => {
  for (const [path, title] of [
    ["/", "Circuit Commons"],
    ["/models/storybook-4l", "Storybook 4L \u00b7 Circuit Commons"],
  ] as const) {
    const html = await (await fetch(site.address + path)).text();
    const said = (name: string) =>
      new RegExp(`<meta property="og:${name}" content="([^"]*)"`).exec(html)?.[1] ?? null;
    expect(said("title")).toBe(title);
    expect(said("site_name")).toBe("Circuit Commons");
    expect(said("description")?.length).toBeGreaterThan(40);
    expect(new URL(said("url") ?? "").href).toBe(new URL(path, site.address).href);
  }
});

test("no page carries a style attribute or an inline script without a nonce", async () => {
  for (const path of ["/", "/models/storybook-4l", "/docs/api", "/sign-in", "/sign-up"]) {
    const response = await fetch(site.address + path);
    const policy = response.headers.get("content-security-policy") ?? "";
    const html = await response.text();
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).not.toContain("unsafe-inline");
    expect(html).not.toMatch(/<[a-z][^>]*\sstyle=/i);
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
  }
});

test("the chosen colours come with the page itself and outlive the browser's own preference", async () => {
  const { page } = await visit({ scheme: "light" });
  await page.goto("/models");
  await page.getByRole("button", { name: "Change between light and dark" }).click();
  expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
  const response = await page.goto("/models");
  expect(await response?.text()).toContain('data-theme="dark"');
});
