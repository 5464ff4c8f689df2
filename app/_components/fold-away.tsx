"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

interface FoldAwayProps {
  summary: string;
  className: string;
  /** Told whether it is open. */
  onToggle?: (open: boolean) => void;
  children: ReactNode;
}

/**
 * What is one press away and then lies over the page. Escape and a press elsewhere put it away again; without a script,
 * the same press as opened it.
 */
export function FoldAway({ summary, className, onToggle, children }: FoldAwayProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    function onPointerDown({ target }: PointerEvent) {
      const element = details.current;
      if (element?.open && target instanceof Node && !element.contains(target)) element.open = false;
    }
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, []);
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.defaultPrevented || !details.current?.open) return;
    details.current.open = false;
    details.current.querySelector("summary")?.focus();
    event.preventDefault();
  }
  return (
    <details
      ref={details}
      className={className}
      onKeyDown={onKeyDown}
      onToggle={({ currentTarget }) => onToggle?.(currentTarget.open)}
    >
      <summary className="button" data-size="s" data-look="quiet">
        {summary}
      </summary>
      {children}
    </details>
  );
}
