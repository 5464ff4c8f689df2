import type { Viewer } from "@/lib/auth/viewer-type";
import { db, Prisma } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { cutPage, type Page } from "@/lib/paging/page";
import { counted, type ListedRow, listedColumns, listedOf } from "./get-project";
import type { ListedProject } from "./view";
import { isVisibleProject, letsIn } from "./visible-projects";

interface Asked {
  viewer: Viewer;
  /** `in`: those the viewer is in; `invited`: those they are invited to by name. */
  only?: "in" | "invited" | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Projects that a viewer may see, the newest first, a page at a time. */
export async function findProjects({
  viewer,
  only,
  cursor,
  limit = 20,
}: Asked): Promise<Page<ListedProject>> {
  const reader = viewer.kind === "member" ? viewer.id : null;
  const among = {
    in: Prisma.sql`exists (select from "ProjectMember" m where m."projectId" = p.id and m."memberId" = ${reader}::uuid)`,
    invited: Prisma.sql`exists (select from "ProjectInvitation" i where i."projectId" = p.id and i."inviteeId" = ${reader}::uuid
      and ${letsIn})`,
  };
  const rows = await db().$queryRaw<ListedRow[]>`
    select ${listedColumns} from "Project" p ${counted}
    where ${isVisibleProject(viewer)} and ${only ? among[only] : Prisma.sql`true`}
      and ${cursor ? Prisma.sql`p.id < ${cursor}::uuid` : Prisma.sql`true`}
    order by p.id desc limit ${limit + 1}`;
  const { items, nextCursor } = cutPage(rows, limit);
  return { nextCursor, items: items.map(listedOf) };
}

/** Projects on a feature's page at most, those that want more of it first. */
const maxOfFeature = 10;

export interface ProjectOfFeature {
  slug: string;
  title: string;
  judged: number;
  overlap: number;
}

/** In which projects a feature is. */
export async function findProjectsOfFeature(
  { dictionaryId, index }: { dictionaryId: string; index: number },
  viewer: Viewer,
): Promise<ProjectOfFeature[]> {
  return showingRows(
    () => db().$queryRaw<ProjectOfFeature[]>`
      select p.slug, p.title, f.judged, p.overlap::int as overlap from "ProjectFeature" f
      join "Project" p on p.id = f."projectId" and ${isVisibleProject(viewer)}
      where f."dictionaryId" = ${dictionaryId}::uuid and f.index = ${index}
      order by f."isWanted" desc, p.id desc limit ${maxOfFeature}`,
    () => ({ topics: [`ProjectFeature ${dictionaryId}.${index}`], insteadOf: ["ProjectFeature"] }),
  );
}
