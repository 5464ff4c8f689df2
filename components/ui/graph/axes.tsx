import { forwardRef, useMemo } from "react";
import { columnHeads } from "./column-heads";
import type { GraphLayout } from "./layout";
import type { GraphColumn, GraphRow } from "./types";

interface AxesProps {
  layout: GraphLayout;
  rows: readonly GraphRow[];
  columns: readonly GraphColumn[];
  /** The column one is looking at. */
  column: number | null;
}

/** The headings of rows and columns, which stay at the canvas's edges while the drawing moves. */
export const Axes = forwardRef<HTMLDivElement, AxesProps>(function Axes(
  { layout, rows, columns, column },
  ref,
) {
  const heads = useMemo(() => columnHeads(layout, columns), [layout, columns]);
  return (
    <div ref={ref} className="graph-axes" aria-hidden="true">
      <div className="graph-axis-rows">
        {rows.map((row, i) =>
          layout.rows[i]?.empty ? null : (
            <span key={row.label} data-row={i} data-middle={middleOf(layout.rows[i])}>
              {row.label}
            </span>
          ),
        )}
      </div>
      <div className="graph-axis-columns">
        {heads.map((head) => (
          <span
            key={head.column}
            data-column={head.column}
            data-x={head.x}
            data-width={head.width}
            data-folded={head.folded || undefined}
            title={head.name}
            data-current={head.column === column || undefined}
          >
            {head.label}
          </span>
        ))}
      </div>
    </div>
  );
});

/** The height of a row's name in pixels. */
const rowLabelHeight = 13;

/** Moves the headings to where the drawing now is. It writes past React, since it runs at every frame of a drag. */
export function placeAxes(
  axes: HTMLElement,
  layout: GraphLayout,
  { x, y, k }: { x: number; y: number; k: number },
): void {
  let last = Number.NEGATIVE_INFINITY;
  for (const label of axes.querySelectorAll<HTMLElement>("[data-row]")) {
    const row = layout.rows[Number(label.dataset.row)];
    if (!row) continue;
    const middle = (row.y + row.height / 2) * k + y;
    label.style.transform = `translateY(${middle}px) translateY(-50%)`;
    // Rows seen from far away lie closer than their names are high.
    const covered = Math.abs(middle - last) < rowLabelHeight;
    label.classList.toggle("graph-axis-covered", covered);
    if (!covered) last = middle;
  }
  for (const label of axes.querySelectorAll<HTMLElement>("[data-column]")) {
    const width = Number(label.dataset.width) * k;
    label.style.width = `${width}px`;
    label.style.transform = `translateX(${Number(label.dataset.x) * k + x}px)`;
    label.classList.toggle("graph-axis-narrow", width < (label.dataset.folded ? 8 : 22));
  }
}

function middleOf(row: GraphLayout["rows"][number] | undefined): number {
  return row ? row.y + row.height / 2 : 0;
}
