import { db } from "@/lib/db/client";
import { toldTo } from "@/lib/notifications/find-notifications";
import { digestRhythms } from "./digest-words";
import { nextDue, withAddress } from "./rhythm";

const membersAtOnce = 200;

/** Writes down a digest for each member whose time has come and who is told of something that they have not read. Any number at once. */
export async function makeDigests(now: Date): Promise<void> {
  const due = { suspendedAt: null, digestDueAt: { lte: now }, ...withAddress };
  const members = await db().user.findMany({ where: due, select: { id: true }, take: membersAtOnce });
  for (const { id } of members)
    await db().$transaction(async (tx) => {
      // Another process that does the same passes them by, or finds that it is done.
      await tx.$queryRaw`select 1 from "User" where id = ${id}::uuid for no key update skip locked`;
      const member = await tx.user.findFirst({
        where: { id, ...due },
        select: { digestEvery: true, digestedUntil: true },
      });
      const every = digestRhythms.find((each) => each === member?.digestEvery);
      if (!member || !every || every === "never") return;
      const last = await tx.notification.findFirst({
        where: {
          ...{ ...toldTo(id), readAt: null },
          ...(member.digestedUntil && { id: { gt: member.digestedUntil } }),
        },
        orderBy: { id: "desc" },
        select: { id: true },
      });
      // Of two at once one finds it due: the other's change waits for this one, and then changes nothing.
      const { count } = await tx.user.updateMany({
        where: { id, digestDueAt: { lte: now } },
        data: { digestDueAt: nextDue(every, now), ...(last && { digestedUntil: last.id }) },
      });
      if (count === 0 || !last) return;
      await tx.digest.create({
        data: { memberId: id, fromId: member.digestedUntil, untilId: last.id, nextTryAt: now },
      });
    });
}
