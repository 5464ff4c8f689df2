import { type KeyboardEvent, useState } from "react";
import type { PlacedToken } from "@/lib/tokens/token-text";
import { formatNumber } from "../format-number";
import { signedLevel } from "../heat";
import { SignedLegend } from "../legend";
import { Num } from "../num";
import { TokenChip, TokenText } from "../token-text";
import { gridStep } from "./grid-keys";

interface SignedHeatTableProps {
  caption: string;
  rows: readonly { name: string; values: readonly number[] }[];
  columns: readonly { key: number; name: string; token: PlacedToken }[];
}

interface Place {
  row: number;
  column: number;
}

/**
 * Signed numbers as shades of two hues. The table is one tab stop; arrow keys walk its cells. The value of the cell that
 * is pointed at, tapped or walked to stands beneath, first that of the largest.
 */
export function SignedHeatTable({ caption, rows, columns }: SignedHeatTableProps) {
  const largest = largestOf(rows);
  const top = Math.abs(rows[largest.row]?.values[largest.column] ?? 0);
  const [at, setAt] = useState<Place>(largest);
  const shown = rows[at.row]?.values[at.column] === undefined ? largest : at;
  const column = columns[shown.column];

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const to = gridStep(event.key, shown, { rows: rows.length, columns: columns.length });
    if (!to || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setAt(to);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${to.row} ${to.column}"]`)?.focus();
  }

  return (
    <>
      <section className="signed-heat scroller" aria-label={caption} onKeyDown={onKeyDown}>
        <table>
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <td />
              {columns.map(({ key, name, token }) => (
                <th key={key} scope="col" title={name}>
                  <span>
                    <TokenText token={token} />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                {columns.map(({ key, name }, j) => {
                  const value = row.values[j] ?? 0;
                  const isShown = i === shown.row && j === shown.column;
                  return (
                    <td
                      key={key}
                      data-level={signedLevel(value, top) || undefined}
                      data-sign={value < 0 ? -1 : 1}
                      title={`${row.name}, ${name}: ${value}`}
                    >
                      <button
                        type="button"
                        data-cell={`${i} ${j}`}
                        data-shown={isShown || undefined}
                        tabIndex={isShown ? 0 : -1}
                        aria-label={formatNumber(value)}
                        onClick={() => setAt({ row: i, column: j })}
                        onFocus={() => setAt({ row: i, column: j })}
                        onPointerEnter={() => setAt({ row: i, column: j })}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="signed-heat-value" aria-live="polite">
        {rows[shown.row]?.name} from {column?.name} <TokenChip token={column?.token} />{" "}
        <Num value={rows[shown.row]?.values[shown.column] ?? 0} />
      </p>
      <SignedLegend top={top} />
    </>
  );
}

function largestOf(rows: SignedHeatTableProps["rows"]): Place {
  let best = { row: 0, column: 0, size: -1 };
  for (const [row, { values }] of rows.entries())
    for (const [column, value] of values.entries())
      if (Math.abs(value) > best.size) best = { row, column, size: Math.abs(value) };
  return best;
}
