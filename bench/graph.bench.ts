import type { Page } from "playwright-core";
import { z } from "zod";
import { launchBrowser } from "@/tests/e2e/support/browser";
import { median, report } from "./measure";
import { withStartedSite } from "./started-site";

/*
 * How smooth the drawn graph is, in a real browser on the site as its operator starts it: frames while it is panned by a
 * drag of the mouse, the time from a move of the slider to the frame that shows what it asks for, and what a hover costs
 * until all that it lights is laid out. All times are taken in the page. The browser draws without a graphics card, and no frame is shorter than the 16.7 ms of its 60 a second.
 */
const text = "When Mary and John went to the store, John gave a drink to Mary. When Tom and Ann went to";
const target = "logit.605@23";
const threshold = 1e-4;
/** What is drawn: about so many nodes of a circuit that keeps edges down to `edgeThreshold`; all of them where left out. */
const drawings = [
  { edgeThreshold: 1e-5, about: 100 },
  { edgeThreshold: 1e-5, about: 400 },
  { edgeThreshold: 1e-5, about: 1_000 },
  { edgeThreshold: 1e-6 },
];
const slides = 7;
const panMillis = 2_000;
const sliderSteps = 100;

// In the page. Texts, since the names that are added to functions here are not known there.
const nodeCount = "document.querySelectorAll('.graph-svg .node').length";

/** The time from the next move of the slider to the frame that shows so many nodes, as `window.waited`. */
function watchSlider(count: number): string {
  return `
    delete window.waited;
    addEventListener("input", ({ timeStamp }) => {
      (function look() {
        if (${nodeCount} !== ${count}) return requestAnimationFrame(look);
        // The frame that shows it is the one after this.
        requestAnimationFrame(() => { window.waited = performance.now() - timeStamp; });
      })();
    }, { once: true, capture: true });`;
}

/** Writes down the time between frames until `window.frames.done`. */
const watchFrames = `
  window.frames = { times: [], done: false };
  (function frame(last, now) {
    if (last !== undefined) window.frames.times.push(now - last);
    if (!window.frames.done) requestAnimationFrame((next) => frame(now, next));
  })();`;

/** Writes down what each move of the pointer costs: all that listens to it, then styles and layout. */
const watchHovers = `
  window.hovers = [];
  let start = 0;
  for (const sign of ["pointerover", "pointermove"]) {
    addEventListener(sign, () => { start = performance.now(); }, { capture: true });
    addEventListener(sign, () => {
      document.body.offsetHeight;
      window.hovers.push(performance.now() - start);
    });
  }`;
const hovers = 150;
/** What a hover may cost: a frame of 60 a second. */
const maxHoverMillis = 16;

/** Moves over the middle of chips, and between them where edges are; the cost of each event, sorted. */
async function hover(page: Page): Promise<number[]> {
  await page.evaluate(watchHovers);
  const boxes = await page
    .locator(".graph-svg .node-box")
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect()).map(({ x, y }) => ({ x, y })));
  const stride = Math.max(1, Math.floor(boxes.length / hovers));
  for (const [n, { x, y }] of boxes.entries()) {
    if (n % stride !== 0) continue;
    await page.mouse.move(x + 4, y + 4);
    await page.mouse.move(x - 4, y - 4);
  }
  const costs = z.array(z.number()).min(hovers / 2);
  return costs.parse(await page.evaluate("window.hovers")).sort((a, b) => a - b);
}

async function waited(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => (window as typeof window & { waited?: number }).waited);
  return Number(await handle.jsonValue());
}

async function tracedPage(address: string, run: string, edgeThreshold: number): Promise<string> {
  const runId = run.replace("/runs/", "");
  const body = JSON.stringify({ runId, target, threshold, edgeThreshold, maxNodes: 5_000 });
  const headers = { "content-type": "application/json" };
  const asked = await fetch(`${address}/api/v1/circuits`, { method: "POST", headers, body });
  const { id } = z.object({ id: z.string() }).parse(await asked.json());
  for (;;) {
    const circuit = await fetch(`${address}/api/v1/circuits/${id}`);
    const { status } = z.object({ status: z.string() }).parse(await circuit.json());
    if (status === "ready") return `/circuits/${id}`;
    if (status === "failed") throw new Error("the circuit could not be computed");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Moves the slider and gives the number of nodes then drawn, once it has been the same for a while. */
async function slideTo(page: Page, step: number): Promise<number> {
  await page.getByRole("slider").fill(String(step));
  let count = Number.NaN;
  for (;;) {
    await page.waitForTimeout(300);
    const now = Number(await page.evaluate(nodeCount));
    if (now === count) return count;
    count = now;
  }
}

/** The step of the slider that shows about so many nodes: a higher one never shows more. */
async function stepShowing(page: Page, about: number): Promise<number> {
  let [more, fewer] = [0, sliderSteps];
  while (fewer - more > 1) {
    const middle = Math.floor((more + fewer) / 2);
    if ((await slideTo(page, middle)) >= about) more = middle;
    else fewer = middle;
  }
  const over = (await slideTo(page, more)) - about;
  const under = about - (await slideTo(page, fewer));
  return Math.abs(over) <= Math.abs(under) ? more : fewer;
}

/** From a graph of a few nodes to the one that a step shows, sorted times. */
async function slide(page: Page, step: number, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = -1; round < slides; round++) {
    await slideTo(page, sliderSteps);
    await page.evaluate(watchSlider(count));
    await page.getByRole("slider").fill(String(step));
    const time = await waited(page);
    if (round >= 0) times.push(time);
  }
  return times.sort((a, b) => a - b);
}

/** Drags the canvas about for a while; the time between frames, sorted. */
async function pan(page: Page): Promise<number[]> {
  const canvas = page.locator(".graph-svg");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error("the graph is not drawn");
  const middle = { x: box.x + box.width / 2, y: box.y + Math.min(box.height, 500) / 2 };
  await page.waitForTimeout(500);
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x + 10, middle.y);
  const before = await page.locator(".graph-svg > g").getAttribute("transform");
  await page.evaluate(watchFrames);
  const start = performance.now();
  while (performance.now() - start < panMillis) {
    const angle = ((performance.now() - start) / panMillis) * 2 * Math.PI;
    await page.mouse.move(middle.x + 150 * Math.cos(angle), middle.y + 100 * Math.sin(angle));
  }
  const after = await page.locator(".graph-svg > g").getAttribute("transform");
  if (before === after) throw new Error("the drag did not move the graph");
  const times = await page.evaluate("(window.frames.done = true, window.frames.times)");
  await page.mouse.up();
  return z
    .array(z.number())
    .min(1)
    .parse(times)
    .sort((a, b) => a - b);
}

function reportFrames(what: string, times: readonly number[]): void {
  report(`  ${what}, median frame of ${times.length}`, median(times), "ms");
  report(`  ${what}, worst frame`, times.at(-1) ?? Number.NaN, "ms");
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1_000;
  report(`  ${what}, frames a second`, times.length / seconds, "");
}

await withStartedSite(async ({ address, runPage }) => {
  const run = await runPage(text);
  const browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: address, reducedMotion: "reduce" });
  for (const { edgeThreshold, about } of drawings) {
    const page = await context.newPage();
    await page.goto(await tracedPage(address, run, edgeThreshold), { waitUntil: "networkidle" });
    await page.locator(".graph-svg .node").first().waitFor();
    const step = about === undefined ? 0 : await stepShowing(page, about);
    const count = await slideTo(page, step);
    const slid = await slide(page, step, count);
    report(`${count} nodes: from slider to drawn, median of ${slides}`, median(slid), "ms");
    report("  the slowest", slid.at(-1) ?? Number.NaN, "ms");
    const edges = await page
      .locator(".graph-edges path")
      .evaluateAll((paths) =>
        paths.reduce((sum, path) => sum + (path.getAttribute("d")?.split("M").length ?? 1) - 1, 0),
      );
    const costs = await hover(page);
    report(`hovering over ${count} nodes and ${edges} edges, median`, median(costs), "ms");
    report(
      "  the 95th of a hundred",
      costs[Math.floor(costs.length * 0.95)] ?? Number.NaN,
      "ms",
      maxHoverMillis,
    );
    reportFrames("panning", await pan(page));
    await page.getByRole("button", { name: "Show all of it" }).click();
    reportFrames("panning with the whole in sight", await pan(page));
    await page.close();
  }
  await browser.close();
});
