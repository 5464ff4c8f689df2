import { inWords } from "@/lib/bounty-entries/refuse-entry";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdShown, type Member } from "./hold";
import { readOffers } from "./read-offers";
import { readLatestResult } from "./store-result";

interface OwnReply {
  slug: string;
  entryId: string;
  accepts: boolean;
  viewer: Member;
}

/**
 * Takes what an entry of one's own is offered, or leaves it to the next in line: said once, in time. The same a second time changes
 * nothing. Throws "not-found", and "conflict" where nothing is offered, too late, and for another answer than one gave.
 */
export async function replyToOffer({ slug, entryId, accepts, viewer }: OwnReply): Promise<void> {
  await db().$transaction(async (tx) => {
    const held = await holdShown(tx, slug);
    const where = { id: entryId, bountyId: held.id, entrantId: viewer.id };
    const own = await tx.bountyEntry.findFirst({ where, select: { reply: { select: { accepts: true } } } });
    if (!own) throw notFound("entry of yours");
    if (own.reply) {
      if (own.reply.accepts === accepts) return;
      throw new AppError("conflict", "You have answered before, and that stands.");
    }
    const latest = await readLatestResult(tx, held.id);
    const offers =
      held.standing === "provisional" && latest ? await readOffers(tx, held, latest.document) : [];
    const offer = offers.find((each) => each.entryId === entryId);
    if (!offer) throw new AppError("conflict", "Nothing is offered to this entry, or not yet.");
    if (offer.standing !== "waiting")
      throw new AppError(
        "conflict",
        `This was to be answered before ${inWords(offer.until)}. It went to the next in line.`,
      );
    await tx.entryReply.create({
      data: { entryId, authorId: viewer.id, accepts },
      select: { entryId: true },
    });
  });
}
