import { memo } from "react";
import { Shape } from "../kind-glyph";
import type { Box } from "./layout";
import { nodeThing } from "./lit-things";
import { barLength, MeasuredTick, MissedFlag } from "./measured-tick";
import type { GraphNode } from "./types";

interface NodeChipProps {
  node: GraphNode;
  /** What the chip has room for of the node's text; without one it is folded to its sign. */
  text: string;
  box: Box;
  selected: boolean;
  marked: boolean;
  /** Whether one is looking at something else. */
  faint: boolean;
  /** Whether it is the node that the Tab key reaches. */
  tabbable: boolean;
}

/**
 * A node: its sign, its short text, and a bar for how much it matters: its influence, or after a causal check its predicted
 * effect, with a tick where the measured one ends. Bars have the root of that, so that little is seen.
 */
export const NodeChip = memo(function NodeChip({
  node,
  text,
  box,
  selected,
  marked,
  faint,
  tabbable,
}: NodeChipProps) {
  const bar = barLength(node, box);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand in an SVG
    <g
      className="node"
      role="button"
      tabIndex={tabbable ? 0 : -1}
      aria-label={node.name}
      aria-pressed={selected}
      transform={`translate(${box.x} ${box.y})`}
      data-node={node.id}
      data-thing={nodeThing(node.id)}
      data-holds={node.holds?.join(" ")}
      data-mark={node.mark}
      data-marked={marked || undefined}
      data-faint={faint || undefined}
      data-unopened={node.unopened || undefined}
      data-own={node.own || undefined}
      data-missed={node.missed || undefined}
      data-standing={node.standing}
    >
      <title>{node.name}</title>
      <rect className="node-box" width={box.width} height={box.height} rx="3" />
      <rect
        className="node-weight"
        data-sign={node.sign}
        x="1"
        y={box.height - 3.5}
        width={bar.toFixed(1)}
        height="2.5"
      />
      {node.bar?.measured != null && (
        <MeasuredTick box={box} measured={node.bar.measured} opposite={node.bar.opposite} />
      )}
      <svg className="node-glyph" x="5" y="4" width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
        <Shape mark={node.mark} />
      </svg>
      {text !== "" && (
        <text className="node-text" x="21" y="13.5">
          {text}
        </text>
      )}
      {node.unopened && (
        <g className="node-more">
          <circle cx="1" cy="1" r="4.5" />
          <path d="M-1.5 1h5M1 -1.5v5" />
        </g>
      )}
      {node.missed && <MissedFlag />}
      {node.pinned && <circle className="node-pin" cx={box.width} cy="0" r="3.5" />}
      {node.noted && <path className="node-note" d={`M${box.width - 9} ${box.height}h7v5l-2.5-2.5z`} />}
    </g>
  );
});
