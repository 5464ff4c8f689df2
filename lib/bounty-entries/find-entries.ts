import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db, Prisma } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";
import { noteMillis } from "@/lib/kept-pages/showing";
import { cutPage, type Page } from "@/lib/paging/page";
import type { Commitment, ListedEntry } from "./view";
import { isAside, isOfTeam, isVisibleEntry } from "./visible-entries";

/** How a viewer finds an entry `e`. */
export const entryStanding = Prisma.sql`(case when e."withdrawnAt" is not null then 'withdrawn'
  when ${isAside} then 'aside' when e."confirmedAt" is null then 'unconfirmed' else 'entered' end)`;

/**
 * The bounty that is meant, of those that are shown to everybody: what is entered for one that is hidden nobody is shown. Throws
 * "not-found".
 */
export async function findBountyId(slug: string): Promise<string> {
  const [row] = isStorable(slug)
    ? await db().$queryRaw<{ id: string; millis: number }[]>`
        select b.id, (extract(epoch from b."closesAt" - clock_timestamp()) * 1000)::float8 as millis from "Bounty" b where b.slug = ${slug} and b."isShown"`
    : [];
  if (!row) throw notFound("bounty");
  // What is sealed is open from a moment on that nothing else tells of.
  if (row.millis > 0) noteMillis(row.millis);
  return row.id;
}

interface Asked<Cursor> {
  slug: string;
  cursor?: Cursor | undefined;
  limit?: number | undefined;
}

/** The entries of a bounty that a viewer may see, the newest first: their own, and once it closed all that count. Throws "not-found". */
export async function findEntries({
  slug,
  viewer,
  cursor,
  limit = 20,
}: Asked<string> & { viewer: Viewer }): Promise<Page<ListedEntry>> {
  const bountyId = await findBountyId(slug);
  const rows = await db().$queryRaw<ListedEntry[]>`
    select e.id, v.number, r.title, v."contentHash", v."committedAt", ${entryStanding} as standing, v."isEligible",
      ${isOfTeam(viewer)} as "isOwn"
    from "BountyEntry" e join "Bounty" b on b.id = e."bountyId"
    join "EntryVersion" v on v."entryId" = e.id and v.number = e.latest
    left join "FindingRevision" r on r."findingId" = e."findingId" and r.number = v.revision
    where e."bountyId" = ${bountyId}::uuid and ${isVisibleEntry(viewer)}
      and ${cursor ? Prisma.sql`e.id < ${cursor}::uuid` : Prisma.sql`true`}
    order by e.id desc limit ${limit + 1}`;
  return cutPage(rows, limit);
}

/** In milliseconds the moment of the last commitment before the page, and its hash. */
export const commitmentCursor = z
  .string()
  .regex(/^\d{1,15}_[\da-f]{64}$/)
  .meta({ examples: [`1764460800000_${"0".repeat(64)}`] })
  .transform((text) => text.split("_", 2))
  .pipe(z.tuple([z.coerce.number<string>(), z.string()]))
  .transform(([millis, hash]) => ({ at: new Date(millis), hash }));
type CommitmentCursor = z.output<typeof commitmentCursor>;

/**
 * Every commitment that was made for a bounty, in their order, for everybody: mended and withdrawn ones too, and not which of them are
 * of one entry, so that how many entries there are is not told by how many commitments. Throws "not-found".
 */
export async function findCommitments({
  slug,
  cursor,
  limit = 50,
}: Asked<CommitmentCursor>): Promise<Page<Commitment>> {
  const bountyId = await findBountyId(slug);
  const rows = await db().$queryRaw<Commitment[]>`
    select v."contentHash", v."committedAt" from "EntryVersion" v join "BountyEntry" e on e.id = v."entryId"
    where e."bountyId" = ${bountyId}::uuid
      and ${cursor ? Prisma.sql`(v."committedAt", v."contentHash") > (${cursor.at}, ${cursor.hash})` : Prisma.sql`true`}
    order by v."committedAt", v."contentHash" limit ${limit + 1}`;
  return cutPage(rows, limit, ({ committedAt, contentHash }) => `${committedAt.getTime()}_${contentHash}`);
}
