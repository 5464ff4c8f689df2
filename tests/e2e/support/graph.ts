import type { Page } from "playwright-core";
import { expect } from "vitest";
import { inSight, tracePrediction } from "./circuit";

const text = "Sam and Lily went to the park, and Sam gave a flower to";

export const canvas = (page: Page) => page.locator(".graph-svg");
export const minimap = (page: Page) => page.locator(".graph-minimap");
export const target = (page: Page) => page.locator('.node[data-mark="target"]');

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const middleOf = ({ x, y, width, height }: Rectangle) => ({ x: x + width / 2, y: y + height / 2 });

export async function boxOf(page: Page, selector: string): Promise<Rectangle> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not drawn`);
  return box;
}

/** Where the drawing stands on its canvas, and how large. */
export interface View {
  x: number;
  y: number;
  k: number;
}

export async function view(page: Page): Promise<View> {
  const transform = (await page.locator(".graph-scene").getAttribute("transform")) ?? "";
  const [x = 0, y = 0, k = 0] = transform.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];
  return { x, y, k };
}

/** The middle of what the canvas shows, as the small picture's frame has it, in pixels of the page. */
export const frameMiddle = async (page: Page) => middleOf(await boxOf(page, ".graph-minimap-frame"));

export async function traced(page: Page): Promise<void> {
  await tracePrediction(page, text);
  await canvas(page).scrollIntoViewIfNeeded();
}

/** Turns the wheel over the middle of the canvas. */
export async function turnWheel(page: Page, by: number): Promise<{ x: number; y: number }> {
  const at = middleOf(await boxOf(page, ".graph-svg"));
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, by);
  return at;
}

/** A point on the canvas where no node is. */
export async function groundOf(page: Page): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await boxOf(page, ".graph-svg");
  for (let down = height - 60; down > 60; down -= 20)
    for (let across = 80; across < width - 80; across += 20) {
      const point = { x: x + across, y: y + down };
      const isGround = (at: typeof point) =>
        document.elementFromPoint(at.x, at.y)?.closest(".graph-ground") instanceof Element;
      if (await page.evaluate(isGround, point)) return point;
    }
  throw new Error("Nodes are everywhere");
}

export async function drag(
  page: Page,
  from: { x: number; y: number },
  by: { x: number; y: number },
): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
}

/** Far into the left part of the graph, so that the target is out of sight. */
export async function lookElsewhere(page: Page): Promise<void> {
  await target(page).focus();
  for (let time = 0; time < 5; time++) await page.keyboard.press("+");
  // A browser scrolls the page to what is focused outside of the drawing, and the small picture away with it.
  await page.locator(".graph-minimap").scrollIntoViewIfNeeded();
  const small = await boxOf(page, ".graph-minimap");
  // What was chosen a moment ago may still be on its way into sight.
  const isInSight = async () => {
    await page.mouse.click(small.x + 8, small.y + small.height - 8);
    return inSight(target(page), canvas(page));
  };
  await expect.poll(isInSight).toBe(false);
}

interface Point {
  x: number;
  y: number;
}

/** Fingers on a screen that can be touched, which Playwright itself can only tap. */
export async function fingersOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Point[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  async function swipe({ x, y }: Point, by: Point): Promise<void> {
    await touch("touchStart", [{ x, y }]);
    for (const part of [0.2, 0.4, 0.6, 0.8, 1])
      await touch("touchMove", [{ x: x + part * by.x, y: y + part * by.y }]);
    await touch("touchEnd", []);
  }
  return { touch, swipe };
}
