"use client";

import { useEffect, useRef } from "react";
import { placeTooltip } from "./place-tooltip";

/** For how long an explanation stays that the pointer has left, so that it can be reached over the gap. */
const graceMillis = 120;

/** Shows the explanation of the term that is pointed at, focused or tapped (`Explain`). Escape puts it away. */
export function Explanations() {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => (box.current ? showIn(box.current) : undefined), []);
  // What it says, a reader is told by the term itself.
  return <span ref={box} role="tooltip" popover="manual" className="tooltip" />;
}

function showIn(box: HTMLElement): () => void {
  const listening = new AbortController();
  let shown: HTMLElement | null = null;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  function show(term: HTMLElement) {
    clearTimeout(leaving);
    if (shown === term) return;
    shown = term;
    box.textContent = term.getAttribute("aria-description");
    box.showPopover();
    const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top } = placeTooltip(term.getBoundingClientRect(), box.getBoundingClientRect(), screen);
    box.style.left = `${left}px`;
    box.style.top = `${top}px`;
  }
  function hide() {
    clearTimeout(leaving);
    if (!shown) return;
    shown = null;
    box.hidePopover();
  }
  function look({ target }: Event) {
    if (shown && !shown.isConnected) hide();
    const term = target instanceof Element ? target.closest<HTMLElement>(".explained") : null;
    if (term) show(term);
  }
  const isOfShown = (node: EventTarget | null) =>
    node instanceof Node && (box.contains(node) || Boolean(shown?.contains(node)));
  function leave({ target, relatedTarget }: PointerEvent) {
    if (!shown || !isOfShown(target)) return;
    clearTimeout(leaving);
    if (!isOfShown(relatedTarget)) leaving = setTimeout(hide, graceMillis);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || !shown) return;
    hide();
    // One press of Escape puts one thing away.
    event.preventDefault();
  }

  const { signal } = listening;
  document.addEventListener("pointerover", look, { signal });
  document.addEventListener("pointerout", leave, { signal });
  document.addEventListener("focusin", look, { signal });
  document.addEventListener("focusout", hide, { signal });
  document.addEventListener("click", look, { signal });
  document.addEventListener("pointerdown", ({ target }) => isOfShown(target) || hide(), { signal });
  document.addEventListener("keydown", onKeyDown, { signal, capture: true });
  return () => {
    listening.abort();
    hide();
  };
}
