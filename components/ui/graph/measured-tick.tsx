import type { Box } from "./layout";
import type { GraphNode } from "./types";

/** In pixels at scale 1: of a chip's bar, from its left edge. */
export function barLength({ bar, weight }: Pick<GraphNode, "bar" | "weight">, { width }: Box): number {
  return Math.max(2, (width - 2) * (bar ? bar.predicted : Math.sqrt(Math.min(1, weight))));
}

/** Where on a chip of this width the measured effect ends. */
export function tickPlace(measured: number, { width }: Box): number {
  return 1 + Math.max(1, Math.min(width - 3, (width - 2) * measured));
}

/** The path of a tick: upright; a cross where the measured effect has the other sign. Foot at the chip's lower edge. */
export function tickPath(x: number, { height }: Box, opposite: boolean): string {
  const y = height - 2.25;
  return opposite ? `M${x - 3} ${y - 3}l6 6m0 -6l-6 6` : `M${x} ${y - 4.5}v7.5`;
}

interface MeasuredTickProps {
  box: Box;
  measured: number;
  opposite: boolean;
}

/** Where, on the scale of the bar beneath it, the measured effect of a node ends. */
export function MeasuredTick({ box, measured, opposite }: MeasuredTickProps) {
  const d = tickPath(Number(tickPlace(measured, box).toFixed(1)), box, opposite);
  return (
    <g className="node-measured" data-opposite={opposite || undefined}>
      <path className="node-measured-edge" d={d} />
      <path d={d} />
    </g>
  );
}

/** On the upper edge, between the places of the other marks. */
export const missedFlag = { box: "M8 -7h9v10h-9z", mark: "M12.5 -5.5v4M12.5 0v1.5" };

/** The sign of a node that the circuit missed: an exclamation mark on the chip's edge. */
export function MissedFlag() {
  return (
    <g className="node-missed-flag">
      <path d={missedFlag.box} />
      <path className="node-missed-mark" d={missedFlag.mark} />
    </g>
  );
}
