import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { OwnReport } from "@/lib/reports/report-schemas";
import { reportReasonWords } from "@/lib/reports/report-words";

/** What somebody reported, each with what came of it. */
export function OwnReports({ reports }: { reports: OwnReport[] }) {
  if (reports.length === 0) return <p className="text-ink-soft text-m">None.</p>;
  return (
    <ul className="text-m">
      {reports.map(({ id, title, path, reason, words, createdAt, closedAt, answer }) => (
        <li key={id} className="border-line border-b py-3">
          <p className="break-words">
            {path === null ? <bdi>{title}</bdi> : <TextLink href={path}>{title}</TextLink>}:{" "}
            {reportReasonWords[reason]}
            {words && (
              <>
                : <bdi>{words}</bdi>
              </>
            )}
            , <RelativeDate date={createdAt} />
          </p>
          <p className="max-w-prose break-words text-ink-soft">
            {closedAt === null ? (
              "Nobody has answered it yet."
            ) : (
              <>
                <bdi>{answer}</bdi> <RelativeDate date={closedAt} />
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
