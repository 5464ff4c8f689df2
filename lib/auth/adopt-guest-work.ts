import { db } from "@/lib/db/client";
import { guestDays, guestSecretHash } from "./guest-browser";

/**
 * Gives a member what their browser asked for as a guest: runs, circuits and jobs that are nobody's yet, and what is to be traced in them; of what it only had
 * begun again, the job. Of two who sign in with one secret the first gets it all, and what is a member's already stays theirs. Returns how many jobs became theirs.
 */
export async function adoptGuestWork({
  userId,
  secret,
}: {
  userId: string;
  secret: string;
}): Promise<number> {
  const secretHash = guestSecretHash(secret);
  // One statement, so that all of it happens or nothing.
  const [adopted] = await db().$queryRaw<{ jobs: number }[]>`
    with gone as (
      delete from "GuestWork" where "secretHash" = ${secretHash} returning "jobId", "createdAt", asked),
    mine as (
      select "jobId", asked from gone where "createdAt" >= now() - make_interval(days => ${guestDays}::int)),
    jobs as (
      update "Job" set "requesterId" = ${userId}::uuid
      from mine where "Job".id = mine."jobId" and "requesterId" is null returning 1),
    runs as (
      update "Run" set "requesterId" = ${userId}::uuid
      from mine where "Run"."jobId" = mine."jobId" and mine.asked and "requesterId" is null returning 1),
    circuits as (
      update "Circuit" set "requesterId" = ${userId}::uuid
      from mine where "Circuit"."jobId" = mine."jobId" and mine.asked and "requesterId" is null returning 1),
    retraces as (
      update "Retrace" set "requesterId" = ${userId}::uuid, "secretHash" = null
      where "secretHash" = ${secretHash} and "requesterId" is null returning 1)
    select (select count(*) from jobs)::int as jobs`;
  return adopted?.jobs ?? 0;
}
