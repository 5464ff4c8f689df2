import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { exampleRun as example } from "@/lib/runs/example-run";
import { storeNaiveEvidence } from "@/tests/integration/support/evidence";
import { chosen, circuitShown } from "./support/circuit";
import { startedSite } from "./support/site";
import { standing } from "./support/standing";
import { faultsOf, tokensShown, visitorsOf, widths } from "./support/visitor";

const site = startedSite();
const visitor = visitorsOf(site);

// Each feature that fires where the example ends has a name and a maximum, as once a corpus was read.
beforeAll(async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  await storeNaiveEvidence(1, example.text);
});

afterAll(closeDatabase);

/** The example's run by itself. */
async function exampleRun(page: Page, query = ""): Promise<void> {
  await page.goto("/");
  await tokensShown(page);
  const href = await page.getByRole("link", { name: "Open this run by itself" }).getAttribute("href");
  await page.goto(`${href}${query}`);
  await tokensShown(page);
}

const rows = (page: Page) => page.locator(".feature-line");
const shares = async (page: Page) =>
  (await page.locator(".feature-row-measured > span:first-child").allTextContents()).map(Number.parseFloat);
const idsShown = (page: Page) =>
  page
    .locator("[data-feature]")
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-feature") ?? ""));

test("features stand by what they mean, on one scale, and sort by the share of their maximum", async () => {
  const { page, heard } = await visitor();
  await exampleRun(page);
  // Names first, and no bar longer than the scale that is told.
  expect(await rows(page).first().locator(".feature-line-name").textContent()).not.toMatch(/^\w+\.\d+\.\d+$/);
  await page.getByText(/Bars from 0 to \d/).waitFor();
  await page.getByRole("combobox", { name: "Sorted by" }).selectOption("share");
  await page.waitForURL((url) => url.searchParams.get("sort") === "share");
  const sorted = await shares(page);
  expect(sorted.length).toBeGreaterThan(20);
  expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
  await page.reload();
  await tokensShown(page);
  expect(await shares(page)).toEqual(sorted);
  await page.goBack();
  expect(heard).toEqual([]);
});

test("a list is searched by name, id and head, which the address keeps and Back does not step through", async () => {
  const { page, heard } = await visitor();
  await exampleRun(page);
  const [some = ""] = await idsShown(page);
  const [, layer, index] = some.split(".");
  const find = page.getByRole("searchbox", { name: "Search within" });
  await find.pressSequentially(`${layer}.${index}`);
  await expect.poll(() => idsShown(page)).toContain(some);
  expect((await idsShown(page)).every((id) => id.endsWith(`.${layer}.${index}`))).toBe(true);
  await page.waitForURL((url) => url.searchParams.get("find") === `${layer}.${index}`);
  await find.fill("L3H5");
  await page.getByText("reads through head 3.5").waitFor();
  expect((await idsShown(page)).every((id) => id.startsWith("attn.3."))).toBe(true);
  await find.fill("nothing is called this");
  await page.getByText("None of the features that fire here is meant by that.").waitFor();
  await page.waitForURL((url) => url.searchParams.get("find") === "nothing is called this");
  await page.reload();
  await page.getByText("None of the features that fire here is meant by that.").waitFor();
  await page.goBack();
  expect(new URL(page.url()).pathname).toBe("/");
  expect(heard).toEqual([]);
});

test("why this and not that is one press, of the two likeliest or of another", async () => {
  const { page, heard } = await visitor();
  await exampleRun(page);
  const first = await page.getByRole("combobox", { name: "The token to explain" }).inputValue();
  const other = await page.getByRole("combobox", { name: "The token to compare it with" }).inputValue();
  expect(first).not.toBe(other);
  const address = page.url();
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  await circuitShown(page);
  const target = (await chosen(page)) ?? "";
  expect(target).toMatch(/^logit-diff\./);
  await page.goto(address);
  await tokensShown(page);
  await page
    .getByRole("button", { name: /^Trace why/ })
    .nth(1)
    .click();
  await circuitShown(page);
  expect(await chosen(page)).toMatch(new RegExp(`^logit-diff\\.${/\.(\d+)-/.exec(target)?.[1]}-`));
  expect(await chosen(page)).not.toBe(target);
  expect(heard).toEqual([]);
});

test.each(widths)("the run page stands in its window, in both colours at $width", async (look) => {
  const person = await visitor(look);
  const { page } = person;
  await exampleRun(page, "?sort=rarity");
  await expect.poll(() => standing(page)).toEqual([]);
  expect(await faultsOf(person, `run-page-${look.width}`)).toEqual([]);
});
