import { useMemo } from "react";
import { type PlacedArc, placeArcs } from "./arc-paths";
import type { GraphLayout } from "./layout";
import { useLitOf } from "./pointed-arc";
import type { GraphArc } from "./types";
import "./arcs.css";

interface ArcsProps {
  layout: GraphLayout;
  arcs: readonly GraphArc[];
  /** The arc one looks at. */
  chosen: string | null;
}

interface ChoosableArcsProps extends ArcsProps {
  /** Called with the arc that is pressed, and where in the window. */
  onChoose: (arc: GraphArc, at: { x: number; y: number }) => void;
}

/**
 * What nodes take from tokens by attention: the same as in the list beside the graph, which is where the keyboard reaches
 * it.
 */
export function Arcs({ layout, arcs, chosen, onChoose }: ChoosableArcsProps) {
  const placed = useMemo(() => placeArcs(layout, arcs), [layout, arcs]);
  const named = useNamed(placed, chosen)?.arc.id;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <g className="graph-arcs" data-chosen={named ? true : undefined} aria-hidden="true">
      {placed.map(({ arc, d, width, foot }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has the list beside the graph
        <g
          key={arc.id}
          data-arc={arc.id}
          data-thing={arc.thing}
          data-sign={arc.sign}
          data-named={arc.id === named || undefined}
          onClick={(event) => {
            // A click on the ground chooses nothing.
            event.stopPropagation();
            onChoose(arc, { x: event.clientX, y: event.clientY });
          }}
        >
          <path className="graph-arc" d={d} strokeWidth={width} />
          <circle cx={foot.x} cy={foot.y} r="3" />
          <path className="graph-arc-reach" d={d} />
        </g>
      ))}
    </g>
  );
}

/** The width of a character of the mono face at 11 px, and the room about it. In pixels at scale 1. */
const [characterWidth, room] = [6.7, 12];

/** Head and number of the arc that is pointed at or chosen, over all nodes. */
export function ArcName({ layout, arcs, chosen }: ArcsProps) {
  const placed = useMemo(() => placeArcs(layout, arcs), [layout, arcs]);
  const named = useNamed(placed, chosen);
  if (!named) return null;
  const { arc, middle } = named;
  const width = Math.ceil([...arc.name].length * characterWidth + room);
  const x = Math.max(0, Math.min(layout.width - width, middle.x - width / 2));
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <g className="graph-arc-name" transform={`translate(${x} ${middle.y - 10})`} aria-hidden="true">
      <rect width={width} height="20" rx="3" />
      <text x={width / 2} y="14">
        {arc.name}
      </text>
    </g>
  );
}

function useNamed(placed: readonly PlacedArc[], chosen: string | null): PlacedArc | undefined {
  const things = useMemo(() => new Set(placed.map(({ arc }) => arc.thing)), [placed]);
  const pointed = useLitOf(things);
  return placed.find(({ arc }) => arc.thing === pointed) ?? placed.find(({ arc }) => arc.id === chosen);
}
