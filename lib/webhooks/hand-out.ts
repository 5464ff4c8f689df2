import { db } from "@/lib/db/client";
import { keptDays } from "./webhook-words";

/** In one go; the next round does the rest. */
const maxEvents = 100;

/**
 * Notes which bounties have closed, which no row tells of, and gives each webhook a delivery of each event that it is for: as it is public by
 * now, or to its sponsor. To one that is off too, which is not tried, so that its owner can ask for it later. Any number at once.
 */
export async function handOut(): Promise<void> {
  await db().$executeRaw`
    insert into "WebhookEvent" ("bountyId", kind, thing, at, data)
    select b.id, 'closed', 'closed:' || b.id, b."closesAt", jsonb_build_object('closesAt',
      to_char(b."closesAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from "Bounty" b
    where b."openedAt" is not null and (b."cancelledAt" is null or b."cancelledAt" >= b."closesAt")
      and b."closesAt" <= clock_timestamp() and b."closesAt" > clock_timestamp() - make_interval(days => ${keptDays})
      and exists (select from "Webhook" w where w."createdAt" <= b."closesAt")
      and not exists (select from "WebhookEvent" e where e.thing = 'closed:' || b.id)
    on conflict do nothing`;
  await db().$executeRaw`
    with taken as (
      select id, "bountyId", at from "WebhookEvent" where "handedOutAt" is null order by id limit ${maxEvents}
      for update skip locked),
    made as (
      insert into "WebhookDelivery" ("webhookId", "eventId", "nextTryAt")
      select w.id, t.id, case when w."offAt" is null then t.at end
      from taken t
        join "Bounty" b on b.id = t."bountyId"
        join "Webhook" w on w."createdAt" <= t.at
          and (w.scope = 'public' and b."isShown" or w.scope = 'own' and w."ownerId" = b."sponsorId")
          and (cardinality(w.slugs) = 0 or b.slug = any(w.slugs))
        join "User" u on u.id = w."ownerId" and u."suspendedAt" is null
      on conflict do nothing)
    update "WebhookEvent" e set "handedOutAt" = clock_timestamp() from taken t where e.id = t.id`;
}

const batch = 2_000;

/** Deletes what was told long ago, and with it what came of it. Any number at once may do it. */
export async function forgetWebhookEvents(now: Date): Promise<void> {
  // Longer than closings are looked back for, so that none is told of twice.
  const before = new Date(now.getTime() - (keptDays + 1) * 24 * 60 * 60 * 1000);
  for (let gone = batch; gone === batch; )
    gone = await db().$executeRaw`
      delete from "WebhookEvent" where id in (
        select id from "WebhookEvent" where at < ${before} order by at limit ${batch} for update skip locked)`;
}
