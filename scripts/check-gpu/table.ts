import type { Parity } from "./parity";
import type { BenchRow } from "./provider-commands";

export interface ProviderResult {
  provider: string;
  /** Why nothing could be run on it; null where it could. */
  absent: string | null;
  parity: Parity[];
  /** By bench; null of one that failed. */
  benches: [name: string, rows: BenchRow[] | null][];
}

/** Between which a table stands in docs/performance.md. */
export const marks = { begin: "<!-- check:gpu begins -->", end: "<!-- check:gpu ends -->" };

/** What was found, as Markdown. `machine` says where and when. */
export function tableOf(results: readonly ProviderResult[], machine: string): string {
  const lines = [marks.begin, "", machine, ""];
  for (const { provider, absent } of results)
    if (absent !== null) lines.push(`- **${provider}** was not there: ${cell(absent)}`, "");
  const there = results.filter(({ absent }) => absent === null);
  if (there.length > 0) {
    const names = there.map(({ provider }) => provider);
    lines.push(`| largest difference, as a part of 1 + the number | numbers | ${names.join(" | ")} |`);
    lines.push(`|---|---|${names.map(() => "---").join("|")}|`);
    for (const [i, { what, count, bar }] of (there[0]?.parity ?? []).entries()) {
      const found = there.map(({ parity }) => difference(parity[i]));
      lines.push(`| ${cell(what)} (${bar} at most) | ${count} | ${found.join(" | ")} |`);
    }
    lines.push("");
    for (const [name] of there[0]?.benches ?? []) {
      lines.push(`| ${name} | ${names.join(" | ")} |`, `|---|${names.map(() => "---").join("|")}|`);
      const rows = there.map(({ benches }) => benches.find(([each]) => each === name)?.[1] ?? null);
      const measures = [...new Set(rows.flatMap((each) => (each ?? []).map(({ measure }) => measure)))];
      for (const measure of measures) {
        const values = rows.map((each) => figure(each?.find((row) => row.measure === measure)));
        lines.push(`| ${cell(measure)} | ${values.join(" | ")} |`);
      }
      if (rows.some((each) => each === null))
        lines.push(`| failed | ${rows.map((each) => (each === null ? "yes" : "")).join(" | ")} |`);
      lines.push("");
    }
  }
  lines.push(marks.end);
  return lines.join("\n");
}

/** A document with the table in the place of the one before. Throws where the document has no place for it. */
export function withTable(document: string, table: string): string {
  const [begin, end] = [document.indexOf(marks.begin), document.indexOf(marks.end)];
  if (begin < 0 || end < begin)
    throw new Error(`The document has no lines "${marks.begin}" and "${marks.end}".`);
  return document.slice(0, begin) + table + document.slice(end + marks.end.length);
}

function difference(parity: Parity | undefined): string {
  if (!parity) return "";
  const largest = parity.largest === null ? "" : parity.largest.toExponential(1);
  return parity.fault === null ? largest : `**${cell([largest, parity.fault].filter(Boolean).join(", "))}**`;
}

function figure(row: BenchRow | undefined): string {
  if (!row) return "";
  const value = Math.abs(row.value) >= 100 ? row.value.toFixed(0) : row.value.toFixed(2);
  const missed = row.bar !== undefined && row.value > row.bar ? ` (bar ${row.bar})` : "";
  return `${value} ${row.unit}${missed}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
