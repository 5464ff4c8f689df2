/** How far a pointer strays in a click, in pixels of the screen. */
const clickDistance = 4;

/**
 * Keeps the click in which a drag ends from whoever chooses by clicks. d3-zoom would do so with a listener that a timer
 * takes away again, and while a machine is busy the next click comes before the timer and is lost: here each click is
 * judged by its own press.
 */
export function holdBackDragClicks(element: SVGElement, signal: AbortSignal): void {
  let press: { x: number; y: number } | null = null;
  let wasDragged = false;
  const options = { capture: true, passive: true, signal };

  function onDown({ clientX, clientY, isPrimary }: PointerEvent) {
    press = isPrimary ? { x: clientX, y: clientY } : null;
    wasDragged = false;
  }
  function onMove({ clientX, clientY }: PointerEvent) {
    if (press && Math.hypot(clientX - press.x, clientY - press.y) > clickDistance) wasDragged = true;
  }
  function onUp() {
    press = null;
  }
  function onClick(event: MouseEvent) {
    // One that no pointer made, a reader's or a key's, ends no drag.
    if (wasDragged && event.detail > 0) event.stopImmediatePropagation();
  }
  element.addEventListener("pointerdown", onDown, options);
  // A drag goes on beyond the canvas.
  window.addEventListener("pointermove", onMove, options);
  window.addEventListener("pointerup", onUp, options);
  window.addEventListener("pointercancel", onUp, options);
  element.addEventListener("click", onClick, options);
}
