"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const HoverCard = lazy(() => import("./hover-card"));

/** How long a finger rests on a name that is not tapped. */
const pressMillis = 450;

/**
 * Shows the card of whatever with `data-card`, a feature's page, is pointed at, focused or pressed for a while. Its script
 * and what it shows come when that first happens.
 */
export function FeatureCards() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => {
    let pressed: ReturnType<typeof setTimeout> | undefined;
    const stop = new AbortController();
    const on = (name: string, listen: (event: Event) => void) =>
      document.addEventListener(name, listen, { signal: stop.signal });
    const anchorOf = ({ target }: Event) =>
      target instanceof Element ? target.closest<HTMLElement>("[data-card]") : null;
    const isTouch = (event: Event) => event instanceof PointerEvent && event.pointerType === "touch";
    const release = () => clearTimeout(pressed);
    on("pointerover", (event) => {
      const found = anchorOf(event);
      if (found && !isTouch(event)) setAnchor(found);
    });
    on("focusin", (event) => {
      const found = anchorOf(event);
      if (found?.matches(":focus-visible")) setAnchor(found);
    });
    on("pointerdown", (event) => {
      const found = anchorOf(event);
      release();
      if (found && isTouch(event)) pressed = setTimeout(() => setAnchor(found), pressMillis);
    });
    for (const name of ["pointerup", "pointercancel"]) on(name, release);
    // What the browser would show of a link that is pressed.
    on("contextmenu", (event) => anchorOf(event) && isTouch(event) && event.preventDefault());
    return () => {
      release();
      stop.abort();
    };
  }, []);
  if (!anchor) return null;
  return (
    <Suspense>
      <HoverCard key={anchor.dataset.card} anchor={anchor} onClose={() => setAnchor(null)} />
    </Suspense>
  );
}
