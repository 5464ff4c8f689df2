import { logEvent } from "@/lib/bounties/log-event";
import { inWords } from "@/lib/bounty-entries/refuse-entry";
import { db, type Transaction } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { AppError } from "@/lib/errors";
import { type Held, holdLed, type Member } from "./hold";
import { nextTurn } from "./offers";
import { readOffers, readSeats } from "./read-offers";
import type { ResultDocument } from "./result";
import { awardRewards } from "./rewards";
import { shareOut } from "./share-out";
import { readLatestResult, refuseStale, type StoredResult, storeResult } from "./store-result";

interface Award {
  slug: string;
  /** The newest result that was looked at. */
  number: number;
  words: string;
  viewer: Member;
}

/**
 * Awards a bounty that one leads, for good and once: its ranking, who takes what, and the ledger, in one transaction. Throws "not-found",
 * "forbidden" of what is locked, and "conflict" before the days for appeals are over, and with what is waited for.
 */
export async function awardBounty({ slug, number, words, viewer }: Award): Promise<{ number: number }> {
  return db().$transaction(async (tx) => {
    const held = await holdLed(tx, slug, viewer);
    if (held.standing !== "provisional")
      throw new AppError(
        "conflict",
        held.standing === "awarded" ? "This bounty was awarded." : "A bounty is awarded once it is ranked.",
      );
    const latest = await readLatestResult(tx, held.id);
    refuseStale(latest, number);
    if (!latest) throw new Error("A bounty that is ranked has no ranking.");
    await refuseWaiting(tx, held, latest);
    const winners = await readWinners(tx, held, latest.document);
    const document: ResultDocument = { ...latest.document, kind: "award", winners, words };
    const bountyId = held.id;
    const stored = await storeResult(tx, { bountyId, actorId: viewer.id, number: number + 1, document });
    await tx.$executeRaw`
      update "Bounty" set "awardedAt" = clock_timestamp(), revision = revision + 1 where id = ${bountyId}::uuid`;
    await awardRewards(tx, { bountyId, actorId: viewer.id, winners });
    const data = { result: String(stored.number), hash: stored.hash };
    await logEvent(tx, { bountyId, actorId: viewer.id, kind: "awarded", data });
    return { number: stored.number };
  }, storeLimits);
}

async function refuseWaiting(tx: Transaction, held: Held, { at }: StoredResult): Promise<void> {
  if (!held.appealsUntil || held.appealsUntil > held.now)
    throw new AppError(
      "conflict",
      `The ranking can be appealed against until ${held.appealsUntil ? inWords(held.appealsUntil) : "it is over"}.`,
    );
  const ofIt = { entry: { bountyId: held.id } };
  const open = await tx.entryAppeal.count({ where: { ...ofIt, answeredAt: null } });
  if (open > 0)
    throw new AppError("conflict", `${open} ${open === 1 ? "appeal is" : "appeals are"} not answered yet.`);
  if ((await tx.entryRuling.count({ where: { ...ofIt, at: { gt: at } } })) > 0)
    throw new AppError("conflict", "What ranks was ruled anew since the ranking. Rank it again first.");
}

async function readWinners(
  tx: Transaction,
  held: Held,
  { ranked }: ResultDocument,
): Promise<ResultDocument["winners"]> {
  const offers = await readOffers(tx, held, { ranked });
  const turns = nextTurn(offers);
  if (turns)
    throw new AppError(
      "conflict",
      `Not all who are offered something have answered. If they do not, the next in line is asked on ${inWords(turns)}.`,
    );
  const { rewards } = await tx.bounty.findUniqueOrThrow({
    where: { id: held.id },
    select: { rewards: true },
  });
  const taken =
    (await readSeats(tx, held.id)).length === 0
      ? ranked.slice(0, 1).map(({ entry }) => ({ entryId: entry, place: 1 }))
      : offers;
  const placeOf = new Map(taken.map(({ entryId, place }) => [entryId, place]));
  const winners = ranked.flatMap(({ entry, entrants }) => {
    const place = placeOf.get(entry) ?? null;
    return place === null ? [] : [{ entry, place, entrants }];
  });
  const amounts = shareOut(
    winners.map(({ place }) => place),
    rewards,
  );
  return winners.map((winner, at) => ({ ...winner, amount: amounts[at] ?? null }));
}
