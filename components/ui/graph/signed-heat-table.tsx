import type { PlacedToken } from "@/lib/tokens/token-text";
import { formatNumber } from "../format-number";
import { heatLevel } from "../heat";
import { TokenText } from "../token-text";

interface SignedHeatTableProps {
  caption: string;
  rows: readonly { name: string; values: readonly number[] }[];
  columns: readonly { key: number; name: string; token: PlacedToken }[];
}

/** Signed numbers as shades of two hues. It is a table, so that it can also be read out; a value shows on hover. */
export function SignedHeatTable({ caption, rows, columns }: SignedHeatTableProps) {
  const top = Math.max(0, ...rows.flatMap(({ values }) => values.map(Math.abs)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="signed-heat scroller" aria-label={caption} tabIndex={0}>
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
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {columns.map(({ key, name }, i) => {
                const value = row.values[i] ?? 0;
                const level = heatLevel(Math.abs(value), top);
                return (
                  <td
                    key={key}
                    data-level={level || undefined}
                    data-sign={value < 0 ? -1 : 1}
                    title={`${row.name}, ${name}: ${value}`}
                  >
                    <span className="sr-only">{formatNumber(value)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
