import { formatCount } from "@/components/ui/format-number";
import type { LabelImportReport } from "@/lib/label-files/import-report";

/** What came of a file of labels, or would. */
export function Report({ report, isDry = false }: { report: LabelImportReport; isDry?: boolean }) {
  const { rows, taken, toldBy, saidAlready, unknown, sources, refused } = report;
  return (
    <div className="break-words text-m">
      {sources.length > 0 && (
        <p>
          Of <bdi className="mono">{sources.join(", ")}</bdi>
        </p>
      )}
      <p>
        {formatCount(rows)} rows: {formatCount(taken)} {isDry ? "would be taken" : "taken"} (
        {formatCount(toldBy.content)} told by content, {formatCount(toldBy.name)} by name,{" "}
        {formatCount(toldBy.hand)} by hand), {formatCount(saidAlready)} said already, {formatCount(unknown)}{" "}
        of no dictionary that is here.
      </p>
      {refused.length > 0 && (
        <ul className="mt-1 list-disc pl-5 text-ink-soft">
          {refused.map(({ why, rows: count, lines }) => (
            <li key={why}>
              {formatCount(count)} not taken: <bdi>{why}</bdi> (line {lines.join(", ")}
              {count > lines.length && ", \u2026"})
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
