/*
 * How wide the pane beside the graph is, in pixels of the window. What one chose is kept in this browser and stands on the
 * root element as `--side-width`, where the style sheet holds it to what fits (instrument.css): a window that is too narrow
 * for it shows less, and has it back when it is wide again.
 */

export const sideWidthName = "side-pane width";
const property = "--side-width";

/** One press of an arrow, and of one with Shift. */
export const [step, bigStep] = [16, 64];

/** The least and the most, in a body of so many pixels: the graph keeps 26 rem. The same as in instrument.css. */
export function sideBounds(body: number, rem: number): { min: number; max: number } {
  const min = 18 * rem;
  return { min, max: Math.max(min, Math.floor(body - 26 * rem)) };
}

/** The width that a key asks for; null of a key that is not the separator's, "usual" of one that gives up the choice. */
export function widthAfter(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  now: number,
  { min, max }: { min: number; max: number },
): number | "usual" | null {
  const by = shiftKey ? bigStep : step;
  switch (key) {
    // The separator moves with the arrow: to the left is a wider pane.
    case "ArrowLeft":
      return clamped(now + by, { min, max });
    case "ArrowRight":
      return clamped(now - by, { min, max });
    case "Home":
      return min;
    case "End":
      return max;
    case "Enter":
      return "usual";
    default:
      return null;
  }
}

export function clamped(width: number, { min, max }: { min: number; max: number }): number {
  return Math.round(Math.min(max, Math.max(min, width)));
}

/** What is kept, as it was written; null of nothing and of what is no width. */
export function readWidth(kept: string | null): number | null {
  if (kept === null || !/^\d{2,4}$/.test(kept)) return null;
  return Number(kept);
}

export function showWidth(width: number | null): void {
  const { style } = document.documentElement;
  if (width === null) style.removeProperty(property);
  else style.setProperty(property, `${width}px`);
}

/** Shows what is kept, on a page that was not begun with it. */
export function showKeptWidth(): void {
  try {
    showWidth(readWidth(localStorage.getItem(sideWidthName)));
  } catch {
    // A browser that keeps nothing has the usual width.
  }
}

export function keepWidth(width: number | null): void {
  try {
    if (width === null) localStorage.removeItem(sideWidthName);
    else localStorage.setItem(sideWidthName, String(width));
  } catch {
    // It holds until the page is left.
  }
}

/** The same as `showKeptWidth`, run while the page is read, so that nothing moves once it is drawn. */
export const showWidthAtOnce = `try{const w=localStorage.getItem(${JSON.stringify(sideWidthName)});if(w!==null&&/^\\d{2,4}$/.test(w))document.documentElement.style.setProperty(${JSON.stringify(property)},w+"px")}catch{}`;
