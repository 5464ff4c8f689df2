import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chosen, inSight, nodes, panel } from "./support/circuit";
import {
  boxOf,
  canvas,
  drag,
  fingersOf,
  frameMiddle,
  groundOf,
  lookElsewhere,
  middleOf,
  minimap,
  target,
  traced,
  turnWheel,
  type View,
  view,
} from "./support/graph";
import { sharedSite } from "./support/shared-site";
import { faultsOf, sidewaysOverflow, visitorsOf, widths } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);

/** Holds the drawing to have moved by so many pixels, in the size it had. */
async function expectMoved(page: Page, from: View, by: { x: number; y: number }): Promise<void> {
  const { x, y, k } = await view(page);
  expect([x - from.x, y - from.y, k / from.k].map((value) => Number(value.toFixed(6)))).toEqual([
    by.x,
    by.y,
    1,
  ]);
}

/** How many pixels lie between the two names of rows that stand closest. */
async function closestRowNames(page: Page): Promise<number> {
  const names = page.locator("[data-row]").filter({ visible: true });
  const tops = await names.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
  return Math.min(...tops.slice(1).map((top, i) => Math.abs(top - (tops[i] ?? 0))));
}

describe("with the mouse", () => {
  test("the plain wheel scrolls the page; with Ctrl it zooms about the pointer, within limits", async () => {
    const { page, heard } = await visit();
    await traced(page);
    const before = await view(page);
    const scrolled = await page.evaluate(() => window.scrollY);
    await turnWheel(page, 120);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(scrolled);
    expect(await view(page)).toEqual(before);

    await page.keyboard.down("Control");
    const at = await turnWheel(page, -200);
    await expect.poll(async () => (await view(page)).k).toBeGreaterThan(before.k * 1.1);
    const corner = await boxOf(page, ".graph-svg");
    const pointed = ({ x, y, k }: typeof before) => [(at.x - corner.x - x) / k, (at.y - corner.y - y) / k];
    const after = pointed(await view(page));
    for (const [i, value] of pointed(before).entries()) expect(after[i]).toBeCloseTo(value, 0);
    for (let time = 0; time < 12; time++) await turnWheel(page, -600);
    await expect.poll(async () => (await view(page)).k).toBe(3);
    for (let time = 0; time < 24; time++) await turnWheel(page, 600);
    await expect.poll(async () => (await view(page)).k).toBe(0.08);
    await page.keyboard.up("Control");
    await page.getByRole("button", { name: "Show all of it" }).click();
    expect(await inSight(target(page), canvas(page))).toBe(true);
    expect(heard).toEqual([]);
  });

  test("dragging moves the drawing with the pointer and leaves the choice; a click on the ground lets go of it", async () => {
    const { page, heard } = await visit();
    await traced(page);
    const node = page.locator('.node[data-mark="mlp"]').first();
    await node.click();
    const id = await chosen(page);
    const before = await view(page);
    await drag(page, await groundOf(page), { x: 70, y: 45 });
    await expectMoved(page, before, { x: 70, y: 45 });
    // A node can be taken hold of too, and is not chosen by that.
    await drag(page, middleOf(await boxOf(page, '.node[data-mark="target"]')), { x: -30, y: 20 });
    await expectMoved(page, before, { x: 40, y: 65 });
    expect(await chosen(page)).toBe(id);
    const ground = await groundOf(page);
    await page.mouse.click(ground.x, ground.y);
    await panel(page)
      .getByText(/^Choose a node/)
      .waitFor();
    expect(await page.locator('.node[aria-pressed="true"]').count()).toBe(0);
    expect(heard).toEqual([]);
  });

  test("a click that comes while the page is still busy with a drag is a click", async () => {
    const { page, heard } = await visit();
    await traced(page);
    await page.locator('.node[data-mark="mlp"]').first().click();
    const ground = await groundOf(page);
    const session = await page.context().newCDPSession(page);
    const mouse = (type: "mousePressed" | "mouseReleased" | "mouseMoved", x: number, y: number) =>
      session.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    // Whoever hears of the drag's end last keeps the page busy until the click is there, ahead of every timer.
    await page.evaluate(() => {
      const busy = () => {
        const until = performance.now() + 500;
        while (performance.now() < until);
      };
      window.addEventListener("pointerup", busy, { once: true });
    });
    const [x, y] = [ground.x + 20, ground.y];
    await mouse("mousePressed", ground.x, ground.y);
    await mouse("mouseMoved", x, y);
    await Promise.all([
      mouse("mouseReleased", x, y),
      mouse("mousePressed", x, y),
      mouse("mouseReleased", x, y),
    ]);
    await panel(page)
      .getByText(/^Choose a node/)
      .waitFor();
    expect(heard).toEqual([]);
  });

  test("the buttons zoom about the middle and show all of it", async () => {
    const { page, heard } = await visit();
    await traced(page);
    const { k } = await view(page);
    await page.getByRole("button", { name: "Zoom in" }).click();
    expect((await view(page)).k).toBeCloseTo(1.3 * k, 5);
    await page.getByRole("button", { name: "Zoom out" }).click();
    expect((await view(page)).k).toBeCloseTo(k, 5);
    for (let time = 0; time < 4; time++) await page.getByRole("button", { name: "Zoom in" }).click();
    expect(await inSight(page.locator(".node").last(), canvas(page))).toBe(false);
    await page.getByRole("button", { name: "Show all of it" }).click();
    for (const node of await nodes(page).all()) expect(await inSight(node, canvas(page))).toBe(true);
    expect(await minimap(page).isVisible()).toBe(false);
    expect(heard).toEqual([]);
  });

  test("a click or a drag on the small picture goes there, and beyond its edge it still follows", async () => {
    const { page, heard } = await visit();
    await traced(page);
    await lookElsewhere(page);
    const small = await boxOf(page, ".graph-minimap");
    const spot = middleOf(await boxOf(page, '.graph-minimap rect[data-mark="target"]'));
    await page.mouse.click(spot.x, spot.y);
    expect(await inSight(target(page), canvas(page))).toBe(true);
    const centre = await frameMiddle(page);
    expect(Math.hypot(centre.x - spot.x, centre.y - spot.y)).toBeLessThan(4);

    await drag(page, spot, { x: -40, y: 30 });
    const moved = await frameMiddle(page);
    expect(Math.hypot(moved.x - spot.x + 40, moved.y - spot.y - 30)).toBeLessThan(4);
    await drag(page, moved, { x: 0, y: small.height });
    expect((await frameMiddle(page)).y).toBeGreaterThan(small.y + small.height);
    expect(await chosen(page)).toMatch(/^logit\./);
    expect(heard).toEqual([]);
  });
});

describe("with fingers, on a phone", () => {
  test("one finger moves the drawing sideways and leaves up and down to the page; two zoom it", async () => {
    const { page, heard } = await visit({ width: 390, touch: true });
    await traced(page);
    const { touch, swipe } = await fingersOf(page);
    const at = middleOf(await boxOf(page, ".graph-svg"));
    const before = await view(page);
    await swipe(at, { x: 60, y: 10 });
    await expectMoved(page, before, { x: 60, y: 10 });

    const { k } = await view(page);
    const pair = (distance: number) => [
      { x: at.x - distance, y: at.y },
      { x: at.x + distance, y: at.y },
    ];
    await touch("touchStart", pair(30));
    for (const distance of [40, 55, 70, 90]) await touch("touchMove", pair(distance));
    await touch("touchEnd", []);
    expect((await view(page)).k).toBeGreaterThan(2 * k);
    expect(await sidewaysOverflow(page)).toBe(0);

    const scrolled = await page.evaluate(() => window.scrollY);
    const still = await view(page);
    await swipe(at, { x: -20, y: -150 });
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(scrolled + 50);
    expect(await view(page)).toEqual(still);
    await page.getByRole("button", { name: "Show all of it" }).tap();
    for (const node of await nodes(page).all()) expect(await inSight(node, canvas(page))).toBe(true);
    expect(heard).toEqual([]);
  });
});

test.each(widths)(
  "in both colours, $width pixels wide, a graph zoomed into is accessible and fits",
  async (look) => {
    const visitor = await visit(look);
    const { page } = visitor;
    await traced(page);
    // What the keys do lies over the graph until one puts it away.
    await page.getByText("Keys", { exact: true }).click();
    expect(await faultsOf(visitor, `graph-keys-${look.width}`)).toEqual([]);
    await page.keyboard.press("Escape");
    for (let time = 0; time < 4; time++) await page.getByRole("button", { name: "Zoom in" }).click();
    expect(await faultsOf(visitor, `graph-near-${look.width}`)).toEqual([]);
    for (let time = 0; time < 12; time++) await page.getByRole("button", { name: "Zoom out" }).click();
    expect(await closestRowNames(page)).toBeGreaterThan(11);
    expect(await faultsOf(visitor, `graph-far-${look.width}`)).toEqual([]);
  },
);
