import { forwardRef } from "react";
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
        {columns.map((heading, i) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
            key={i}
            data-column={i}
            data-middle={(layout.columns[i]?.x ?? 0) + (layout.columns[i]?.width ?? 0) / 2}
            data-width={layout.columns[i]?.width}
            title={heading.name}
            data-current={i === column || undefined}
          >
            {heading.label}
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
    const column = layout.columns[Number(label.dataset.column)];
    if (!column) continue;
    const width = column.width * k;
    label.style.width = `${width}px`;
    label.style.transform = `translateX(${column.x * k + x}px)`;
    label.classList.toggle("graph-axis-narrow", width < 22);
  }
}

function middleOf(row: GraphLayout["rows"][number] | undefined): number {
  return row ? row.y + row.height / 2 : 0;
}
