import type { Viewer } from "@/lib/auth/viewer-type";
import { leadsBounty } from "@/lib/bounties/leads-bounty";
import { isVisibleEntry } from "@/lib/bounty-entries/visible-entries";
import { db, Prisma } from "@/lib/db/client";
import { lineKinds } from "@/lib/ledger/ledger-words";
import type { LedgerLineView, Sums } from "./view";

interface Row extends Omit<LedgerLineView, "person" | "amount"> {
  amount: bigint;
  handle: string | null;
  name: string | null;
}

/**
 * What a viewer sees of a line `l` of a bounty `b`. Nobody reads a reference but who leads the bounty and whom they paid; and of who is suspended the
 * sponsor alone, who owes to them, and they themselves read who they are.
 */
export function lineColumns(viewer: Viewer): Prisma.Sql {
  const reader = viewer.kind === "member" ? viewer.id : null;
  const isParty = Prisma.sql`(${leadsBounty(viewer)} or coalesce(l."personId" = ${reader}::uuid, false))`;
  const isTold = Prisma.sql`(p."suspendedAt" is null or ${isParty})`;
  return Prisma.sql`l.id::text as id, l.at, l.kind, l.place::int as place, l.amount, trim(l.currency) as currency,
    case when a."suspendedAt" is null or a.id = ${reader}::uuid then a.handle end as actor,
    case when ${isTold} then p.handle end as handle, case when ${isTold} then p.name end as name,
    case when ${isVisibleEntry(viewer)} then e.id end as entry,
    case when l.kind = 'paid' and ${isParty} then l.reference end as reference,
    case when l.kind = 'awarded' then exists (select from "LedgerLine" d where d."bountyId" = l."bountyId" and d.kind = 'paid'
      and d.place = l.place and d."personId" = l."personId" and d."entryId" = l."entryId") end as "isPaid"`;
}

/** The tables of `lineColumns`. */
export const linesOf = Prisma.sql`"LedgerLine" l join "Bounty" b on b.id = l."bountyId"
  left join "User" a on a.id = l."actorId" left join "User" p on p.id = l."personId" left join "BountyEntry" e on e.id = l."entryId"`;

/** The table keeps amounts below 2^53. */
export function lineOf<R extends Row>({ handle, name, amount, ...row }: R) {
  return { ...row, amount: Number(amount), person: handle === null ? null : { handle, name } };
}
export type LineRow = Row;

/** Of all lines `l` of bounties `b` that are meant, by currency and kind, exactly. */
export async function sumLines(where: Prisma.Sql): Promise<Sums[]> {
  const sums = lineKinds.map(
    (kind) =>
      Prisma.sql`coalesce(sum(l.amount) filter (where l.kind = ${kind}), 0)::text as ${Prisma.raw(kind)}`,
  );
  return db().$queryRaw<Sums[]>`
    select trim(l.currency) as currency, ${Prisma.join(sums)} from "LedgerLine" l join "Bounty" b on b.id = l."bountyId"
    where ${where} group by 1 order by 1`;
}
