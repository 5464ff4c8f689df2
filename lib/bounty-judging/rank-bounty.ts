import { logEvent } from "@/lib/bounties/log-event";
import { db, type Transaction } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { AppError } from "@/lib/errors";
import { assignEntries } from "./assign-entries";
import { gatherResult } from "./gather-result";
import { type Held, holdLed, type Member, refuseUnlessJudged } from "./hold";
import { readProgress } from "./judged-entries";
import { reserveFor } from "./rewards";
import { readLatestResult, refuseStale, storeResult } from "./store-result";

interface Ranking {
  slug: string;
  /** The newest result that was looked at, 0 where there is none. */
  number: number;
  viewer: Member;
}

/**
 * Ranks the entries of a bounty that one leads, provisionally: from then on scores stand, who entered is told, and everybody has so many
 * days to appeal. Until the award it may be ranked again, for what was ruled since, and the days for appeals begin anew. Throws
 * "not-found", "forbidden" of what is locked, and "conflict" with what is waited for.
 */
export async function rankBounty({ slug, number, viewer }: Ranking): Promise<{ number: number }> {
  return db().$transaction(async (tx) => {
    const held = await holdLed(tx, slug, viewer);
    const latest = await readLatestResult(tx, held.id);
    if (held.standing !== "provisional") refuseUnlessJudged(held);
    refuseStale(latest, number);
    if (held.standing === "judging") await refuseUnlessScored(tx, held);
    const ranking = await gatherResult(tx, held.id);
    const stored = await storeResult(tx, {
      ...{ bountyId: held.id, actorId: viewer.id, number: number + 1 },
      document: { ...ranking, kind: "provisional", winners: [], words: "", corrects: null },
    });
    await tx.$executeRaw`
      update "Bounty" set "provisionalAt" = clock_timestamp(), revision = revision + 1 where id = ${held.id}::uuid`;
    await reserveFor(tx, { bountyId: held.id, actorId: viewer.id, ranked: ranking.ranked.length });
    const data = { result: String(stored.number), hash: stored.hash };
    await logEvent(tx, { bountyId: held.id, actorId: viewer.id, kind: "ranked", data });
    return { number: stored.number };
  }, storeLimits);
}

async function refuseUnlessScored(tx: Transaction, { id }: Held): Promise<void> {
  await assignEntries(tx, id);
  const { unsettled, unscored, waiting } = await readProgress(tx, id);
  if (unsettled > 0)
    throw new AppError(
      "conflict",
      `Of ${count(unsettled, "entry", "entries")} it is still computed what the rules say. That goes on by itself.`,
    );
  if (waiting > 0)
    throw new AppError(
      "conflict",
      `${count(waiting, "score is", "scores are")} still waited for. Whoever does not judge after all can be excused.`,
    );
  if (unscored > 0)
    throw new AppError(
      "conflict",
      `Nobody who may has scored ${count(unscored, "entry", "entries")}. Name another judge, or set them aside with a reason.`,
    );
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
