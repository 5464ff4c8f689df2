import { logEvent } from "@/lib/bounties/log-event";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { holdLed, type Member } from "./hold";
import { readLatestResult, refuseStale, storeResult } from "./store-result";

interface Correction {
  slug: string;
  number: number;
  words: string;
  viewer: Member;
}

/**
 * Says publicly what is wrong with an award that one made, which stays beside it: neither its ranking nor the ledger changes by it. Throws
 * "not-found", "forbidden" of what is locked, and "conflict" before the award and where another correction came first.
 */
export async function correctAward({ slug, number, words, viewer }: Correction): Promise<{ number: number }> {
  return db().$transaction(async (tx) => {
    const held = await holdLed(tx, slug, viewer);
    const latest = await readLatestResult(tx, held.id);
    if (held.standing !== "awarded" || !latest)
      throw new AppError("conflict", "What was awarded is corrected, and this is not awarded.");
    refuseStale(latest, number);
    const stored = await storeResult(tx, {
      ...{ bountyId: held.id, actorId: viewer.id, number: number + 1 },
      document: { ...latest.document, kind: "correction", words, corrects: number },
    });
    const data = { result: String(stored.number), hash: stored.hash };
    await logEvent(tx, { bountyId: held.id, actorId: viewer.id, kind: "corrected", data });
    return { number: stored.number };
  });
}
