import { select } from "d3-selection";
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import { type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import { holdBackDragClicks } from "./hold-back-drag-clicks";
import type { Box, Room } from "./layout";
import { leaveScrolling } from "./leave-scrolling";

/** The part of the canvas that the axes cover, in pixels. It shows, but nothing should be brought to rest under it. */
export const inset = { left: 68, top: 10, right: 50, bottom: 40 };
const extent: [number, number] = [0.08, 3];
/** A small graph is not blown up further than this to fill its canvas. */
const largestFit = 1.25;

export interface Zoom {
  current: () => ZoomTransform;
  by: (factor: number) => void;
  /** What the axes leave of the canvas, in pixels. */
  room: () => Room;
  /** Shows all of the drawing. */
  fit: (size: { width: number; height: number }) => void;
  /** Brings a box into sight with as little movement as that takes, clear of what covers the corner right below. */
  reveal: (box: Box, covered: { width: number; height: number }) => void;
  /** Moves the drawing by a distance in its own units. */
  shift: (x: number, y: number) => void;
  /** Brings a point of the drawing to the middle. */
  centre: (x: number, y: number) => void;
}

/**
 * Pan and zoom of an SVG by d3-zoom. Dragging pans, Ctrl or Cmd with the wheel and two fingers zoom; the plain
 * wheel and one finger moved up or down are left to the page, so that the graph is no trap for who scrolls past.
 */
export function useZoom(svg: RefObject<SVGSVGElement | null>, onZoom: (at: ZoomTransform) => void): Zoom {
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const at = useRef<ZoomTransform>(zoomIdentity);
  const report = useRef(onZoom);
  report.current = onZoom;

  // The zoom is there before the first paint, so that what is placed then has something to place it.
  useLayoutEffect(() => {
    const element = svg.current;
    if (!element) return;
    const made = zoom<SVGSVGElement, unknown>()
      .scaleExtent(extent)
      .filter((event: Event) => {
        if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
        if (event instanceof MouseEvent) return event.button === 0 && !event.shiftKey;
        return true;
      })
      // What is a click is not left to d3's timer.
      .clickDistance(Number.POSITIVE_INFINITY)
      .on("zoom", ({ transform }: { transform: ZoomTransform }) => {
        at.current = transform;
        report.current(transform);
      });
    behaviour.current = made;
    const listening = new AbortController();
    leaveScrolling(element, listening.signal);
    holdBackDragClicks(element, listening.signal);
    select(element).call(made).on("dblclick.zoom", null);
    return () => {
      listening.abort();
      select(element).on(".zoom", null);
      behaviour.current = null;
    };
  }, [svg]);

  return useMemo(() => {
    const room = () => {
      const { clientWidth = 0, clientHeight = 0 } = svg.current ?? {};
      return {
        width: Math.max(1, clientWidth - inset.left - inset.right),
        height: Math.max(1, clientHeight - inset.top - inset.bottom),
      };
    };
    const set = (transform: ZoomTransform) => {
      if (svg.current && behaviour.current) behaviour.current.transform(select(svg.current), transform);
    };
    return {
      current: () => at.current,
      room,
      by: (factor) => {
        if (svg.current && behaviour.current) behaviour.current.scaleBy(select(svg.current), factor);
      },
      fit: (size) => {
        const { width, height } = room();
        const whole = Math.min(width / size.width, height / size.height);
        const k = Math.min(largestFit, Math.max(extent[0], whole));
        const [x, y] = [(width - size.width * k) / 2, (height - size.height * k) / 2];
        set(zoomIdentity.translate(inset.left + Math.max(0, x), inset.top + Math.max(0, y)).scale(k));
      },
      reveal: (box, covered) => {
        const { k, x, y } = at.current;
        const { width, height } = room();
        const left = box.x * k + x - inset.left;
        const top = box.y * k + y - inset.top;
        const margin = 2;
        const dx = nudge(left, box.width * k, width, margin);
        const inCorner = left + dx + box.width * k > width + inset.right - covered.width;
        const dy = nudge(top, box.height * k, height - (inCorner ? covered.height : 0), margin);
        if (dx || dy) set(zoomIdentity.translate(x + dx, y + dy).scale(k));
      },
      shift: (dx, dy) => {
        const { k, x, y } = at.current;
        set(zoomIdentity.translate(x + dx * k, y + dy * k).scale(k));
      },
      centre: (px, py) => {
        const { k } = at.current;
        const { width, height } = room();
        set(
          zoomIdentity.translate(inset.left + width / 2 - px * k, inset.top + height / 2 - py * k).scale(k),
        );
      },
    };
  }, [svg]);
}

/** The distance that something must move to lie between 0 and `room`. */
function nudge(from: number, size: number, room: number, margin: number): number {
  if (from < margin) return margin - from;
  const over = from + size - (room - margin);
  return over > 0 ? -over : 0;
}
