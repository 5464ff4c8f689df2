import { type EntryFacts, maxOwnPublished } from "@/lib/bounty-format/facts";
import { db } from "@/lib/db/client";
import type { Before } from "./earlier-candidates";

/**
 * What the entrants published about a circuit's target in its text before it was entered, at whatever thresholds, beside the entered finding: the
 * first ones. Also what was withdrawn since.
 */
export async function ownPublishedOf(
  circuitId: string,
  { findingId, memberIds, since }: Pick<Before, "findingId" | "memberIds" | "since">,
): Promise<NonNullable<EntryFacts["ownPublished"]>> {
  const rows = await db().$queryRaw<{ id: string; at: Date }[]>`
    select f.id::text as id, p.at
    from "Circuit" o join "Circuit" c on c."runId" = o."runId" and c.target = o.target join "Finding" f on f."circuitId" = c.id
    cross join lateral (select min(v."publishedAt") as at from "FindingVersion" v where v."findingId" = f.id) p
    where o.id = ${circuitId}::uuid and f."authorId" = any(${[...memberIds]}::uuid[]) and f.id is distinct from ${findingId}::uuid
      and p.at < ${since}
    order by p.at, f.id limit ${maxOwnPublished}`;
  return rows.map(({ id, at }) => ({ id, at: at.toISOString() }));
}
