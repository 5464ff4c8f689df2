import type { Viewer } from "@/lib/auth/viewer-type";
import { db, Prisma } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { AppError, notFound } from "@/lib/errors";
import { type WriteUp, writeUpSchema } from "@/lib/findings/write-up/write-up";
import type { ProjectRole } from "./project-words";
import type { ListedProject, ProjectView } from "./view";
import { isVisibleProject, letsIn } from "./visible-projects";

export interface ListedRow extends Omit<ListedProject, "progress"> {
  id: string;
  size: number;
  finished: number;
  judgements: number;
}

/** What lists show of `p`. */
export const listedColumns = Prisma.sql`p.id, p.slug, p.title, p.goal, p.overlap::int as overlap, p."isOpen", p.size, p."createdAt",
  (select count(*)::int from "ProjectMember" m where m."projectId" = p.id) as members, c.finished, c.judgements`;
export const counted = Prisma.sql`cross join lateral (
  select count(*) filter (where f.judged >= p.overlap)::int as finished, coalesce(sum(least(f.judged, p.overlap)), 0)::int as judgements
  from "ProjectFeature" f where f."projectId" = p.id) c`;

export function listedOf({ id: _, size, finished, judgements, ...row }: ListedRow): ListedProject {
  return { ...row, progress: { features: size, finished, judgements, wanted: size * row.overlap } };
}

interface Row extends ListedRow {
  guidelines: string;
  writeUp: unknown;
  handle: string;
  name: string | null;
  role: ProjectRole | null;
  isInvited: boolean;
  isHidden: boolean;
  isLocked: boolean;
}

/** A project without its features and members. Throws "not-found", and "gone" of what was there once. */
export async function getProject(slug: string, viewer: Viewer): Promise<ProjectView & { parts: WriteUp }> {
  const reader = viewer.kind === "member" ? viewer.id : null;
  const [row] = isStorable(slug)
    ? await db().$queryRaw<Row[]>`
        select ${listedColumns}, p.guidelines, p."writeUp", u.handle, u.name, p."hiddenAt" is not null as "isHidden",
          p."lockedAt" is not null as "isLocked",
          (select m.role::text from "ProjectMember" m where m."projectId" = p.id and m."memberId" = ${reader}::uuid) as role,
          exists (select from "ProjectInvitation" i where i."projectId" = p.id and i."inviteeId" = ${reader}::uuid
            and ${letsIn}) as "isInvited"
        from "Project" p join "User" u on u.id = p."creatorId" ${counted}
        where p.slug = ${slug} and ${isVisibleProject(viewer)}`
    : [];
  if (!row) throw await missingProject(slug);
  const { guidelines, writeUp, handle, name, role, isInvited, isHidden, isLocked, ...listed } = row;
  return {
    ...listedOf(listed),
    ...{ id: listed.id, creator: { handle, name }, guidelines, role, isInvited, isHidden, isLocked },
    parts: writeUpSchema.parse(writeUp),
  };
}

/** The same, for who only needs to know which it is. Throws "not-found" and "gone". */
export async function getProjectId(slug: string, viewer: Viewer): Promise<string> {
  const [row] = isStorable(slug)
    ? await db().$queryRaw<{ id: string }[]>`
        select p.id from "Project" p where p.slug = ${slug} and ${isVisibleProject(viewer)}`
    : [];
  if (!row) throw await missingProject(slug);
  return row.id;
}

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** What is hidden is not there; what was deleted, was. */
async function missingProject(slug: string): Promise<AppError> {
  const gone = isStorable(slug)
    ? await db().project.findFirst({ where: { slug, hiddenAt: null }, select: { deletedAt: true } })
    : null;
  return gone?.deletedAt
    ? new AppError("gone", `This project was deleted by one of its owners on ${day.format(gone.deletedAt)}.`)
    : notFound("project");
}
