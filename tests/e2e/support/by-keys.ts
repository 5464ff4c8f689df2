import type { Locator } from "playwright-core";
import { expect } from "vitest";

/** More stops than any of the pages has that are walked like this. */
const mostPresses = 200;

/**
 * Goes to a control by Tab alone, from wherever one is on the page, and sees that the page shows where one has come to. What has
 * just come takes no keys before its script does: React writes down on each element that it has taken it over.
 */
export async function tabTo(control: Locator): Promise<void> {
  await expect.poll(() => control.evaluate(isTakenOver), { timeout: 120_000 }).toBe(true);
  const { keyboard } = control.page();
  for (let presses = 0; presses < mostPresses; presses++) {
    await keyboard.press("Tab");
    if (!(await control.evaluate((element) => element === document.activeElement))) continue;
    expect(await control.evaluate(standsOut), String(control)).toBe(true);
    return;
  }
  throw new Error(`Tab does not lead to ${control}`);
}

/** Goes to a control by Tab and presses a key there, or types a text. */
export async function byKeys(control: Locator, keys: { press: string } | { type: string }): Promise<void> {
  await tabTo(control);
  const { keyboard } = control.page();
  await ("press" in keys ? keyboard.press(keys.press) : keyboard.type(keys.type));
}

/** Presses Enter twice on a button that asks once more before what cannot be undone, and keeps the focus meanwhile. */
export async function enterTwice(button: Locator, sure: Locator): Promise<void> {
  await byKeys(button, { press: "Enter" });
  await sure.waitFor();
  expect(await sure.evaluate((element) => element === document.activeElement)).toBe(true);
  await sure.page().keyboard.press("Enter");
}

function isTakenOver(element: Element): boolean {
  return Object.keys(element).some((key) => key.startsWith("__reactProps$"));
}

/** Whether what has the focus is marked, within the window, and under nothing else. */
function standsOut(element: Element): boolean {
  const [box] = element.getClientRects();
  const shown = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const isMarked = outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
  return isMarked && shown !== undefined && element.contains(shown);
}
