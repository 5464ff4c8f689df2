import { publisher } from "@/lib/citations/citation";
import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import type { AtomEntry } from "./atom";
import {
  type Concerned,
  concernedFeatures,
  featureColumns,
  featureJoins,
  labelsPath,
  type OfFeature,
  sideOfFeature,
} from "./concerned-features";

interface Row extends OfFeature {
  id: string;
  text: string;
  createdAt: Date;
  updatedAt: Date;
  handle: string | null;
  name: string | null;
}

/** The labels that others propose for features that concern somebody, and that stand, the last proposed first. */
export async function findProposed(concerned: Concerned, most: number): Promise<AtomEntry[]> {
  const rows = await db().$queryRaw<Row[]>`
    with features as ${concernedFeatures(concerned)}, of as (
      select l.* from features f join "Label" l on l."dictionaryId" = f."dictionaryId" and l.index = f.index
      where l."withdrawnAt" is null and l."authorId" is distinct from ${concerned.userId}::uuid
      order by l.id desc limit ${most})
    select of.id, of.text, of.side::text as side, of.index, of."createdAt", of."updatedAt", u.handle, u.name, ${featureColumns}
    from of ${featureJoins} left join "User" u on u.id = of."authorId"`;
  const site = siteUrl();
  return rows.map((row) => ({
    ...{ id: `urn:uuid:${row.id}`, title: `Proposed: ${row.text}`, url: site + labelsPath(row), tags: [] },
    ...{ published: row.createdAt, updated: row.updatedAt },
    author:
      row.handle === null
        ? { name: publisher, url: site }
        : { name: row.name || row.handle, url: `${site}/users/${row.handle}` },
    summary: `A label for ${sideOfFeature(row)}.`,
  }));
}
