import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { Watched } from "./watched";

/** Things that one person may watch at once. */
const maxWatches = 5_000;

/**
 * Has somebody told of what becomes of something, or not any more; again it changes nothing. Throws "not-found" of what is not public,
 * "forbidden" of oneself, and "conflict" for one more than one may watch.
 */
export async function setWatch(memberId: string, of: Watched, isOn: boolean): Promise<void> {
  if (isOn) await checkWatchable(memberId, of);
  const key = { memberId, subjectKind: of.kind, subjectId: of.id };
  if (!isOn) {
    // What was never watched leaves no row: anybody could fill the table with those.
    await db().watch.updateMany({ where: key, data: { isOn } });
    return;
  }
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "User" where id = ${memberId}::uuid for no key update`;
    const others = await tx.watch.count({ where: { memberId, isOn: true, NOT: key } });
    if (others >= maxWatches)
      throw new AppError("conflict", "You watch as much as one may. Stop watching something first.");
    await tx.watch.upsert({
      where: { memberId_subjectKind_subjectId: key },
      create: { ...key, isOn },
      update: { isOn },
    });
  });
}

async function checkWatchable(memberId: string, { kind, id }: Watched): Promise<void> {
  if (kind === "finding" && (await db().finding.count({ where: { id, publishedAt: { not: null } } })) === 0)
    throw notFound("finding");
  if (kind === "bounty" && (await db().bounty.count({ where: { id, isShown: true } })) === 0)
    throw notFound("bounty");
  if (kind === "person" && id === memberId)
    throw new AppError("forbidden", "Of what you do yourself nobody needs to tell you.");
}

/** Has somebody told of what they have said something about, unless they do not want that, of this or at all. */
export async function watchDiscussed(tx: Transaction, memberId: string, of: Watched): Promise<void> {
  await tx.$executeRaw`
    insert into "Watch" ("memberId", "subjectKind", "subjectId")
    select id, ${of.kind}, ${of.id} from "User" u where id = ${memberId}::uuid and "watchesWhatTheyDiscuss"
      and (select count(*) from "Watch" w where w."memberId" = u.id and w."isOn") < ${maxWatches}
    on conflict do nothing`;
}

/** Whether somebody watches something. */
export async function isWatched(memberId: string, { kind, id }: Watched): Promise<boolean> {
  return (await db().watch.count({ where: { memberId, subjectKind: kind, subjectId: id, isOn: true } })) > 0;
}

/** Says whether what somebody says something about is watched from then on. */
export async function setAutomaticWatch(memberId: string, isOn: boolean): Promise<void> {
  await db().user.update({ where: { id: memberId }, data: { watchesWhatTheyDiscuss: isOn } });
}
