import type { Page } from "playwright-core";
import { launchBrowser } from "@/tests/e2e/support/browser";
import { median, report } from "./measure";
import { withStartedSite } from "./started-site";

/*
 * What a person waits for, in a real browser on the site as its operator starts it: from the click on Trace to a
 * drawn graph, from Expand to what the node gets, and from Ablate to what that does in the real model. Every circuit,
 * expansion and change is one that nobody asked for before. Times are taken in the page: from the click's own time to the frame after the change.
 */
const text = "When Mary and John went to the store, John gave a drink to Mary. When Tom and Ann went to";
const warmUps = 4;
const tokenCount = 24;
/** From a pointer that has arrived to its click. */
const handMillis = 150;
const bars = { trace: 400, expand: 120, ablate: 400 };

/**
 * In the page: the time from the next `event` to the frame that shows what `selector` finds, as `window.waited`. A text,
 * since the names that are added to functions here are not known there.
 */
function watchFor(event: "click" | "keydown", selector: string): string {
  return `
    delete window.waited;
    addEventListener("${event}", ({ timeStamp }) => {
      (function look() {
        if (!document.querySelector(${JSON.stringify(selector)})) return requestAnimationFrame(look);
        // The frame that shows it is the one after this.
        requestAnimationFrame(() => { window.waited = performance.now() - timeStamp; });
      })();
    }, { once: true, capture: true });`;
}

async function waited(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => (window as typeof window & { waited?: number }).waited);
  return Number(await handle.jsonValue());
}

async function trace(page: Page, run: string, token: number, rank: number): Promise<number> {
  await page.goto(`${run}?token=${token}`, { waitUntil: "networkidle" });
  await page.evaluate(watchFor("click", ".graph-svg .node"));
  await page
    .getByRole("button", { name: /^Trace the logit of/ })
    .nth(rank)
    .click();
  return waited(page);
}

/**
 * Expands an MLP feature that nobody has (of an attention feature the same is fetched for its panel anyway): by the
 * button, with the pointer on it for a moment before the click, as a hand does, when what the node gets is asked for
 * ahead; or by its key, when nothing is.
 */
async function expand(page: Page, byButton: boolean): Promise<number> {
  await page.waitForLoadState("networkidle");
  const leaf = page.locator('.node[data-unopened][data-mark="mlp"]').first();
  const opened = `.node[data-node="${await leaf.getAttribute("data-node")}"]:not([data-unopened])`;
  await leaf.focus();
  if (!byButton) {
    await page.evaluate(watchFor("keydown", opened));
    await page.keyboard.press("e");
    return waited(page);
  }
  await page.keyboard.press("Enter");
  const button = page.getByRole("button", { name: "Expand", exact: true });
  await button.waitFor();
  await page.evaluate(watchFor("click", opened));
  await button.hover();
  await page.waitForTimeout(handMillis);
  await button.click();
  return waited(page);
}

/** Ablates the drawn feature of this rank, with nothing else changed. */
async function ablate(page: Page, rank: number): Promise<number> {
  await page.waitForLoadState("networkidle");
  await page.locator('.node[data-mark="mlp"], .node[data-mark="attn"]').nth(rank).focus();
  await page.keyboard.press("Enter");
  const button = page.getByRole("button", { name: "Ablate", exact: true });
  await button.hover();
  await page.waitForTimeout(handMillis);
  await page.evaluate(watchFor("click", ".try-figures data"));
  await button.click();
  const millis = await waited(page);
  await page.getByRole("button", { name: "Start over" }).click();
  return millis;
}

await withStartedSite(async ({ address, runPage }) => {
  const run = await runPage(text);
  const browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: address, reducedMotion: "reduce" });
  const page = await context.newPage();
  const traced: number[] = [];
  const byButton: number[] = [];
  const byKey: number[] = [];
  // The ten best predictions after each of the last tokens.
  for (let round = -warmUps; round < 20; round++) {
    const at = round + warmUps;
    const traceTime = await trace(page, run, tokenCount - 1 - Math.floor(at / 10), at % 10);
    const byButtonTime = await expand(page, true);
    const byKeyTime = await expand(page, false);
    if (round < 0) continue;
    traced.push(traceTime);
    byButton.push(byButtonTime);
    byKey.push(byKeyTime);
  }
  const ablated: number[] = [];
  for (let rank = -warmUps; rank < 20; rank++) {
    const millis = await ablate(page, rank + warmUps);
    if (rank >= 0) ablated.push(millis);
  }
  for (const times of [traced, byButton, byKey, ablated]) times.sort((a, b) => a - b);
  report(
    `from click to drawn circuit, ${tokenCount} tokens, threshold 0.01, median`,
    median(traced),
    "ms",
    bars.trace,
  );
  report("  the slowest of 20", traced.at(-1) ?? Number.NaN, "ms");
  report("expand by hand, by the button, median", median(byButton), "ms", bars.expand);
  report("  the slowest of 20", byButton.at(-1) ?? Number.NaN, "ms");
  report("expand by hand, by its key, median", median(byKey), "ms", bars.expand);
  report("  the slowest of 20", byKey.at(-1) ?? Number.NaN, "ms");
  report("from the press on Ablate to what it does, drawn, median", median(ablated), "ms", bars.ablate);
  report("  the slowest of 20", ablated.at(-1) ?? Number.NaN, "ms");
  await browser.close();
});
