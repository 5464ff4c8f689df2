import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { circuitDocument, graphDrawn, tracePrediction } from "./support/circuit";
import { sharedSite } from "./support/shared-site";
import { standing } from "./support/standing";
import { axeViolations, screenshot, visitorsOf } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);
const text = "When Mary and John went to the store, John gave a drink to";
let address = "";

beforeAll(async () => {
  const { page } = await visit();
  address = await tracePrediction(page, text);
}, 240_000);

const separator = (page: Page) => page.getByRole("separator", { name: "Between the graph and the pane" });
const widthOf = async (page: Page, selector: string) =>
  Math.round((await page.locator(selector).boundingBox())?.width ?? 0);

test("the panes are resized by pointer and keys, stay so, fit every window, and nothing moves as the page opens", async () => {
  const { page, heard } = await visit();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address);
  await graphDrawn(page);
  const usual = await widthOf(page, ".side-pane");
  const value = async () => Number(await separator(page).getAttribute("aria-valuenow"));
  await expect.poll(value).toBe(usual);

  const box = await separator(page).boundingBox();
  if (!box) throw new Error("No separator is drawn");
  const [x, y] = [box.x + box.width / 2, box.y + 100];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 4 });
  await page.mouse.move(x - 120, y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(value).toBe(usual + 120);
  expect(await widthOf(page, ".side-pane")).toBe(usual + 120);
  await expect.poll(() => standing(page)).toEqual([]);

  await separator(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(value).toBe(usual + 104);
  await page.keyboard.press("Home");
  await expect.poll(value).toBe(Number(await separator(page).getAttribute("aria-valuemin")));
  await page.keyboard.press("End");
  await expect.poll(value).toBe(Number(await separator(page).getAttribute("aria-valuemax")));
  const widest = await value();
  await screenshot(page, "panes-widest");
  expect(await axeViolations(page)).toEqual([]);

  // It is as it was left from the first paint on, and nothing moves when the script has come.
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ("value" in entry && typeof entry.value === "number") {
          const before = Number(document.documentElement.dataset.shifts ?? "0");
          document.documentElement.dataset.shifts = String(before + entry.value);
        }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.reload({ waitUntil: "commit" });
  await page.locator(".side-pane").first().waitFor();
  await expect.poll(() => widthOf(page, ".side-pane")).toBe(widest);
  await graphDrawn(page);
  await expect.poll(value).toBe(widest);
  expect(Number((await page.locator("html").getAttribute("data-shifts")) ?? "0")).toBeLessThan(0.02);

  // A narrower window gives less, a wide one all of it again.
  await page.setViewportSize({ width: 1040, height: 800 });
  await expect.poll(value).toBeLessThan(widest);
  expect(await widthOf(page, ".graph-pane")).toBeGreaterThan(380);
  await expect.poll(() => standing(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect.poll(value).toBe(widest);
  await separator(page).dblclick();
  await expect.poll(value).toBe(usual);
  await page.setViewportSize({ width: 800, height: 800 });
  expect(await separator(page).isVisible()).toBe(false);
  expect(heard).toEqual([]);
});

test("on a phone the first nodes stand in the first screen, over a sheet that is small until one reaches for it", async () => {
  const { page, heard } = await visit({ width: 390, touch: true });
  await page.goto(address);
  const rows = page.locator(".node-row");
  await rows.first().waitFor();
  const sheet = page.locator(".side-pane");
  await page.locator(".verdict strong").waitFor();
  const top = (await sheet.boundingBox())?.y ?? 0;
  const feet = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().bottom));
  expect(feet.filter((foot) => foot <= top).length).toBeGreaterThanOrEqual(3);
  expect(844 - top).toBeLessThan(110);
  await page.screenshot({ path: "test-results/screenshots/phone-first-screen.png" });

  await page.getByRole("button", { name: "Show more" }).tap();
  await expect.poll(async () => (await sheet.boundingBox())?.height ?? 0).toBeGreaterThan(400);
  expect(await standing(page)).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: "test-results/screenshots/phone-sheet.png" });
  await page.getByRole("button", { name: "Show less" }).tap();
  await page.getByRole("button", { name: "Try it" }).tap();
  await page.getByRole("button", { name: "Show less" }).waitFor();

  // Even all nodes of a circuit stand on a phone's canvas: by themselves, or counted in chips.
  await graphDrawn(page);
  await page.getByRole("slider").fill("0");
  await page.locator('.node[data-node^="more:"]').first().waitFor();
  await expect.poll(() => standing(page)).toEqual([]);
  await screenshot(page, "phone-all-nodes");
  expect(heard).toEqual([]);
});

test("at 1280 by 800 all that the signs mean stands beneath a checked graph, and its errors at the rows' ends", async () => {
  const { page, heard } = await visit();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address);
  await graphDrawn(page);
  await page.getByText(/tick: measured/).waitFor();
  const legend = page.locator(".graph-legend");
  await page.screenshot({ path: "test-results/screenshots/checked-1280.png" });
  expect(await legend.evaluate((all) => all.scrollHeight - all.clientHeight)).toBeLessThanOrEqual(1);
  const lefts = (selector: string) =>
    page.locator(selector).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
  const errors = await lefts('.node[data-mark="error"][data-holds]');
  expect(errors.length).toBeGreaterThan(0);
  expect(Math.min(...errors)).toBeGreaterThan(Math.max(...(await lefts('.node:not([data-mark="error"])'))));
  // What was missed has words, and so has what is most influential.
  await page.getByRole("slider").fill("62");
  await page.screenshot({ path: "test-results/screenshots/checked-1280-missed.png" });
  expect(heard).toEqual([]);
});

test("a read and its arc light each other, and a pressed arc leads to why it looked there", async () => {
  const { page, heard } = await visit();
  const { nodes } = await circuitDocument(page, new URL(address, site.address).href);
  const [strongest] = nodes.filter(({ kind }) => kind === "attn").sort((a, b) => b.influence - a.influence);
  await page.goto(`${address}?node=${encodeURIComponent(strongest?.id ?? "")}`);
  await graphDrawn(page);
  const rows = page.locator(".head-read");
  await rows.first().waitFor();
  const thing = (await rows.first().getAttribute("data-thing")) ?? "";
  const arc = page.locator(`.graph-arcs [data-thing="${thing}"]`);
  await rows.first().hover();
  await expect.poll(() => arc.getAttribute("data-lit")).toBe("");
  await arc.locator(".graph-arc-reach").dispatchEvent("pointerover");
  await expect.poll(() => rows.first().getAttribute("data-lit")).toBe("");
  const token = page.locator(`[role=option][data-thing="@${thing.split("|").at(-1)}"]`);
  expect(await token.getAttribute("data-lit")).toBe("near");

  await arc.locator(".graph-arc-reach").dispatchEvent("click", { clientX: 600, clientY: 500 });
  const ways = page.getByRole("dialog", { name: /^head / });
  await ways.getByRole("button", { name: "what wrote this there" }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: "test-results/screenshots/arc-ways.png" });
  await page.keyboard.press("Escape");
  await expect.poll(() => ways.count()).toBe(0);
  await arc.locator(".graph-arc-reach").dispatchEvent("click", { clientX: 600, clientY: 500 });
  await ways.getByRole("button", { name: "why it looked there" }).click();
  await page.waitForURL((url) => url.searchParams.get("read")?.endsWith(".why") === true);
  const why = page.getByRole("region", { name: "Why it looked there" });
  await why.getByText(/^Together/).waitFor();
  // This token and not that one: the pairs on the screen are the difference of the two scores.
  await why.getByText("What the other tokens get").click();
  await why
    .getByRole("button", { name: /^Why token \d+ and not token/ })
    .first()
    .click();
  const difference = page.getByRole("region", { name: "Why this token and not that one" });
  await difference.getByText("all other pairs").waitFor();
  const values = (selector: string) =>
    difference
      .locator(`${selector} data`)
      .evaluateAll((all) => all.map((each) => Number(each.getAttribute("value"))));
  const [one = 0, other = 0, higher = 0] = await values("p:first-of-type");
  expect(higher).toBeCloseTo(one - other, 6);
  const terms = await values(".score-pairs");
  expect(terms.length).toBeGreaterThan(3);
  expect(terms.reduce((sum, value) => sum + value, 0)).toBeCloseTo(higher, 2);
  await screenshot(page, "score-difference");
  expect(heard).toEqual([]);
});

test("the arcs of all attention features are drawn at a wish, which the address keeps", async () => {
  const { page, heard } = await visit();
  await page.goto(address);
  await graphDrawn(page);
  const arcs = page.locator(".graph-arcs [data-arc]");
  expect(await arcs.count()).toBe(0);
  await page.getByLabel("all arcs").check();
  const drawn = await page.locator('.node[data-mark="attn"]').count();
  const nodesWithArcs = async () =>
    new Set(
      (await arcs.evaluateAll((all) => all.map((each) => each.getAttribute("data-arc")))).map(
        (id) => id?.split(" ")[0],
      ),
    ).size;
  await expect.poll(nodesWithArcs, { timeout: 60_000 }).toBe(drawn);
  await page.waitForURL((url) => url.searchParams.get("arcs") === "all");
  await page.screenshot({ path: "test-results/screenshots/all-arcs.png" });
  expect(await axeViolations(page)).toEqual([]);
  await page.goBack();
  await expect.poll(() => arcs.count()).toBe(0);
  expect(heard).toEqual([]);
});

test("edges are drawn by head at a wish, one head alone by the keyboard, and the address keeps both", async () => {
  const { page, heard } = await visit();
  await page.goto(address);
  await graphDrawn(page);
  const hues = () =>
    page
      .locator(".graph-edges path")
      .evaluateAll((all) => [...new Set(all.map((each) => each.getAttribute("data-hue")))].toSorted());
  expect(await hues()).toEqual([null]);
  await page.getByLabel("edges by").selectOption("wrote");
  await expect.poll(async () => (await hues()).length).toBeGreaterThan(2);
  await page.waitForURL((url) => url.searchParams.get("heads") === "wrote");
  const [first] = await page.locator("button.legend-head").all();
  await first?.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => /^wrote\.\d+\.\d+$/.test(url.searchParams.get("heads") ?? ""));
  await expect.poll(hues).toEqual(["1"]);
  await page.reload();
  await graphDrawn(page);
  await expect.poll(hues).toEqual(["1"]);
  await page.getByRole("list", { name: "What each head wrote, and by which source" }).waitFor();
  await expect.poll(() => standing(page)).toEqual([]);
  await page.screenshot({ path: "test-results/screenshots/edges-by-head.png" });
  expect(await axeViolations(page)).toEqual([]);
  await page.goBack();
  await expect.poll(async () => (await hues()).length).toBeGreaterThan(2);
  expect(heard).toEqual([]);
});

test("a text that was run is brought back on the first page, and what stood there can be brought back too", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  await page.evaluate(() =>
    localStorage.setItem("prompts *", JSON.stringify([{ text: "Tom and Ann met", model: "storybook-4l" }])),
  );
  const box = page.getByRole("textbox", { name: /sentence|text/i });
  await box.fill("Something typed");
  await page.getByText("Latest texts").click();
  await page.getByRole("button", { name: "Tom and Ann met" }).click();
  expect(await box.inputValue()).toBe("Tom and Ann met");
  await page.getByText("Latest texts").click();
  await page.getByRole("button", { name: "Something typed" }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: "test-results/screenshots/first-page-latest.png" });
  await page.keyboard.press("Escape");
  expect(await page.getByRole("button", { name: "Something typed" }).isVisible()).toBe(false);
  expect(heard).toEqual([]);
});
