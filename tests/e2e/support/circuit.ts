import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { runPrompt, tokensShown } from "./visitor";

/** The nodes that are drawn. */
export const nodes = (page: Page) => page.locator(".node");
export const nodeOf = (page: Page, id: string) => page.locator(`.node[data-node="${id}"]`);
/** The id of the node one has chosen in the drawn graph. */
export const chosen = (page: Page) => page.locator('.node[aria-pressed="true"]').getAttribute("data-node");
/** Goes up from what is chosen, to what it gives most to and on, until the root is chosen. */
export async function climbTo(page: Page, root: string): Promise<void> {
  for (let step = 0; step < 20 && (await chosen(page)) !== root; step++) {
    const from = await chosen(page);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => chosen(page)).not.toBe(from);
  }
  expect(await chosen(page)).toBe(root);
}

/**
 * Draws less influential nodes too, and returns one of a kind that the circuit does not expand: this one for good, though
 * another may come to be the first as more are drawn.
 */
export async function unopenedLeaf(page: Page, mark: "attn" | "mlp"): Promise<Locator> {
  await page.getByRole("slider").fill("40");
  const id = await page
    .locator(`.node[data-unopened][data-mark="${mark}"]`)
    .first()
    .getAttribute("data-node");
  return nodeOf(page, id ?? "");
}

/** What is told of the chosen node. */
export const panel = (page: Page) => page.getByRole("complementary", { name: "The chosen node" });

/** Opens what tells how the circuit on its own page was traced, where it is not open. */
export async function openHowTraced(page: Page): Promise<Locator> {
  const details = page.locator("details.how-traced");
  if (!(await details.evaluate((element) => element.hasAttribute("open"))))
    await details.getByText("How it was traced", { exact: true }).click();
  return details;
}

/** What of the circuit can be taken along, which is one press away. */
export async function openDownloads(page: Page): Promise<Locator> {
  const details = page.locator("details.downloads-menu");
  if (!(await details.evaluate((element) => element.hasAttribute("open"))))
    await details.getByText("Download", { exact: true }).click();
  return details.locator(".downloads");
}

/** Waits until the graph of the circuit that was asked for is drawn on its own page, and the rest of the page around it. */
export async function circuitShown(page: Page): Promise<void> {
  await page.waitForURL(/\/circuits\/[0-9a-f-]{36}/);
  await graphDrawn(page);
  // What stands above the graph takes of its room, and with it of how many nodes are drawn.
  await page.locator(".circuit-progress").waitFor({ state: "detached" });
}

/** The same of any page with a graph. On a narrow window a list stands there until one chooses the graph. */
export async function graphDrawn(page: Page): Promise<void> {
  const list = page.locator(".node-list");
  await nodes(page).or(list).first().waitFor({ timeout: 60_000 });
  if ((await list.count()) > 0) await page.getByText("Graph", { exact: true }).click();
  await nodes(page).first().waitFor();
}

/** Runs a text, traces its likeliest next token, or the one after that many others, and returns the circuit's address. */
export async function tracePrediction(page: Page, text: string, place = 0): Promise<string> {
  await page.goto("/");
  await tokensShown(page);
  await runPrompt(page, text);
  await page
    .getByRole("button", { name: /^Trace the logit of/ })
    .nth(place)
    .click();
  await circuitShown(page);
  return new URL(page.url()).pathname;
}

/** A circuit as the site gives it as JSON; that of the page at hand unless another's address is given. */
export async function circuitDocument(page: Page, address = page.url()): Promise<Circuit> {
  const id = new URL(address, page.url()).pathname.split("/").at(-1);
  return circuitSchema.parse(await (await page.request.get(`/api/v1/circuits/${id}/graph`)).json());
}

/** Whether all of a node lies within the canvas that it is drawn on. */
export async function inSight(node: Locator, canvas: Locator): Promise<boolean> {
  const [box, around] = [await node.boundingBox(), await canvas.boundingBox()];
  if (!box || !around) return false;
  const [right, bottom] = [around.x + around.width, around.y + around.height];
  return box.x >= around.x && box.y >= around.y && box.x + box.width <= right && box.y + box.height <= bottom;
}
