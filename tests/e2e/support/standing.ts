import type { Frame, Page } from "playwright-core";

/** What is wrong with how the page stands in its window, in whatever state it is: a line for each fault. */
export function standing(page: Page | Frame): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    const wider = Math.max(scrollWidth, document.body.scrollWidth) - clientWidth;
    if (wider > 0) faults.push(`${wider} pixels wider than its window`);

    // What is cut, and can be scrolled, shows that at its edges.
    for (const element of document.querySelectorAll("main *")) {
      // As in what is folded away.
      if (!element.checkVisibility()) continue;
      const { overflowX, overflowY, backgroundImage } = getComputedStyle(element);
      const isCut =
        (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
      const isTyped = element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
      if (isCut && !isTyped && !backgroundImage.includes("gradient"))
        faults.push(`${element.tagName}.${element.className} is cut and does not show it`);
    }

    // A graph stands whole on its canvas, and what is written in it can be read.
    for (const canvas of document.querySelectorAll<SVGSVGElement>(".graph-svg, .graph-picture")) {
      const around = (canvas.closest(".graph") ?? canvas).getBoundingClientRect();
      if (canvas.getClientRects().length === 0) continue;
      const drawn = [...canvas.querySelectorAll<SVGGElement>(".node")];
      const outside = drawn.filter((node) => {
        const { left, right, top, bottom } =
          node.querySelector(".node-box")?.getBoundingClientRect() ?? around;
        return left < around.left || right > around.right || top < around.top || bottom > around.bottom;
      });
      if (outside.length > 0)
        faults.push(`${outside.length} of ${drawn.length} nodes lie outside of the graph`);
      for (const text of canvas.parentElement?.querySelectorAll(".graph-axes span") ?? []) {
        const sizes = [undefined, "::before"].map((part) => getComputedStyle(text, part).fontSize);
        for (const size of sizes.map(Number.parseFloat))
          if (size < 10.999 && text.textContent !== "")
            faults.push(`"${text.textContent}" at an edge of the graph is written ${size} pixels high`);
      }
      for (const text of canvas.querySelectorAll<SVGTextElement>(".node-text")) {
        const scale = text.getScreenCTM()?.a ?? 0;
        const size = Number.parseFloat(getComputedStyle(text).fontSize) * scale;
        const isShown = text.getClientRects().length > 0 && getComputedStyle(text).display !== "none";
        if (isShown && size < 10.999) faults.push(`"${text.textContent}" is written ${size} pixels high`);
      }
    }
    return faults;
  });
}
