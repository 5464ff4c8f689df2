"use client";

import { usePathname } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { HoverCard } from "./hover-card";

/** How long a finger rests on a name that is not tapped. */
const pressMillis = 450;

/** The name that an event is about. */
function anchorOf({ target }: Event): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-card]") : null;
}

function isTouch(event: Event): boolean {
  return event instanceof PointerEvent && event.pointerType === "touch";
}

/**
 * Shows the card of whatever with `data-card`, a feature's page, is pointed at, focused or pressed for a while. `first` is
 * what happened before this was there.
 */
export default function FeatureCards({ first }: { first: Event }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const pressed = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = () => clearTimeout(pressed.current);

  const hear = useEffectEvent((event: Event) => {
    const found = anchorOf(event);
    if (!found) return;
    if (event.type === "contextmenu") {
      // What the browser would show of a link that is pressed.
      if (isTouch(event)) event.preventDefault();
    } else if (event.type === "focusin") {
      if (found.matches(":focus-visible")) setAnchor(found);
    } else if (!isTouch(event)) setAnchor(found);
    else {
      release();
      pressed.current = setTimeout(() => setAnchor(found.isConnected ? found : null), pressMillis);
    }
  });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    for (const sign of ["pointerover", "focusin", "contextmenu"])
      document.addEventListener(sign, (event) => hear(event), { signal });
    for (const sign of ["pointerup", "pointercancel"])
      document.addEventListener(sign, () => clearTimeout(pressed.current), { signal });
    return () => {
      clearTimeout(pressed.current);
      stop.abort();
    };
  }, []);
  // On another page the name is gone.
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the page is another
  useEffect(() => setAnchor(null), [path]);
  // By the time this has come, the pointer may be elsewhere and the name gone.
  useEffect(() => {
    if (isTouch(first) || anchorOf(first)?.matches(":hover, :focus-visible")) hear(first);
  }, [first]);

  if (!anchor) return null;
  return <HoverCard key={anchor.dataset.card} anchor={anchor} onClose={() => setAnchor(null)} />;
}
