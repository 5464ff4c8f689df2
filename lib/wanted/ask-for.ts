import type { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { type FeatureAddress, featurePath, readSetSegment } from "@/lib/features/feature-address";
import { holdKeeper } from "@/lib/limits/keeping";
import type { newWantedSchema } from "./wanted-schemas";
import { maxADay } from "./wanted-words";

type NewWanted = z.output<typeof newWantedSchema> & { askerId: string };

/**
 * Puts something on the wanted list, with its asker's own vote. Throws "unprocessable" for a feature that is not there, and
 * "too-many-requests" for one too many a day, what was taken back counted.
 */
export async function askFor({ askerId, text, feature, pattern }: NewWanted): Promise<{ id: string }> {
  const of = feature === "" ? { feature } : await featureOf(feature);
  return db().$transaction(async (tx) => {
    await holdKeeper(tx, askerId);
    const [asked] = await tx.$queryRaw<{ count: number; seconds: number | null }[]>`
      select count(*)::int as count,
        ceil(extract(epoch from min("createdAt") + interval '24 hours' - clock_timestamp()))::int as seconds
      from "WantedItem" where "askerId" = ${askerId}::uuid and "createdAt" > clock_timestamp() - interval '24 hours'`;
    if ((asked?.count ?? 0) >= maxADay)
      throw new AppError(
        "too-many-requests",
        `You have asked for ${maxADay} things within 24 hours, which is the most.`,
        { retryAfterSeconds: Math.max(1, asked?.seconds ?? 1) },
      );
    return tx.wantedItem.create({
      data: { askerId, text, pattern, ...of, ballots: { create: { voterId: askerId } } },
      select: { id: true },
    });
  });
}

/** A feature by the address of its page, with that as it is written everywhere. */
async function featureOf(typed: string) {
  const address = readPath(typed);
  const dictionary =
    address &&
    (await db().dictionary.findFirst({
      where: {
        ...{ layer: address.layer, dSae: { gt: address.index } },
        set: { kind: address.kind, name: address.set, model: { name: address.model } },
      },
      select: { id: true },
    }));
  if (dictionary) return { feature: featurePath(address), dictionaryId: dictionary.id, index: address.index };
  const sentence = "This is no feature here. Copy the address of its page, or leave it out.";
  throw new AppError("unprocessable", sentence, { fields: { feature: sentence } });
}

function readPath(typed: string): FeatureAddress | null {
  const path = URL.canParse(typed) ? new URL(typed).pathname : typed;
  const [, model, segment, layer, index] =
    /^\/features\/([^/?#]+)\/([^/?#]+)\/(\d{1,4})\/(\d{1,9})$/.exec(path) ?? [];
  if (!model || !segment || !layer || !index) return null;
  try {
    const set = readSetSegment(decodeURIComponent(segment));
    return set
      ? { model: decodeURIComponent(model), ...set, layer: Number(layer), index: Number(index) }
      : null;
  } catch {
    // No address at all: a per cent sign that says nothing.
    return null;
  }
}

/** Takes back what one asked for, for good. Throws "not-found". */
export async function takeBackWanted({ id, askerId }: { id: string; askerId: string }): Promise<void> {
  const { count } = await db().wantedItem.updateMany({
    where: { id, askerId, withdrawnAt: null },
    data: { withdrawnAt: new Date() },
  });
  if (count === 0) throw notFound("wish of yours");
}

/** Votes for something that is wanted, or not any more; again it changes nothing. Throws "not-found". */
export async function voteForWanted(id: string, voterId: string, isFor: boolean): Promise<void> {
  if (!isFor) {
    await db().wantedVote.deleteMany({ where: { wantedId: id, voterId } });
    return;
  }
  if ((await db().wantedItem.count({ where: { id, isShown: true } })) === 0) throw notFound("wish");
  await db().wantedVote.createMany({ data: { wantedId: id, voterId }, skipDuplicates: true });
}

/**
 * Says that a bounty of one's own answers what is wanted, a draft too, which shows once it is open. Throws "not-found", and "conflict" where
 * another does that is public and was not cancelled.
 */
export async function answerWanted(said: { id: string; slug: string; sponsorId: string }): Promise<void> {
  const { id, slug, sponsorId } = said;
  const bounty = await db().bounty.findFirst({ where: { slug, sponsorId }, select: { id: true } });
  if (!bounty) throw notFound("bounty of yours");
  if ((await db().wantedItem.count({ where: { id, isShown: true } })) === 0) throw notFound("wish");
  const linked = await db().$executeRaw`
    update "WantedItem" w set "bountyId" = ${bounty.id}::uuid
    where w.id = ${id}::uuid and w."isShown" and not exists (
      select from "Bounty" b where b.id = w."bountyId" and b.id <> ${bounty.id}::uuid and b."isShown" and b."cancelledAt" is null)`;
  if (linked === 0) throw new AppError("conflict", "Another bounty answers this already.");
}
