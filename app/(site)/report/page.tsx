import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { describeSubjects } from "@/lib/audit-log/describe-subjects";
import { getViewer } from "@/lib/auth/viewer";
import { roleIncludes } from "@/lib/auth/viewer-type";
import { findPublicAuthor } from "@/lib/moderation/find-author";
import { readSubject } from "@/lib/moderation/read-subject";
import { newReportSchema } from "@/lib/reports/report-schemas";
import { toParams } from "../_components/to-params";
import { ReportForm } from "./_components/report-form";

export const metadata: Metadata = { title: "Report", robots: { index: false } };

interface ReportPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Tells moderators of something; moderators are led from here to what they may do about it. */
export default async function ReportPage({ searchParams }: ReportPageProps) {
  const params = toParams(await searchParams);
  const asked = newReportSchema.shape.subject.safeParse({ kind: params.get("kind"), id: params.get("id") });
  if (!asked.success) notFound();
  const { kind, id } = asked.data;
  const subject = await orNotFound(readSubject(asked.data));
  await orNotFound(findPublicAuthor(subject));
  const { title, path } = (await describeSubjects([subject], "anybody"))(subject);
  const viewer = await getViewer();
  return (
    <>
      <h1>Report</h1>
      <p className="mb-4 max-w-prose break-words text-m">
        A {kind}: {path === null ? <bdi>{title}</bdi> : <TextLink href={path}>{title}</TextLink>}. Moderators
        read what you write, its author does not. What comes of it stands in your settings.
      </p>
      {viewer.kind === "guest" ? (
        <EmptyState title="To report something takes an account, so that you can be told what came of it.">
          <p className="mt-3">
            <ButtonLink
              look="primary"
              href={`/sign-in?${new URLSearchParams({ callbackUrl: `/report?${new URLSearchParams({ kind, id })}` })}`}
            >
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      ) : (
        <>
          <ReportForm kind={kind} id={id} path={path} />
          {roleIncludes(viewer.role, "moderator") && (
            <p className="mt-6 text-m">
              You moderate:{" "}
              <TextLink href={`/moderation/${kind}/${encodeURIComponent(id)}`}>act on it</TextLink> instead.
            </p>
          )}
        </>
      )}
    </>
  );
}
