import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { type ReadFamily, readFamily } from "@/lib/family-format/read-family";
import { listedFields } from "./find-families";
import type { FamilyVersionView, FamilyView } from "./view";
import { visibleFamilies } from "./visible-families";

interface Wanted {
  familyId: string;
  /** The latest where it is left out. */
  version?: number | undefined;
  viewer: Viewer;
}

const versionFields = {
  ...{ number: true, hash: true, prompts: true, heldOut: true, createdAt: true },
} as const satisfies Prisma.FamilyVersionSelect;

/** A version of a family, and the family read. Throws "not-found", also of somebody else's that is not public. */
export async function getFamily({
  familyId,
  version,
  viewer,
}: Wanted): Promise<FamilyView & { read: ReadFamily }> {
  const found = z.uuid().safeParse(familyId).success
    ? await db().family.findFirst({
        where: { id: familyId, ...visibleFamilies(viewer) },
        select: { ...listedFields, ownerId: true, forkedFromId: true, forkedFromVersion: true },
      })
    : null;
  if (!found) throw notFound("family of prompts");
  const { ownerId, forkedFromId, forkedFromVersion, ...listed } = found;
  const number = version ?? listed.latest;
  const [made, origin] = await Promise.all([
    db().familyVersion.findUnique({
      where: { familyId_number: { familyId, number } },
      select: { ...versionFields, document: true },
    }),
    forkedFromId
      ? db().family.findFirst({
          where: { id: forkedFromId, ...visibleFamilies(viewer) },
          select: { id: true, title: true },
        })
      : null,
  ]);
  if (!made) throw notFound("version of this family of prompts");
  const read = readFamily(made.document);
  const { hash, prompts, heldOut, createdAt } = made;
  return {
    ...{ ...listed, version: number, title: read.family.title, hash, prompts, heldOut, createdAt },
    isMine: viewer.kind === "member" && viewer.id === ownerId,
    forkedFrom: origin && { ...origin, version: forkedFromVersion ?? 1 },
    ...{ family: read.family, read },
  };
}

/** All versions of a family that the viewer may see, the latest first: 200 at most. Throws "not-found". */
export async function getVersions(familyId: string, viewer: Viewer): Promise<FamilyVersionView[]> {
  const found = await db().family.findFirst({
    where: { id: familyId, ...visibleFamilies(viewer) },
    select: { versions: { select: versionFields, orderBy: { number: "desc" } } },
  });
  if (!found) throw notFound("family of prompts");
  return found.versions;
}
