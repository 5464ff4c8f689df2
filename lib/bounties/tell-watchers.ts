import { db, type Transaction } from "@/lib/db/client";
import type { NotificationKind } from "@/lib/notifications/notification-words";
import { notify, unlessOff, watchersOf } from "@/lib/notifications/notify";

/** Of what is logged of a bounty, what people are told of. */
const toldKinds: Readonly<Record<string, NotificationKind>> = {
  ...{ postponed: "postponed", cancelled: "cancelled", ranked: "ranked" },
  ...{ awarded: "awarded", corrected: "corrected" },
};

interface Logged {
  eventId: bigint;
  bountyId: string;
  kind: string;
  actorId: string | null;
}

/** Tells who watches a bounty, and who has entered for it, of what was just logged of it. */
export async function tellOfEvent(
  tx: Transaction,
  { eventId, bountyId, kind, actorId }: Logged,
): Promise<void> {
  const told = toldKinds[kind];
  if (!told) return;
  const { slug, title } = await tx.bounty.findUniqueOrThrow({
    where: { id: bountyId },
    select: { slug: true, title: true },
  });
  await notify(tx, await concernedBy(tx, bountyId), {
    ...{ kind: told, thing: `bounty:${eventId}`, title, path: `/bounties/${slug}` },
    ...{ actorId, bountyId },
  });
}

/** Who watches a bounty, and who has entered for it and not said that they do not want to be told. */
async function concernedBy(tx: Transaction, bountyId: string): Promise<string[]> {
  const watched = { kind: "bounty", id: bountyId } as const;
  const teams = await tx.entryMember.findMany({
    where: { entry: { bountyId, withdrawnAt: null, latest: { gt: 0 } } },
    select: { memberId: true },
  });
  const entrants = await unlessOff(tx, [...new Set(teams.map(({ memberId }) => memberId))], watched);
  return [...(await watchersOf(tx, watched)), ...entrants];
}

/** For so long what was missed is made up for: longer than anybody leaves a site without a worker. */
const lateDays = 3;
const maxBounties = 50;

/**
 * Tells who watches a bounty, entered for it or judges it that it has closed: nothing is logged of that, since it stands by its moment alone.
 * Each is told once, however many processes do it.
 */
export async function tellOfClosings(): Promise<void> {
  const closed = await db().$queryRaw<{ id: string; slug: string; title: string }[]>`
    select b.id, b.slug, b.title from "Bounty" b
    where b."isShown" and b."cancelledAt" is null and b."closesAt" <= clock_timestamp()
      and b."closesAt" > clock_timestamp() - make_interval(days => ${lateDays})
      and not exists (select from "Notification" n where n."bountyId" = b.id and n.kind = 'closed')
    order by b."closesAt" desc limit ${maxBounties}`;
  for (const { id, slug, title } of closed)
    await db().$transaction(async (tx) => {
      const judges = await tx.bountyJudge.findMany({ where: { bountyId: id }, select: { judgeId: true } });
      const people = [...(await concernedBy(tx, id)), ...judges.map(({ judgeId }) => judgeId)];
      await notify(tx, people, {
        ...{ kind: "closed", thing: `closed:${id}`, title, path: `/bounties/${slug}` },
        ...{ actorId: null, bountyId: id },
      });
    });
}
