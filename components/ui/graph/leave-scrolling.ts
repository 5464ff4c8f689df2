/**
 * d3-zoom keeps every touch to itself, whatever `touch-action` says. This keeps from it one finger that sets out up or
 * down, so that the browser scrolls the page. It is to be called before d3-zoom listens.
 */
export function leaveScrolling(element: SVGElement, signal: AbortSignal): void {
  let start: { x: number; y: number } | null = null;
  let scrolls = false;
  const options = { capture: true, passive: true, signal };

  function onStart(event: TouchEvent) {
    const [finger, ...others] = fingersOf(event);
    start = finger && others.length === 0 ? finger : null;
    scrolls = false;
  }
  function onMove(event: TouchEvent) {
    const [finger] = fingersOf(event);
    if (start && finger) {
      const [across, along] = [Math.abs(finger.x - start.x), Math.abs(finger.y - start.y)];
      scrolls = along > across;
      // The way in which a finger sets out decides.
      if (along > 0 || across > 0) start = null;
    }
    if (scrolls) event.stopImmediatePropagation();
  }
  element.addEventListener("touchstart", onStart, options);
  element.addEventListener("touchmove", onMove, options);
}

function fingersOf({ touches }: TouchEvent): { x: number; y: number }[] {
  return [...touches].map(({ clientX, clientY }) => ({ x: clientX, y: clientY }));
}
