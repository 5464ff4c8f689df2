import type { Metadata } from "next";
import { ActList } from "@/app/_components/act-list";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { actCursor, findActs } from "@/lib/audit-log/find-acts";
import { getSubject, type ModeratedSubject } from "@/lib/moderation/get-subject";
import { findReportsOf } from "@/lib/reports/find-reports";
import { reportReasonWords } from "@/lib/reports/report-words";
import { toParams } from "../../../_components/to-params";
import { ActForm } from "../../_components/act-form";
import { forModerators } from "../../_components/for-moderators";
import { ModerationNav } from "../../_components/moderation-nav";
import { ReportAnswer } from "../../_components/report-answer";

export const metadata: Metadata = { title: "Moderation", robots: { index: false } };

interface SubjectPageProps {
  params: Promise<{ kind: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** One thing, or one person, as moderators see it: how it stands, what was reported and done, and what one may do. */
export default async function SubjectPage({ params, searchParams }: SubjectPageProps) {
  const { kind, id } = await params;
  const viewer = await forModerators(`/moderation/${kind}/${id}`);
  const asked = toParams(await searchParams);
  const cursor = cursorOf(asked, "acts", actCursor);
  const found = await orNotFound(getSubject(kind, decodeURIComponent(id)));
  const { subject, title, path, person } = found;
  const [reports, acts] = await Promise.all([
    findReportsOf(subject),
    findActs({ subjectKind: subject.kind, subjectId: subject.id, cursor }),
  ]);
  const [first] = reports;
  return (
    <>
      <h1 className="break-words">
        <bdi>{title}</bdi>
      </h1>
      <ModerationNav />
      <p className="mb-4 text-m">
        A {subject.kind}
        {person !== null && subject.kind !== "person" && (
          <>
            {" "}
            of <TextLink href={`/moderation/person/${person}`}>{person}</TextLink>
          </>
        )}
        . {standingOf(found)} {path !== null && <TextLink href={path}>Its page</TextLink>}
        {found.suspendedUntil && subject.kind === "person" && (
          <>
            {" "}
            The suspension ends <RelativeDate date={found.suspendedUntil} />.
          </>
        )}
      </p>
      {found.says && (
        <blockquote className="mb-6 max-w-prose whitespace-pre-wrap break-words border-line border-l-2 pl-4 text-m">
          <bdi>{found.says}</bdi>
        </blockquote>
      )}
      {first && (
        <section aria-labelledby="reports" className="mb-8">
          <h2 id="reports">Reports</h2>
          <ul className="mb-3 text-m">
            {reports.map((report) => (
              <li key={report.id} className="border-line border-b py-2 break-words">
                {report.reporter.handle}, <RelativeDate date={report.createdAt} />:{" "}
                {reportReasonWords[report.reason]}
                {report.words && (
                  <>
                    : <bdi>{report.words}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
          <ReportAnswer
            id={first.id}
            claimedBy={first.claimedBy?.handle ?? null}
            isMine={first.claimedBy?.handle === viewer.handle}
          />
        </section>
      )}
      <section aria-labelledby="act" className="mb-8">
        <h2 id="act">Act</h2>
        <ActForm kind={subject.kind} id={found.id} acts={actsOn(found)} />
      </section>
      <section aria-labelledby="acts">
        <h2 id="acts">What was done</h2>
        {acts.items.length === 0 ? <p className="text-m">Nothing.</p> : <ActList acts={acts.items} />}
        <ListPager list="acts" label="Pages of acts" params={asked} nextCursor={acts.nextCursor} />
      </section>
    </>
  );
}

function standingOf({ subject, isSuspended, isHidden, isLocked }: ModeratedSubject): string {
  if (subject.kind === "person") return isSuspended ? "Suspended." : "Not suspended.";
  const stands = [
    isHidden && "hidden by a moderator",
    isLocked && "locked",
    isSuspended && "hidden with its author",
  ];
  const told = stands.filter((each) => each !== false);
  return told.length === 0 ? "Open to everybody." : `It is ${told.join(", ")}.`;
}

/** What may be done now, by its kind and what the button says. */
function actsOn({ subject: { kind }, isSuspended, isHidden, isLocked }: ModeratedSubject) {
  if (kind === "person")
    return [
      { kind: "suspend", words: isSuspended ? "Say anew why and until when" : "Suspend" },
      ...(isSuspended ? [{ kind: "lift", words: "Lift the suspension" }] : []),
    ];
  const hide = isHidden ? { kind: "show", words: "Show it again" } : { kind: "hide", words: "Hide it" };
  const lock = isLocked ? { kind: "unlock", words: "Unlock it" } : { kind: "lock", words: "Lock it" };
  if (kind === "feature" || kind === "conversation") return [lock];
  return kind === "finding" ? [hide, lock] : [hide];
}
