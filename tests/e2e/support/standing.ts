import type { Page } from "playwright-core";

/** What is wrong with how the page stands in its window, in whatever state it is: a line for each fault. */
export function standing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    const wider = Math.max(scrollWidth, document.body.scrollWidth) - clientWidth;
    if (wider > 0) faults.push(`${wider} pixels wider than its window`);

    // What is cut, and can be scrolled, shows that at its edges.
    for (const element of document.querySelectorAll("main *")) {
      const { overflowX, overflowY, backgroundImage } = getComputedStyle(element);
      const isCut =
        (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
      const isTyped = element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
      if (isCut && !isTyped && !backgroundImage.includes("gradient"))
        faults.push(`${element.tagName}.${element.className} is cut and does not show it`);
    }
    return faults;
  });
}
