import type { Cell, Row, TableFormat } from "./table";

/**
 * What a spreadsheet takes for a formula (OWASP, "CSV Injection"): also behind spaces, which some leave out, and in the wide
 * signs that some read as the narrow ones.
 */
const formula = /^[\s\p{Cc}\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/u;

/** A text as a cell that no spreadsheet computes: one that would be a formula begins with an apostrophe. Always quoted. */
function csvText(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  if (typeof cell === "boolean") return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  return csvText(typeof cell === "string" ? cell : cell.join("; "));
}

/** A row as a line of CSV (RFC 4180). Numbers are written so that they are read as the same ones. */
function csvLine(row: Row): string {
  return `${row.map(csvCell).join(",")}\r\n`;
}

/** The first line of a file, if it has one before its rows. */
export function headLine(columns: readonly string[], format: TableFormat): string {
  return format === "csv" ? csvLine(columns) : "";
}

/** A row as a line of a file. */
export function rowLine(columns: readonly string[], row: Row, format: TableFormat): string {
  if (format === "csv") return csvLine(row);
  return `${JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])))}\n`;
}

/** A table as the pieces of a file. */
export async function* tablePieces(
  columns: readonly string[],
  batches: AsyncIterable<readonly Row[]>,
  format: TableFormat,
): AsyncGenerator<string> {
  yield headLine(columns, format);
  for await (const rows of batches) yield rows.map((row) => rowLine(columns, row, format)).join("");
}
