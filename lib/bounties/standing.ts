import { Prisma } from "@/lib/db/client";

/**
 * How a bounty `b` stands, read off its moments by the database's clock: no job has to close it, and none can be late.
 */
export const standing = Prisma.sql`(case
  when b."cancelledAt" is not null then 'cancelled'
  when b."openedAt" is null then 'draft'
  when b."awardedAt" is not null then 'awarded'
  when b."provisionalAt" is not null then 'provisional'
  when b."closesAt" <= clock_timestamp() then 'judging'
  else 'open' end)`;

/** In how many milliseconds it stands otherwise by itself; null where it does not. */
export const untilItTurns = Prisma.sql`(select min(extract(epoch from moment - clock_timestamp()) * 1000)::float8
  from unnest(array[b."opensAt", b."closesAt"]) moment
  where b."cancelledAt" is null and b."openedAt" is not null and moment > clock_timestamp())`;
