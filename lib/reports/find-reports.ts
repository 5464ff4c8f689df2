import { z } from "zod";
import { subjectKinds } from "@/lib/audit-log/act";
import { describeSubjects } from "@/lib/audit-log/describe-subjects";
import { db, Prisma } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import type { OwnReport, QueuedReport } from "./report-schemas";

interface ReportsPage {
  cursor?: string | undefined;
  limit?: number | undefined;
}

const kindOf = (kind: string) => z.enum(subjectKinds).parse(kind);

/** What somebody reported and what came of it, the latest first, a page at a time. For them alone. */
export async function findOwnReports({
  reporterId,
  cursor,
  limit = 20,
}: ReportsPage & { reporterId: string }): Promise<Page<OwnReport>> {
  const rows = await db().report.findMany({
    where: { reporterId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      ...{ id: true, subjectKind: true, subjectId: true, reason: true, words: true },
      ...{ createdAt: true, closedAt: true, outcome: true, answer: true },
    },
  });
  const { items, nextCursor } = cutPage(rows, limit);
  const own = items.map(({ subjectKind, subjectId, ...report }) => ({
    ...report,
    subject: { kind: kindOf(subjectKind), id: subjectId },
  }));
  const described = await describeSubjects(
    own.map(({ subject }) => subject),
    "anybody",
  );
  return { nextCursor, items: own.map((report) => ({ ...report, ...described(report.subject) })) };
}

interface Row extends Omit<QueuedReport, "subject" | "title" | "path"> {
  subjectKind: string;
  subjectId: string;
}

/** What is reported and waits for an answer: each thing once, by its first open report, what waits longest first. */
export async function findReportQueue({ cursor, limit = 20 }: ReportsPage): Promise<Page<QueuedReport>> {
  const rows = await db().$queryRaw<Row[]>`
    select r.id, r."subjectKind", r."subjectId", r.reason::text as reason, r.words, r."createdAt", u.handle as reporter,
      c.handle as "claimedBy", r."claimedAt", (
        select count(*)::int from "Report" s where s."subjectKind" = r."subjectKind" and s."subjectId" = r."subjectId"
          and s."closedAt" is null) as count
    from "Report" r join "User" u on u.id = r."reporterId" left join "User" c on c.id = r."claimedById"
    where case when r."closedAt" is null then r.id end > ${cursor ?? nobody}::uuid and not exists (
      select 1 from "Report" o where o."subjectKind" = r."subjectKind" and o."subjectId" = r."subjectId"
        and o."closedAt" is null and o.id < r.id)
    order by case when r."closedAt" is null then r.id end limit ${limit + 1}`;
  const { items, nextCursor } = cutPage(rows, limit);
  const queued = items.map(({ subjectKind, subjectId, ...report }) => ({
    ...report,
    subject: { kind: kindOf(subjectKind), id: subjectId },
  }));
  const described = await describeSubjects(
    queued.map(({ subject }) => subject),
    "moderators",
  );
  return { nextCursor, items: queued.map((report) => ({ ...report, ...described(report.subject) })) };
}

const nobody = "00000000-0000-0000-0000-000000000000";

/** The open reports of one thing, the first first, some of them: for who is about to act. */
export async function findReportsOf(subject: { kind: string; id: string }, limit = 20) {
  return db().report.findMany({
    where: { subjectKind: subject.kind, subjectId: subject.id, closedAt: null },
    orderBy: { id: "asc" },
    take: limit,
    select: {
      ...{ id: true, reason: true, words: true, createdAt: true, claimedAt: true },
      reporter: { select: { handle: true } },
      claimedBy: { select: { handle: true } },
    },
  });
}

/** How many things wait for a moderator, counted up to a bound. */
export async function countReports(): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from (
      select distinct "subjectKind", "subjectId" from (
        select "subjectKind", "subjectId" from "Report"
        where case when "closedAt" is null then id end > ${nobody}::uuid limit 1000) some_) things`);
  return row?.count ?? 0;
}
