import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { formatCount } from "@/components/ui/format-number";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { idCursor } from "@/lib/paging/page";
import { findReportQueue } from "@/lib/reports/find-reports";
import type { QueuedReport } from "@/lib/reports/report-schemas";
import { reportReasonWords } from "@/lib/reports/report-words";
import { toParams } from "../_components/to-params";
import { forModerators } from "./_components/for-moderators";
import { ModerationNav } from "./_components/moderation-nav";

export const metadata: Metadata = { title: "Reports", robots: { index: false } };

interface ModerationPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What people have reported and no moderator has answered. */
export default async function ModerationPage({ searchParams }: ModerationPageProps) {
  await forModerators("/moderation");
  const params = toParams(await searchParams);
  const cursor = cursorOf(params, "reports", idCursor);
  const { items, nextCursor } = await findReportQueue({ cursor });
  return (
    <>
      <h1>Reports</h1>
      <ModerationNav />
      {items.length === 0 && !cursor ? (
        <EmptyState title="Nothing waits for an answer.">
          What somebody reports stands here until a moderator acts on it or dismisses it.
        </EmptyState>
      ) : (
        <ul>
          {items.map((report) => (
            <ReportRow key={report.id} report={report} />
          ))}
        </ul>
      )}
      <ListPager list="reports" label="Pages of reports" params={params} nextCursor={nextCursor} />
    </>
  );
}

function ReportRow({ report }: { report: QueuedReport }) {
  const { subject, title, path, reason, words, createdAt, reporter, count, claimedBy } = report;
  const id = subject.kind === "person" ? title : subject.id;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-b py-3 text-m">
      <div className="min-w-0 grow basis-80">
        <p className="break-words font-semibold">
          {path === null ? <bdi>{title}</bdi> : <TextLink href={path}>{title}</TextLink>}
        </p>
        <p className="break-words">
          A {subject.kind}: {reportReasonWords[reason]}
          {words && (
            <>
              : <bdi>{words}</bdi>
            </>
          )}
        </p>
        <p className="text-ink-soft text-s">
          by <TextLink href={`/moderation/person/${reporter}`}>{reporter}</TextLink>
          {count > 1 && ` and ${formatCount(count - 1)} more`}, <RelativeDate date={createdAt} />
          {claimedBy && `; ${claimedBy} looks into it`}
        </p>
      </div>
      <ButtonLink size="s" href={`/moderation/${subject.kind}/${id}`}>
        Look into it
      </ButtonLink>
    </li>
  );
}
