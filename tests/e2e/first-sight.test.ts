import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { standing } from "./support/standing";
import { axeViolations, pointAt, screenshot, tokensShown, visitorsOf } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);

function hasFocus(node: Locator): Promise<void> {
  const isActive = () => node.evaluate((element) => element === document.activeElement);
  return expect.poll(isActive, { message: "the node has the focus" }).toBe(true);
}

test("the first page holds a circuit of its sentence, which comes alive when somebody reaches for it", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  const picture = page.locator(".graph-picture").filter({ visible: true });
  await picture.waitFor();
  await page.getByRole("heading", { name: /^What makes/ }).waitFor();
  expect(await standing(page)).toEqual([]);
  // Nothing that moves is fetched before it is wanted.
  const drawn = await picture.locator(".node").count();
  expect(drawn).toBeGreaterThan(20);
  expect(await page.locator(".graph-zoom").count()).toBe(0);

  const live = page.getByRole("group", { name: /^The circuit: columns are tokens/ });
  await pointAt(picture, live);
  expect(await live.locator(".node").count()).toBe(drawn);
  // The picture's nodes stay where they are, and do not fade in again.
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const animationOf = (node: Element) => getComputedStyle(node).animationName;
  expect(await live.locator(".node").first().evaluate(animationOf)).toBe("none");
  const node = live.locator('.node[data-mark="mlp"]').first();
  const id = await node.getAttribute("data-node");
  await node.click();
  await screenshot(page, "first-sight-chosen");
  // The pointer rests on the node: its card is empty for as long as it is fetched.
  await expect.poll(() => page.getByRole("tooltip").allInnerTexts()).not.toContain("");
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("link", { name: /^MLP feature/ }).click();
  await page.waitForURL(/\/circuits\/.*\?node=/);
  await page.getByRole("complementary", { name: "The chosen node" }).waitFor();
  expect(await page.locator('.node[aria-pressed="true"]').getAttribute("data-node")).toBe(id);
  expect(await page.locator('.node[data-mark="target"]').getAttribute("data-node")).toMatch(/@14$/);
  expect(heard).toEqual([]);
});

test("the prompt, the circuit and its tokens stand in the first screen of a small laptop, and tell by which figures it was chosen", async () => {
  const { page, heard } = await visit();
  await page.setViewportSize({ width: 1280, height: 800 });
  const chosen = async () => {
    await page.goto("/");
    return page.getByText(/Of \d+ circuits of this token it explains most/).count();
  };
  await expect.poll(chosen, { timeout: 90_000, interval: 2_000 }).toBe(1);
  const picture = page.locator(".graph-picture").filter({ visible: true });
  const inScreen = async (what: string) => {
    for (const each of await picture.locator(what).all()) {
      const box = await each.boundingBox();
      expect(box, what).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 0), what).toBeLessThanOrEqual(800);
    }
  };
  await inScreen('.node[data-mark="target"]');
  await inScreen(".node");
  await inScreen(".graph-picture-column");
  expect((await page.getByRole("textbox").boundingBox())?.y).toBeLessThan(300);
  expect(await standing(page)).toEqual([]);
  await screenshot(page, "first-screen");
  expect(heard).toEqual([]);
});

test("the circuit on the first page is reached by keys, and fits a phone", async () => {
  const { page, heard } = await visit({ width: 390 });
  await page.goto("/");
  const picture = page.locator(".graph-picture").filter({ visible: true });
  expect(await picture.locator(".node").count()).toBeGreaterThan(5);
  expect(await standing(page)).toEqual([]);
  // Until it has come, the pointer rests where the page scrolls the picture to.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isAsked = false;
  await page.route("**/api/v1/circuits/*/graph*", (route) => {
    isAsked = true;
    return held.then(() => route.continue());
  });
  const explore = page.getByRole("button", { name: "Explore" });
  // Who comes to the button is answered from when the page's script has taken it over; the next test is of who was earlier.
  async function comeToButton() {
    await explore.blur();
    await explore.focus();
    return isAsked;
  }
  await expect.poll(comeToButton, { message: "the button asks for the graph" }).toBe(true);
  await explore.press("Enter");
  await picture.hover({ position: { x: 150, y: 150 } });
  release();
  const target = page.locator('.graph-scene .node[data-mark="target"]');
  await target.waitFor();
  await hasFocus(target);
  await page.keyboard.press("ArrowDown");
  // It leads to what the target gets something from, and says what that is.
  await expect.poll(() => page.locator(".graph-chosen").textContent()).toMatch(/influence .* effect/);
  const reached = page.locator(".graph-scene .node:focus");
  expect(await reached.getAttribute("data-mark")).not.toBe("target");
  expect(await reached.getAttribute("aria-pressed")).toBe("true");
  expect(await standing(page)).toEqual([]);
  expect(heard).toEqual([]);
});

test("who stood on the circuit's button before the script had come is in the graph, whatever the pointer does then", async () => {
  const { page, heard } = await visit();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", (route) => held.then(() => route.continue()));
  await page.goto("/", { waitUntil: "commit" });
  const picture = page.locator(".graph-picture").filter({ visible: true });
  await page.getByRole("button", { name: "Explore" }).press("Enter");
  release();
  await page.waitForLoadState("networkidle");
  await page.mouse.move(0, 0);
  await picture.hover({ position: { x: 150, y: 150 } });
  const target = page.locator('.graph-scene .node[data-mark="target"]');
  await target.waitFor();
  await hasFocus(target);
  expect(heard).toEqual([]);
});

test("without scripts the first page still shows the sentence, its features and its circuit", async () => {
  const { page } = await visit({ javaScript: false });
  await page.goto("/");
  await page.locator(".graph-picture .node").filter({ visible: true }).first().waitFor();
  expect(await page.locator(".token").count()).toBeGreaterThan(14);
});

test("a stored circuit that cannot be read does not take the first page with it", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  const href = await page.getByRole("link", { name: "Open this circuit by itself" }).getAttribute("href");
  const id = href?.split("/").at(-1);
  await site.query('update "Circuit" set graph = $2 where id = $1', [id, Buffer.from("nonsense")]);
  // What the running process has drawn it keeps.
  site.kill("web");
  const isUp = () =>
    fetch(`${site.address}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isUp, { timeout: 60_000 }).toBe(true);
  await page.goto("/");
  await tokensShown(page);
  expect(await page.locator(".graph-picture").count()).toBe(0);
  expect(heard).toEqual([]);
});
