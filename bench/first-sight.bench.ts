import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "@/tests/e2e/support/browser";
import { withEvidenceSite } from "./evidence-site";
import { median, report } from "./measure";

/*
 * What a reader sees when, in a real browser on a production start: the largest part of a page (LCP) with the processor
 * four times slower, and a feature's card from the pointer on its name until it is drawn, the first time on a page, for
 * another feature, and for one that was shown before.
 */
const rounds = 9;
const slowdown = 4;

/** Chromium tells it for the last time once somebody presses something, so it is read before. */
async function largestPaint(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.goto(url, { waitUntil: "networkidle" });
  const millis = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe(
          {
            type: "largest-contentful-paint",
            buffered: true,
          },
        );
      }),
  );
  await context.close();
  return millis;
}

/** Points at the n-th name with a card that is in sight; how long until the card is drawn with what it says. */
async function pointAt(page: Page, n: number): Promise<number> {
  const name = page.locator("main [data-card]:visible").nth(n);
  await name.scrollIntoViewIfNeeded();
  const drawn = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        document.addEventListener(
          "pointerover",
          function begin(event) {
            if (!(event.target instanceof Element && event.target.closest("[data-card]"))) return;
            document.removeEventListener("pointerover", begin, true);
            const look = () => {
              const card = document.querySelector(".feature-card:popover-open");
              if (!card || card.querySelector("[aria-busy]")) return requestAnimationFrame(look);
              // Painted once the frame after this one is begun.
              return requestAnimationFrame(() => resolve(performance.now() - event.timeStamp));
            };
            look();
          },
          true,
        );
      }),
  );
  await name.hover();
  const millis = await drawn;
  await page.mouse.move(2, 2);
  await page.locator(".feature-card").waitFor({ state: "detached" });
  return millis;
}

async function measureCards(browser: Browser, url: string): Promise<void> {
  const times: Record<string, number[]> = { "first on a page": [], another: [], "shown before": [] };
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage();
    // What runs in the page is compiled with the bench, which keeps functions' names by this.
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.goto(url, { waitUntil: "networkidle" });
    times["first on a page"]?.push(await pointAt(page, 0));
    times.another?.push(await pointAt(page, 1));
    times["shown before"]?.push(await pointAt(page, 0));
    await page.close();
  }
  for (const [which, millis] of Object.entries(times)) {
    const sorted = millis.sort((a, b) => a - b);
    const bar = which === "shown before" ? 16 : 100;
    report(`from pointer to drawn card, ${which}, median of ${rounds}`, median(sorted), "ms", bar);
  }
}

await withEvidenceSite(async ({ address, features, circuit }) => {
  const browser = await launchBrowser();
  for (const [name, path] of Object.entries({
    "/": "/",
    "a feature": features[0] ?? "",
    "a circuit": circuit,
  })) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await largestPaint(browser, address + path));
    times.sort((a, b) => a - b);
    report(
      `largest part of ${name} seen, processor ${slowdown} times slower, median`,
      median(times),
      "ms",
      1200,
    );
  }
  await measureCards(browser, address + (features[0] ?? ""));
  await browser.close();
});
