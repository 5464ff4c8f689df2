import { cutText } from "./chip-text";
import { columnHeads, gridOf } from "./column-heads";
import { Edges, Ground } from "./graph-layers";
import { layoutGraph, type Room } from "./layout";
import { NodeChip } from "./node-chip";
import type { GraphColumn, GraphEdge, GraphNode, GraphRow } from "./types";

export interface GraphPictureProps {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  rows: readonly GraphRow[];
  columns: readonly GraphColumn[];
  /** What it is drawn for, in pixels: the part of a canvas that its axes leave. */
  room: Room;
  /** Where it is shown: on windows as wide as the page's column, or on narrower ones. */
  shownOn: "wide" | "narrow";
}

const gutter = { left: 64, bottom: 30 };
const margin = 8;
/** The width in pixels of a character of a column's heading. */
const headCharacter = 6.6;

/**
 * The whole of a graph without a script, to be seen before the canvas that moves has come, at its own size, so that its
 * text can be read. Screen readers pass it by.
 */
export function GraphPicture({ nodes, edges, rows, columns, room, shownOn }: GraphPictureProps) {
  const layout = layoutGraph(nodes, gridOf(rows, columns), room);
  const { width, height } = layout;
  const size = { width: width + gutter.left + margin, height: height + gutter.bottom + margin };
  return (
    <svg
      className="graph-picture"
      data-shown-on={shownOn}
      {...size}
      viewBox={`${-gutter.left} ${-margin} ${size.width} ${size.height}`}
      aria-hidden="true"
    >
      <Ground layout={layout} rows={rows} />
      <Edges layout={layout} edges={edges} faint={false} />
      {nodes.map((node) => {
        const place = layout.places.get(node.id);
        return (
          place && (
            <NodeChip
              key={node.id}
              node={node}
              text={layout.texts.get(node.id) ?? ""}
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
      {columnHeads(layout, columns).map(({ column, label, x, width }) => (
        <text key={column} className="graph-picture-column" x={x + width / 2} y={height + 20}>
          {cutText(label, Math.max(1, Math.floor(width / headCharacter)))}
        </text>
      ))}
    </svg>
  );
}
