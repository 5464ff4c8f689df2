import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { clamped, keepWidth, showKeptWidth, showWidth, sideBounds, widthAfter } from "./side-width";

interface Measured {
  now: number;
  min: number;
  max: number;
}

/** Between the graph and the pane beside it: drawn along, or moved by keys, it gives one of them the other's room. */
export function PaneSeparator() {
  const separator = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState<Measured | null>(null);
  const dragged = useRef<{ x: number; width: number } | null>(null);

  /** The pane as it stands, whatever was asked for. */
  function measure(): Measured | null {
    const body = separator.current?.parentElement;
    const pane = separator.current?.nextElementSibling;
    if (!body || !pane) return null;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return { now: Math.round(pane.getBoundingClientRect().width), ...sideBounds(body.clientWidth, rem) };
  }

  useLayoutEffect(showKeptWidth, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the observer calls what reads the page alone
  useEffect(() => {
    const pane = separator.current?.nextElementSibling;
    if (!pane) return;
    const observer = new ResizeObserver(() => setMeasured(measure()));
    observer.observe(pane);
    return () => observer.disconnect();
  }, []);

  function become(width: number | null): void {
    showWidth(width);
    keepWidth(width);
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    const now = measure();
    if (event.button !== 0 || !now) return;
    dragged.current = { x: event.clientX, width: now.now };
    event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove({ clientX }: PointerEvent): void {
    const [from, bounds] = [dragged.current, measure()];
    if (from && bounds && clientX !== from.x) become(clamped(from.width + from.x - clientX, bounds));
  }
  function onKeyDown(event: KeyboardEvent): void {
    const now = measure();
    if (!now || event.altKey || event.ctrlKey || event.metaKey) return;
    const asked = widthAfter(event, now.now, now);
    if (asked === null) return;
    become(asked === "usual" ? null : asked);
    event.preventDefault();
  }
  const end = () => {
    dragged.current = null;
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      ref={separator}
      className="pane-separator"
      role="separator"
      tabIndex={0}
      aria-label="Between the graph and the pane beside it"
      aria-orientation="vertical"
      aria-valuenow={measured?.now ?? 0}
      aria-valuemin={measured?.min ?? 0}
      aria-valuemax={measured?.max ?? 0}
      aria-valuetext={`${measured?.now ?? 0} pixels for the pane`}
      title="Drag, or press arrow keys: the width of the pane. A double click or Enter: the usual one"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onDoubleClick={() => become(null)}
      onKeyDown={onKeyDown}
    />
  );
}
