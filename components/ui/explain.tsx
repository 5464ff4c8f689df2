"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";

/** The place of a box: under its anchor where there is room, else above it, and always on the screen. */
export function placeTooltip(
  anchor: { left: number; top: number; bottom: number },
  box: { width: number; height: number },
  screen: { width: number; height: number },
): { left: number; top: number } {
  const margin = 8;
  const below = anchor.bottom + margin;
  const fits = below + box.height + margin <= screen.height;
  return {
    left: Math.max(margin, Math.min(anchor.left, screen.width - box.width - margin)),
    top: fits ? below : Math.max(margin, anchor.top - box.height - margin),
  };
}

/** A term with a short explanation one hover, focus or tap away. Escape puts it away. */
export function Explain({ children, explanation }: { children: ReactNode; explanation: string }) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLSpanElement>(null);

  function show() {
    const [button, tooltip] = [anchor.current, box.current];
    if (!button || !tooltip || tooltip.matches(":popover-open")) return;
    tooltip.showPopover();
    const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top } = placeTooltip(
      button.getBoundingClientRect(),
      tooltip.getBoundingClientRect(),
      screen,
    );
    tooltip.style.left = `${left}px`;
    tooltip.style.top = `${top}px`;
  }
  const isOpen = () => box.current?.matches(":popover-open");
  const hide = () => isOpen() && box.current?.hidePopover();
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || !isOpen()) return;
    hide();
    // One press of Escape puts one thing away.
    event.preventDefault();
  }

  return (
    <span onPointerEnter={show} onPointerLeave={hide}>
      <button
        ref={anchor}
        type="button"
        className="explained"
        aria-describedby={id}
        onFocus={show}
        onClick={show}
        onBlur={hide}
        onKeyDown={onKeyDown}
      >
        {children}
      </button>
      <span ref={box} id={id} role="tooltip" popover="manual" className="tooltip">
        {explanation}
      </span>
    </span>
  );
}
