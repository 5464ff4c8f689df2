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
}

/** Tells people of something, in the transaction that did it: each once, and never who did it. */
export async function notify(tx: Transaction, people: Iterable<string>, told: Told): Promise<void> {
  const { title, ...rest } = told;
  const to = new Set(people);
  if (told.actorId) to.delete(told.actorId);
  if (to.size === 0) return;
  await tx.notification.createMany({
    // In one order, so that two who tell the same people do not wait for each other.
    data: [...to].toSorted().map((memberId) => ({ memberId, title: title.slice(0, 240), ...rest })),
    skipDuplicates: true,
  });
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
