import { SignedHeatTable } from "@/components/ui/graph/signed-heat-table";
import type { TokenView } from "@/lib/runs/view";

interface HeadTableProps {
  /** By head and source position, (H, T). */
  table: readonly (readonly number[])[];
  layer: number;
  tokens: readonly TokenView[];
}

/** All that the heads bring an attention feature, by head and source token. */
export function HeadTable({ table, layer, tokens }: HeadTableProps) {
  const { columns, others } = strongestColumns(table);
  return (
    <details className="head-table">
      <summary>The whole table, head by token</summary>
      <SignedHeatTable
        caption="What the feature gets, by head and source token"
        rows={table.map((row, head) => ({
          name: `head ${layer}.${head}`,
          values: columns.map((position) => row[position] ?? 0),
        }))}
        columns={columns.map((position) => ({
          key: position,
          name: `token ${position}`,
          token: tokens[position] ?? { text: "" },
        }))}
      />
      {others > 0 && (
        <p className="text-ink-soft text-s">{others} tokens that give next to nothing are left out.</p>
      )}
    </details>
  );
}

/** Source tokens worth a column, in their order: all of a short text, else those that give at least a hundredth of the largest. */
export function strongestColumns(table: readonly (readonly number[])[]): {
  columns: number[];
  others: number;
} {
  const count = Math.max(0, ...table.map((row) => row.length));
  const size = Array.from({ length: count }, (_, s) =>
    Math.max(...table.map((row) => Math.abs(row[s] ?? 0))),
  );
  const top = Math.max(0, ...size);
  const last = size.findLastIndex((value) => value > 0);
  const within = size.slice(0, last + 1).map((_, s) => s);
  if (within.length <= 24) return { columns: within, others: 0 };
  const columns = within.filter((s) => (size[s] ?? 0) >= top / 100);
  return { columns, others: within.length - columns.length };
}
