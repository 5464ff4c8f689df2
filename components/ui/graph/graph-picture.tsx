import { Edges, Ground } from "./graph-layers";
import { layoutGraph } from "./layout";
import { NodeChip } from "./node-chip";
import type { GraphColumn, GraphEdge, GraphNode, GraphRow } from "./types";

export interface GraphPictureProps {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  rows: readonly GraphRow[];
  columns: readonly GraphColumn[];
}

const gutter = { left: 64, bottom: 30 };
const margin = 8;

/** The whole of a graph without a script, to be seen before the canvas that moves has come. Screen readers pass it by. */
export function GraphPicture({ nodes, edges, rows, columns }: GraphPictureProps) {
  const layout = layoutGraph(nodes, { columns: columns.length, rows: rows.length });
  const { width, height } = layout;
  const box = [-gutter.left, -margin, width + gutter.left + margin, height + gutter.bottom + margin];
  return (
    <svg className="graph-svg graph-picture" viewBox={box.join(" ")} aria-hidden="true">
      <Ground layout={layout} rows={rows} />
      <Edges layout={layout} edges={edges} faint={false} />
      {nodes.map((node) => {
        const place = layout.places.get(node.id);
        return (
          place && (
            <NodeChip
              key={node.id}
              node={node}
              box={place}
              selected={false}
              marked={false}
              faint={false}
              tabbable={false}
            />
          )
        );
      })}
      {layout.rows.map(
        ({ y, height, empty }, i) =>
          !empty && (
            <text key={y} className="graph-picture-row" x={-margin} y={y + height / 2 + 4}>
              {rows[i]?.label}
            </text>
          ),
      )}
      {layout.columns.map(
        ({ x, width, empty }, i) =>
          !empty && (
            <text key={x} className="graph-picture-column" x={x + width / 2} y={height + 20}>
              {columns[i]?.label}
            </text>
          ),
      )}
    </svg>
  );
}
