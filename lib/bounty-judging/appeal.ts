import { logEvent } from "@/lib/bounties/log-event";
import { inWords } from "@/lib/bounty-entries/refuse-entry";
import { isUnsealed } from "@/lib/bounty-entries/visible-entries";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdLed, holdShown, type Member } from "./hold";
import { entriesOfBounty } from "./judged-entries";

interface About {
  slug: string;
  entryId: string;
  viewer: Member;
}

/**
 * Says publicly what is wrong with a ranking, as one of those who entered, once an entry and in the days for it. Throws "not-found", and
 * "conflict" before the ranking, after those days, and for a second one.
 */
export async function appeal({ slug, entryId, viewer, body }: About & { body: string }): Promise<void> {
  await db().$transaction(async (tx) => {
    const held = await holdShown(tx, slug);
    const [own] = await tx.$queryRaw<{ counts: boolean }[]>`
      select ${isUnsealed} as counts from ${entriesOfBounty} where b.id = ${held.id}::uuid and e.id = ${entryId}::uuid
        and exists (select from "EntryMember" m where m."entryId" = e.id and m."memberId" = ${viewer.id}::uuid and m."confirmedAt" is not null)`;
    if (!own) throw notFound("entry of yours");
    if (held.standing !== "provisional" || !held.appealsUntil)
      throw new AppError("conflict", "A ranking is appealed against between it and the award.");
    if (!own.counts)
      throw new AppError("conflict", "This entry does not count: it was withdrawn, or set aside.");
    if (held.appealsUntil <= held.now)
      throw new AppError("conflict", `The time for appeals ended on ${inWords(held.appealsUntil)}.`);
    const { count } = await tx.entryAppeal.createMany({
      data: { entryId, authorId: viewer.id, body },
      skipDuplicates: true,
    });
    if (count === 0)
      throw new AppError("conflict", "Of this entry somebody appealed before: that is done once.");
  });
}

/**
 * Answers an appeal publicly, for good, as who leads the bounty. What comes of it is a ruling and another ranking, or nothing. Throws
 * "not-found", "forbidden" of what is locked, and "conflict" for what was answered and after the award.
 */
export async function answerAppeal({
  slug,
  entryId,
  viewer,
  answer,
}: About & { answer: string }): Promise<void> {
  await db().$transaction(async (tx) => {
    const held = await holdLed(tx, slug, viewer);
    const about = await tx.entryAppeal.findFirst({ where: { entryId, entry: { bountyId: held.id } } });
    if (!about) throw notFound("appeal");
    if (about.answeredAt) throw new AppError("conflict", "This appeal was answered, and the answer stands.");
    if (held.standing !== "provisional") throw new AppError("conflict", "This bounty was awarded.");
    await tx.$executeRaw`
      update "EntryAppeal" set answer = ${answer}, "answeredAt" = clock_timestamp(), "answererId" = ${viewer.id}::uuid
      where "entryId" = ${entryId}::uuid`;
    const data = { entry: entryId };
    await logEvent(tx, { bountyId: held.id, actorId: viewer.id, kind: "answered", data });
  });
}
