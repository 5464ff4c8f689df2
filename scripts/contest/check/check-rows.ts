import type pg from "pg";
import { entryFaults } from "./entry-faults";
import { judgeFaults } from "./judge-faults";
import { ledgerFaults } from "./ledger-faults";
import { rankingFaults } from "./ranking-faults";

export interface RowCheck {
  /** A sentence for each thing that is not as it must be. */
  faults: string[];
  counts: Record<string, number>;
}

/**
 * What must hold of every bounty, its entries, scores, results and money, read from the raw tables of a database by SQL: nothing of the site
 * is imported by it or by what it imports, so that a fault of the site's own code is none of the checker's.
 */
export async function checkRows(client: pg.Client): Promise<RowCheck> {
  const faults: string[] = [];
  for (const find of [entryFaults, judgeFaults, rankingFaults, ledgerFaults])
    faults.push(...(await find(client)));
  const { rows } = await client.query<Record<string, number>>(
    `select (select count(*)::int from "BountyEntry") as "entriesStored", (select count(*)::int from "EntryVersion") as versions,
       (select count(*)::int from "EntryVersion" where "isEligible") as eligible,
       (select count(*)::int from "EntryAssignment" where "scoredAt" is not null) as scores,
       (select count(*)::int from "EntryAssignment" where "conflictAt" is not null) as conflicts,
       (select count(*)::int from "BountyResult") as results, (select count(*)::int from "LedgerLine") as "ledgerLines"`,
  );
  return { faults, counts: rows[0] ?? {} };
}
