import { db } from "@/lib/db/client";
import type { NotificationKind } from "@/lib/notifications/notification-words";
import { notify } from "@/lib/notifications/notify";

interface Told {
  entryId: string;
  bountyId: string;
  slug: string;
  title: string;
  entrantId: string;
  people: string[];
}

/** Who has not confirmed is reminded as many hours before the deadline. */
const reminderHours = 24;
/** For so long what was missed is made up for. */
const lateDays = 3;
const maxEntries = 200;

/**
 * Tells people, each once, that somebody has named them in an entry, a day before the deadline that they have not confirmed it, and after it
 * all of a team that its entry does not count for want of a confirmation. Any number of processes may.
 */
export async function tellTeams(): Promise<void> {
  const named = await db().$queryRaw<Told[]>`
    select e.id as "entryId", b.id as "bountyId", b.slug, b.title, e."entrantId", array_agg(m."memberId") as people
    from "Bounty" b join "BountyEntry" e on e."bountyId" = b.id join "EntryMember" m on m."entryId" = e.id
    where b."isShown" and b."cancelledAt" is null and b."closesAt" > clock_timestamp()
      and e."withdrawnAt" is null and e.latest > 0 and m."confirmedAt" is null
      and not exists (select from "Notification" n where n."memberId" = m."memberId" and n.thing = 'named:' || e.id)
    group by e.id, b.id order by e.id limit ${maxEntries}`;
  await tellEach(named, "named", ({ entrantId }) => entrantId);
  const late = await db().$queryRaw<Told[]>`
    select e.id as "entryId", b.id as "bountyId", b.slug, b.title, e."entrantId", array_agg(m."memberId") as people
    from "Bounty" b join "BountyEntry" e on e."bountyId" = b.id join "EntryMember" m on m."entryId" = e.id
    where b."isShown" and b."cancelledAt" is null and b."closesAt" > clock_timestamp()
      and b."closesAt" <= clock_timestamp() + make_interval(hours => ${reminderHours})
      and e."withdrawnAt" is null and e.latest > 0 and m."confirmedAt" is null
      and not exists (select from "Notification" n where n."memberId" = m."memberId" and n.thing = 'unconfirmed:' || e.id)
    group by e.id, b.id order by e.id limit ${maxEntries}`;
  await tellEach(late, "unconfirmed", () => null);
  const missed = await db().$queryRaw<Told[]>`
    select e.id as "entryId", b.id as "bountyId", b.slug, b.title, e."entrantId", array_agg(m."memberId") as people
    from "Bounty" b join "BountyEntry" e on e."bountyId" = b.id join "EntryMember" m on m."entryId" = e.id
    where b."isShown" and b."cancelledAt" is null and b."closesAt" <= clock_timestamp()
      and b."closesAt" > clock_timestamp() - make_interval(days => ${lateDays})
      and e."withdrawnAt" is null and e.latest > 0 and e."confirmedAt" is null
      and not exists (select from "Notification" n where n."memberId" = m."memberId" and n.thing = 'uncounted:' || e.id)
    group by e.id, b.id order by e.id limit ${maxEntries}`;
  await tellEach(missed, "uncounted", () => null);
}

async function tellEach(
  entries: readonly Told[],
  kind: NotificationKind,
  actorOf: (told: Told) => string | null,
): Promise<void> {
  for (const told of entries) {
    const { entryId, bountyId, slug, title, people } = told;
    await db().$transaction((tx) =>
      notify(tx, people, {
        ...{ kind, thing: `${kind}:${entryId}`, title, path: `/bounties/${slug}/entries/${entryId}` },
        ...{ actorId: actorOf(told), bountyId },
      }),
    );
  }
}
