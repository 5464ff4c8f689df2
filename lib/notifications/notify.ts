import type { Transaction } from "@/lib/db/client";
import type { Watched } from "@/lib/watching/watched";
import type { NotificationKind } from "./notification-words";

export interface Told {
  kind: NotificationKind;
  /** Names what it tells of: each member is told of a thing once, whatever happens at once. */
  thing: string;
  title: string;
  path: string;
  /** Who did it, who is not told; null where nobody in particular did. */
  actorId: string | null;
  commentId?: string;
  labelId?: string;
  findingId?: string;
  bountyId?: string;
}

/** Tells people of something, in the transaction that did it: each once, and never who did it. */
export async function notify(tx: Transaction, people: Iterable<string>, told: Told): Promise<void> {
  const { kind, thing, path, actorId, commentId = null, labelId = null } = told;
  const { findingId = null, bountyId = null } = told;
  const title = told.title.slice(0, 240);
  const to = new Set(people);
  if (told.actorId) to.delete(told.actorId);
  if (to.size === 0) return;
  // In one order, so that two who tell the same people do not wait for each other.
  await tx.$executeRaw`
    insert into "Notification"
      (id, "memberId", kind, thing, title, path, "actorId", "commentId", "labelId", "findingId", "bountyId")
    select id_of_now(), told.id,
      ${kind}, ${thing}, ${title}, ${path}, ${actorId}::uuid, ${commentId}::uuid, ${labelId}::uuid, ${findingId}::uuid,
      ${bountyId}::uuid
    from unnest(${[...to].toSorted()}::uuid[]) with ordinality as told (id, place)
    order by told.place
    on conflict ("memberId", thing) do nothing`;
}

/** Who watches something. */
export async function watchersOf(tx: Transaction, { kind, id }: Watched): Promise<string[]> {
  const rows = await tx.watch.findMany({
    where: { subjectKind: kind, subjectId: id, isOn: true },
    select: { memberId: true },
  });
  return rows.map(({ memberId }) => memberId);
}

/** Of some people those who have not said that they do not want to be told of something. */
export async function unlessOff(tx: Transaction, people: string[], { kind, id }: Watched): Promise<string[]> {
  if (people.length === 0) return [];
  const off = await tx.watch.findMany({
    where: { subjectKind: kind, subjectId: id, isOn: false, memberId: { in: people } },
    select: { memberId: true },
  });
  return people.filter((each) => off.every(({ memberId }) => memberId !== each));
}
