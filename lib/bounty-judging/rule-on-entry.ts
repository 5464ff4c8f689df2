import { logEvent } from "@/lib/bounties/log-event";
import { isUnsealed } from "@/lib/bounty-entries/visible-entries";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdLed, type Member } from "./hold";
import { entriesOfBounty, isSetAside, scoreCounts } from "./judged-entries";

interface Ruling {
  slug: string;
  entryId: string;
  isAside: boolean;
  reason: string;
  viewer: Member;
}

/**
 * Has an entry of a bounty that one leads not rank, or rank again, with a reason that everybody reads; of a bounty that is ranked it
 * counts in its next ranking. The same a second time changes nothing. Throws "not-found", "forbidden" of what is locked, and "conflict"
 * before the close, after the award, and for what was never scored once it is ranked.
 */
export async function ruleOnEntry({ slug, entryId, isAside, reason, viewer }: Ruling): Promise<void> {
  await db().$transaction(async (tx) => {
    const held = await holdLed(tx, slug, viewer);
    if (held.standing !== "judging" && held.standing !== "provisional")
      throw new AppError("conflict", "What ranks is ruled between the close of a bounty and its award.");
    const [entry] = await tx.$queryRaw<{ isAside: boolean; isScored: boolean }[]>`
      select ${isSetAside} as "isAside", exists (select from "EntryAssignment" a where a."entryId" = e.id and ${scoreCounts}) as "isScored"
      from ${entriesOfBounty} where b.id = ${held.id}::uuid and e.id = ${entryId}::uuid and ${isUnsealed}`;
    if (!entry) throw notFound("entry of this bounty");
    if (entry.isAside === isAside) return;
    if (!isAside && held.standing === "provisional" && !entry.isScored)
      throw new AppError(
        "conflict",
        "Nobody scored this entry, and the bounty is ranked: it cannot rank any more.",
      );
    await tx.entryRuling.create({ data: { entryId, actorId: viewer.id, isAside, reason } });
    const data = { entry: entryId, reason };
    await logEvent(tx, {
      bountyId: held.id,
      actorId: viewer.id,
      kind: isAside ? "set-aside" : "restored",
      data,
    });
  });
}
