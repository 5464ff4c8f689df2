import { forwardRef } from "react";
import { ColumnStrip, type ColumnStripProps } from "./column-strip";
import type { GraphLayout } from "./layout";
import type { GraphRow } from "./types";

interface AxesProps extends ColumnStripProps {
  rows: readonly GraphRow[];
}

/** The headings of rows and columns, which stay at the canvas's edges while the drawing moves. */
export const Axes = forwardRef<HTMLDivElement, AxesProps>(function Axes({ rows, ...strip }, ref) {
  const { layout } = strip;
  return (
    <div ref={ref} className="graph-axes">
      <div className="graph-axis-rows" aria-hidden="true">
        {rows.map((row, i) =>
          layout.rows[i]?.empty ? null : (
            <span key={row.label} data-row={i} data-middle={middleOf(layout.rows[i])}>
              {row.label}
            </span>
          ),
        )}
      </div>
      <ColumnStrip {...strip} />
    </div>
  );
});

/** The height of a row's name in pixels. */
const rowLabelHeight = 13;

/** In pixels: beside a column's heading, and what is too narrow to be one. */
const [headMargin, narrowestHead] = [1.5, 10];

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
    // A hair of ground stays between the boxes of two tokens.
    const width = Number(label.dataset.width) * k - 2 * headMargin;
    label.style.width = `${Math.max(0, width)}px`;
    label.style.transform = `translateX(${Number(label.dataset.x) * k + x + headMargin}px)`;
    label.classList.toggle("graph-axis-narrow", width < narrowestHead);
  }
}

function middleOf(row: GraphLayout["rows"][number] | undefined): number {
  return row ? row.y + row.height / 2 : 0;
}
