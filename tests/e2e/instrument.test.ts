import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { leafShares } from "@/lib/circuit-graph/leaf-shares";
import {
  chosen,
  circuitDocument,
  graphDrawn,
  nodes,
  openHowTraced,
  panel,
  tracePrediction,
} from "./support/circuit";
import { canvas, target } from "./support/graph";
import { sharedSite } from "./support/shared-site";
import { standing } from "./support/standing";
import { reachOf } from "./support/tab-stops";
import { axeViolations, faultsOf, visitorsOf, widths } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);
const text = "When Mary and John went to the store, John gave a drink to";
const heads = (page: Page) => page.locator(".graph-axis-columns").getByRole("option");
let address = "";

beforeAll(async () => {
  const { page } = await visit();
  address = await tracePrediction(page, text);
}, 240_000);

/** What of the page lies below its window, by a name. */
function beyondWindow(page: Page, parts: Record<string, string>): Promise<string[]> {
  return page.evaluate(
    (selectors) =>
      Object.entries(selectors).flatMap(([name, selector]) => {
        const found = [...document.querySelectorAll(selector)];
        const isWhole = (element: Element) => {
          const { top, bottom, height } = element.getBoundingClientRect();
          return height > 0 && top >= 0 && bottom <= window.innerHeight;
        };
        return found.length > 0 && found.every(isWhole) ? [] : [name];
      }),
    parts,
  );
}

test("at 1280 by 800 the whole graph and its tokens stand on the first screen", async () => {
  const { page, heard } = await visit();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address);
  await graphDrawn(page);
  const parts = {
    target: '.node[data-mark="target"]',
    "every node": ".node .node-box",
    tokens: ".graph-axis-columns [role=option]",
    "what the influence ends in": ".leaf-bar",
  };
  expect(await beyondWindow(page, parts)).toEqual([]);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  expect(await standing(page)).toEqual([]);
  expect(heard).toEqual([]);
});

test.each([390, 1280, 1440, 1920])(
  "%i pixels wide, the page is no wider than its window, and header and content are in line",
  async (width) => {
    const { page, heard } = await visit();
    await page.setViewportSize({ width, height: 900 });
    await page.goto(address);
    await page.locator(".node, .node-row").first().waitFor();
    expect(await standing(page)).toEqual([]);
    const left = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => element.getBoundingClientRect().left);
    expect(await left(".instrument")).toBe(await left("body > header a"));
    await graphDrawn(page);
    expect(await standing(page)).toEqual([]);
    await page.getByText("Table", { exact: true }).click();
    await page.getByRole("table", { name: "The nodes of the circuit" }).waitFor();
    expect(await standing(page)).toEqual([]);
    expect(heard).toEqual([]);
  },
);

test("the graph fits after every change of what it shows and of its room", async () => {
  const { page, heard } = await visit();
  await page.goto(address);
  await graphDrawn(page);
  const slider = page.getByRole("slider");
  for (const value of ["35", "80", "10", "0", "60"]) {
    await slider.fill(value);
    await expect.poll(() => standing(page)).toEqual([]);
  }
  for (const [width, height] of [
    [1100, 700],
    [1440, 900],
    [1280, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => standing(page)).toEqual([]);
  }
  expect(heard).toEqual([]);
});

test("where a cell has no room its lightest nodes are one chip, which counts them and opens", async () => {
  // Of a lower canvas not even one chip a cell finds room, and a larger one has room for the signs of all.
  const { page, heard } = await visit();
  await page.setViewportSize({ width: 1600, height: 800 });
  await page.goto(address);
  await graphDrawn(page);
  await page.getByRole("slider").fill("0");
  const chips = page.locator('.node[data-node^="more:"]');
  await chips.first().waitFor();
  const counts = (await chips.allTextContents()).map((text) => Number(/\+(\d+)$/.exec(text)?.[1]));
  // Nothing is lost: all nodes are drawn, in a share of errors, or counted.
  const total = (await circuitDocument(page)).nodes.length;
  const counted = counts.reduce((sum, count) => sum + count, 0);
  const folded = await page
    .locator(".node[data-holds]")
    .evaluateAll((all) =>
      all.reduce((sum, node) => sum + (node.getAttribute("data-holds") ?? "").split(" ").length - 1, 0),
    );
  expect((await nodes(page).count()) - counts.length + counted + folded).toBeGreaterThanOrEqual(total);
  const least = chips.nth(counts.indexOf(Math.min(...counts)));
  const id = await least.getAttribute("data-node");
  await least.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(`.node[data-node="${id}"]`).count()).toBe(0);
  expect(await page.evaluate("document.activeElement.getAttribute('data-node')")).not.toMatch(/^more:/);
  expect(await standing(page)).toEqual([]);
  expect(heard).toEqual([]);
});

describe("the tokens under the graph", () => {
  test("stand under their columns, are walked by keys, and lead to what is strongest there", async () => {
    const { page, heard } = await visit();
    await page.goto(address);
    await graphDrawn(page);
    const circuit = await circuitDocument(page);
    const root = circuit.spec.target;
    const at = (position: number) => heads(page).and(page.locator(`[aria-label^="${position}: "]`));
    const last = circuit.tokens.length - 1;
    const [head, node] = [await at(last).boundingBox(), await target(page).boundingBox()];
    if (!head || !node) throw new Error("The last token is not drawn");
    expect(head.x).toBeLessThan(node.x);
    expect(head.x + head.width).toBeGreaterThan(node.x + node.width);

    const strongest = (position: number) =>
      circuit.nodes
        .filter((each) => each.position === position && each.id !== root)
        .sort((a, b) => b.influence - a.influence)[0]?.id;
    await at(last).click();
    await expect.poll(() => chosen(page)).toBe(strongest(last));
    expect(await at(last).getAttribute("aria-selected")).toBe("true");
    // One tab stop, from which the keys walk; what is folded is passed by and not chosen.
    expect(await page.locator('.graph-axis-columns [tabindex="0"]').count()).toBe(1);
    await at(last).focus();
    await page.keyboard.press("Home");
    const first = heads(page).first();
    expect(await first.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    // What ends at a token is told in its name.
    const ends = circuit.nodes
      .filter((each) => each.position === last && !each.expanded)
      .reduce((sum, { influence }) => sum + influence, 0);
    const told = /influence ([\d.]+)$/.exec((await at(last).getAttribute("aria-label")) ?? "")?.[1];
    expect(Number(told)).toBeCloseTo(ends, 3);
    expect(heard).toEqual([]);
  });

  test("without nodes are folded to one, which says whose they are and opens", async () => {
    const { page, heard } = await visit();
    await page.goto(address);
    await graphDrawn(page);
    const folded = page.locator(".graph-axis-columns [data-folded]");
    const before = await heads(page).count();
    const name = (await folded.first().getAttribute("aria-label")) ?? "";
    const hidden = name.match(/token \d+/g) ?? [];
    expect(hidden.length).toBeGreaterThan(0);
    await folded.first().focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => heads(page).count()).toBe(before + hidden.length - 1);
    expect(await standing(page)).toEqual([]);
    await page.getByRole("button", { name: "Show all of it" }).click();
    await expect.poll(() => heads(page).count()).toBe(before);
    expect(heard).toEqual([]);
  });

  test("move and grow with the drawing", async () => {
    const { page } = await visit();
    await page.goto(address);
    await graphDrawn(page);
    const last = heads(page).last();
    const before = await last.boundingBox();
    await target(page).focus();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await expect.poll(async () => (await last.boundingBox())?.width ?? 0).toBeGreaterThan(before?.width ?? 0);
    const [head, node] = [await last.boundingBox(), await target(page).boundingBox()];
    if (!head || !node) throw new Error("The last token is not drawn");
    expect(head.x).toBeLessThan(node.x);
    expect(head.x + head.width).toBeGreaterThan(node.x + node.width);
  });
});

test("one bar says where the influence ends, and each part its exact number", async () => {
  const { page, heard } = await visit();
  await page.goto(address);
  await graphDrawn(page);
  const shares = leafShares((await circuitDocument(page)).nodes);
  const bar = page.getByRole("region", { name: "Where the influence on the target ends" });
  const said = await bar.getByRole("listitem").getByRole("link").allTextContents();
  expect(said.length).toBe(shares.length);
  for (const [i, { share }] of shares.entries())
    expect(Number(/([\d.]+)%$/.exec(said[i] ?? "")?.[1])).toBeCloseTo(100 * share, 1);
  const widths = await bar
    .locator(".leaf-track rect")
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().width));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  for (const [i, { share }] of shares.entries()) expect((widths[i] ?? 0) / whole).toBeCloseTo(share, 2);
  const errors = shares.find(({ end }) => end === "error");
  await bar.getByRole("link", { name: /^errors/ }).focus();
  const explanation = page.getByRole("tooltip").filter({ visible: true });
  expect(await explanation.textContent()).toContain(String(errors?.share));
  expect(await explanation.textContent()).toMatch(/By layer: layer 0 /);
  expect(heard).toEqual([]);
});

test("every control of a circuit's page is fewer than 40 presses of keys away", async () => {
  const { page, heard } = await visit();
  await page.goto(address);
  await graphDrawn(page);
  // An attention feature has the longest panel: its reads, what it gets and what it gives.
  await page.locator('.node[data-mark="attn"]').first().click();
  await page.waitForLoadState("networkidle");
  const { stops, beyond } = await reachOf(page, 39);
  expect(beyond).toEqual([]);
  expect(stops).toBeGreaterThan(40);
  expect(heard).toEqual([]);
});

test("how a circuit was traced is one press away, by keys and without a script", async () => {
  const { page, heard } = await visit();
  await page.goto(address);
  await graphDrawn(page);
  const facts = page.locator(".circuit-facts");
  expect(await facts.isVisible()).toBe(false);
  const top = await canvas(page).boundingBox();
  await page.getByText("How it was traced", { exact: true }).press("Enter");
  for (const fact of ["model", "mode", "expanded from", "replacement", "completeness", "largest residual"])
    await facts.getByText(fact, { exact: true }).first().waitFor();
  expect(await canvas(page).boundingBox()).toEqual(top);
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await facts.isVisible()).toBe(false);
  expect(await page.evaluate("document.activeElement.tagName")).toBe("SUMMARY");
  expect(heard).toEqual([]);

  const { page: plain } = await visit({ javaScript: false });
  await plain.goto(address);
  await openHowTraced(plain);
  expect(await plain.locator(".circuit-facts").isVisible()).toBe(true);
});

test("on a phone the circuit is a list that one walks, with the same nodes and the same panel", async () => {
  const { page, heard } = await visit({ width: 390, touch: true });
  await page.goto(address);
  const rows = page.locator(".node-row");
  await rows.first().waitFor();
  expect(await nodes(page).count()).toBe(0);
  const root = (await circuitDocument(page)).spec.target;
  await panel(page).getByText(root, { exact: true }).waitFor();
  const second = rows.nth(1);
  await second.tap();
  const id = await second.getAttribute("data-thing");
  await page.waitForURL((url) => url.searchParams.get("node") === id);
  // What is told of it is in sight while one is in the list.
  expect(
    await panel(page).evaluate((element) => element.getBoundingClientRect().top < window.innerHeight),
  ).toBe(true);
  await second.focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => rows.nth(2).getAttribute("aria-pressed")).toBe("true");
  expect(await standing(page)).toEqual([]);
  await graphDrawn(page);
  expect(await chosen(page)).toBe(await page.locator(".node[aria-pressed=true]").getAttribute("data-node"));
  expect(await standing(page)).toEqual([]);
  expect(heard).toEqual([]);
});

test.each(widths)("in both colours, $width pixels wide, the instrument is accessible", async (look) => {
  const visitor = await visit(look);
  await visitor.page.goto(address);
  await visitor.page.locator(".node, .node-row").first().waitFor();
  expect(await faultsOf(visitor, `instrument-${look.width}`)).toEqual([]);
});
