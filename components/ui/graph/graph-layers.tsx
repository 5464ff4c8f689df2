import { memo, useMemo } from "react";
import { bundleEdges } from "./edge-paths";
import type { GraphLayout } from "./layout";
import type { GraphEdge, GraphRow } from "./types";

/** The length of bands beyond the graph, so that they fill the canvas wherever it is moved. In pixels at scale 1. */
const overhang = 2_000;

/** The bands of rows and the lines between columns. */
export const Ground = memo(function Ground({
  layout,
  rows,
}: {
  layout: GraphLayout;
  rows: readonly GraphRow[];
}) {
  return (
    <g className="graph-ground">
      {layout.rows.map(({ y, height }, i) => (
        <rect
          key={y}
          x={-overhang}
          y={y}
          width={layout.width + 2 * overhang}
          height={height}
          data-odd={(rows[i]?.band ?? 0) % 2 === 1 || undefined}
        />
      ))}
      {linesBetween(layout).map((x) => (
        <path key={x} d={`M${x} 0V${layout.height}`} />
      ))}
      <path d={`M${layout.width} 0V${layout.height}`} />
    </g>
  );
});

/** Where a column begins or ends that has something in it; columns with nothing have no lines of their own. */
export function linesBetween({ columns }: Pick<GraphLayout, "columns">): number[] {
  return columns.flatMap(({ x, empty }, i) => (empty && columns[i - 1]?.empty !== false ? [] : [x]));
}

interface EdgesProps {
  layout: GraphLayout;
  edges: readonly GraphEdge[];
  /** Whether other edges are what one is looking at. */
  faint: boolean;
}

export const Edges = memo(function Edges({ layout, edges, faint }: EdgesProps) {
  const bundles = useMemo(() => bundleEdges(layout, edges), [layout, edges]);
  return (
    <g className="graph-edges" data-faint={faint || undefined}>
      {bundles.map(({ sign, hue, width, opacity, d }) => (
        <path
          key={`${sign} ${opacity} ${hue}`}
          d={d}
          data-sign={sign}
          data-hue={hue}
          strokeWidth={width}
          strokeOpacity={opacity}
        />
      ))}
    </g>
  );
});
