"use client";

import { usePathname } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { anchorOf, type CardAnchor } from "./card-anchor";
import { HoverCard } from "./hover-card";

/** How long a finger rests on a name that is not tapped. */
const pressMillis = 450;
/** How long a pointer rests on a node before its card lies over its neighbours. */
const restMillis = 350;

function isTouch(event: Event): boolean {
  return event instanceof PointerEvent && event.pointerType === "touch";
}

/**
 * Shows the card of whatever stands for a feature (`card-anchor.ts`): of a name that is pointed at, focused or pressed for a while, of a
 * graph's node once a pointer rests on it; of one that is chosen the panel tells more. `first` is what happened before this was there.
 */
export default function FeatureCards({ first }: { first: Event }) {
  const [anchor, setAnchor] = useState<CardAnchor | null>(null);
  const pressed = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = () => clearTimeout(pressed.current);

  /** A node that was pressed, or whose graph was moved, since the pointer came to it. */
  const dismissed = useRef<HTMLElement>(undefined);

  const hear = useEffectEvent((event: Event) => {
    // What a long press brings about does not end it.
    if (event.type === "pointerover") release();
    const found = anchorOf(event);
    if (found?.element !== dismissed.current) dismissed.current = undefined;
    if (!found || dismissed.current) return;
    const { element, rests } = found;
    const showAfter = (millis: number) => {
      pressed.current = setTimeout(() => setAnchor(element.isConnected ? found : null), millis);
    };
    if (event.type === "contextmenu") {
      // What the browser would show of a link that is pressed.
      if (isTouch(event) && !rests) event.preventDefault();
    } else if (event.type === "focusin") {
      if (!rests && element.matches(":focus-visible")) setAnchor(found);
    } else if (!isTouch(event)) {
      if (rests && element !== anchor?.element) showAfter(restMillis);
      else setAnchor(found);
    } else if (!rests) showAfter(pressMillis);
  });
  const putAway = useEffectEvent((event: Event) => {
    const found = anchorOf(event);
    if (!found?.rests) return;
    release();
    dismissed.current = found.element;
    if (found.element === anchor?.element) setAnchor(null);
  });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    for (const sign of ["pointerdown", "wheel"])
      document.addEventListener(sign, (event) => putAway(event), { signal, passive: true });
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
    if (isTouch(first) || anchorOf(first)?.element.matches(":hover, :focus-visible")) hear(first);
  }, [first]);

  if (!anchor) return null;
  const { element, path: card } = anchor;
  return <HoverCard key={card} anchor={element} path={card} onClose={() => setAnchor(null)} />;
}
