import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { type ResultDocument, resultSchema } from "./result";

export interface StoredResult {
  number: number;
  at: Date;
  document: ResultDocument;
}

/** The newest result of a bounty. */
export async function readLatestResult(tx: Transaction, bountyId: string): Promise<StoredResult | null> {
  const row = await tx.bountyResult.findFirst({ where: { bountyId }, orderBy: { number: "desc" } });
  return row && { number: row.number, at: row.at, document: resultSchema.parse(row.document) };
}

/** Refuses who has looked at another than the newest. Throws "conflict". */
export function refuseStale(latest: StoredResult | null, number: number): void {
  if ((latest?.number ?? 0) !== number)
    throw new AppError("conflict", "Another result was made meanwhile. Load the page again.");
}

interface NewResult {
  bountyId: string;
  actorId: string;
  number: number;
  document: ResultDocument;
}

/** Writes a result for good. */
export async function storeResult(
  tx: Transaction,
  { bountyId, actorId, number, document }: NewResult,
): Promise<{ number: number; hash: string }> {
  const hash = canonicalHash(document);
  await tx.bountyResult.create({
    data: {
      ...{ bountyId, actorId, number, hash, kind: document.kind },
      document: JSON.parse(JSON.stringify(document)),
    },
    select: { number: true },
  });
  return { number, hash };
}
