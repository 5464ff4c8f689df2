import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { placeTooltip } from "../place-tooltip";
import type { GraphArc } from "./types";
import type { CanvasArcs } from "./use-shown-arcs";

/** A question that an arc leads to. */
export interface ArcWay {
  id: string;
  /** The question: "what wrote this there". */
  name: string;
}

interface ArcPopoverProps {
  arc: GraphArc;
  /** Where it was pressed, in pixels of the window. */
  at: { x: number; y: number };
  ways: readonly ArcWay[];
  onWay: (arc: GraphArc, way: string) => void;
  onClose: () => void;
}

/** What an arc is, and the ways on from it, beside where it was pressed. Escape or a press elsewhere puts it away. */
export function ArcPopover({ arc, at, ways, onWay, onClose }: ArcPopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const closed = useEffectEvent((event: ToggleEvent) => {
    if (event.newState === "closed") onClose();
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.showPopover();
    const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const anchor = { left: at.x, top: at.y, bottom: at.y };
    const { left, top } = placeTooltip(anchor, element.getBoundingClientRect(), screen);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    element.querySelector("button")?.focus({ preventScroll: true });
    const onToggle = (event: ToggleEvent) => closed(event);
    element.addEventListener("toggle", onToggle);
    return () => element.removeEventListener("toggle", onToggle);
  }, [at.x, at.y]);
  return (
    <div
      ref={box}
      popover="auto"
      className="arc-popover"
      role="dialog"
      aria-label={arc.name}
      data-thing={arc.thing}
    >
      <p>{arc.name}</p>
      {ways.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="text-link"
          onClick={() => {
            box.current?.hidePopover();
            onWay(arc, id);
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** What happens when an arc is pressed, and what stands beside it then. */
export function usePressedArc(arcs: CanvasArcs | undefined) {
  const [pressed, setPressed] = useState<Pick<ArcPopoverProps, "arc" | "at"> | null>(null);
  function press(arc: GraphArc, at: ArcPopoverProps["at"]): void {
    arcs?.onChoose(arc);
    setPressed({ arc, at });
  }
  const popover: ReactNode = arcs && pressed && (
    <ArcPopover
      key={`${pressed.arc.id} ${pressed.at.x} ${pressed.at.y}`}
      {...pressed}
      ways={arcs.ways}
      onWay={arcs.onWay}
      onClose={() => setPressed(null)}
    />
  );
  return { press, popover };
}
