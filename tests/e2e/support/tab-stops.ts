import type { Page } from "playwright-core";

/** How many presses of keys it takes at most to reach a control from the top of a page, and which controls take more than some. */
export interface Reach {
  stops: number;
  furthest: number;
  beyond: string[];
}

/** Presses Tab from the top of the page until it is left, and marks each control with its place. */
async function walk(page: Page): Promise<number> {
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    // From where a page begins, and not from where one last pressed.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  for (let place = 0; place < 600; place++) {
    await page.keyboard.press("Tab");
    const isLeft = await page.evaluate((at) => {
      const { activeElement } = document;
      if (!activeElement || activeElement === document.body || activeElement.hasAttribute("data-tab-stop"))
        return true;
      activeElement.setAttribute("data-tab-stop", String(at));
      return false;
    }, place);
    if (isLeft) return place;
  }
  throw new Error("The page has more than 600 tab stops");
}

/**
 * How far every control of a circuit's page is for somebody with a keyboard alone: by Tab, by Shift and Tab, and by what leads
 * on with Enter (the link to the content, the node in the graph, the jumps within the pane).
 */
export async function reachOf(page: Page, most: number): Promise<Reach> {
  const stops = await walk(page);
  return page.evaluate(
    ({ count, limit }) => {
      const stopOf = (at: number) => document.querySelector(`[data-tab-stop="${at}"]`);
      const after = (landing: Element | null) => {
        for (let at = 0; landing && at < count; at++) {
          const stop = stopOf(at);
          const place = stop ? landing.compareDocumentPosition(stop) : 0;
          if (place & Node.DOCUMENT_POSITION_FOLLOWING) return at;
        }
        return null;
      };
      const jumps: { from: number; to: number }[] = [];
      for (let at = 0; at < count; at++) {
        const stop = stopOf(at);
        const skips = stop?.matches('a[href^="#"]') ? stop.getAttribute("href")?.slice(1) : null;
        const leads = stop?.closest(".pane-jumps") ? stop.getAttribute("aria-controls") : null;
        const landing = stop?.matches(".node")
          ? document.querySelector(".node-panel")
          : document.getElementById(skips ?? leads ?? "none");
        const to = after(landing);
        if (to !== null) jumps.push({ from: at, to });
      }
      const presses = Array.from({ length: count }, () => Number.POSITIVE_INFINITY);
      const offer = (at: number, much: number) => {
        const known = presses[at];
        if (known === undefined || known <= much) return false;
        presses[at] = much;
        return true;
      };
      offer(0, 1);
      for (let changed = true; changed; ) {
        changed = false;
        for (const [at, much] of presses.entries()) {
          if (offer(at + 1, much + 1)) changed = true;
          if (offer(at - 1, much + 1)) changed = true;
        }
        // Enter, and Tab from where it led.
        for (const { from, to } of jumps) if (offer(to, (presses[from] ?? 0) + 2)) changed = true;
      }
      const said = (at: number) => {
        const stop = stopOf(at);
        const name = stop?.getAttribute("aria-label") ?? stop?.textContent ?? "";
        return `${presses[at]}: ${stop?.tagName.toLowerCase()} ${name.trim().slice(0, 40)}`;
      };
      return {
        stops: count,
        furthest: Math.max(...presses),
        beyond: presses.flatMap((much, at) => (much > limit ? [said(at)] : [])),
      };
    },
    { count: stops, limit: most },
  );
}
