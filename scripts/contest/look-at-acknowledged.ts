import type { Done } from "./entering";
import type { Tables } from "./tables";

/** Of everything that people were told: whether it is there. What they were told nothing of may be there or not. */
export async function lookAtAcknowledged(tables: Tables, done: readonly Done[]): Promise<string[]> {
  const rows = await tables.rows<{ id: string; latest: number; withdrawn: boolean; confirmed: boolean }>(
    `select id, latest, "withdrawnAt" is not null as withdrawn, "confirmedAt" is not null as confirmed from "BountyEntry"`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const faults: string[] = [];
  for (const { entryId, number, isWithdrawn, isConfirmed, tooLate, work } of done) {
    if (entryId === null) continue;
    const row = byId.get(entryId);
    const said = `entry ${entryId} (${work.turn}), acknowledged as version ${number}`;
    if (!row || row.latest < number) faults.push(`${said}, is ${row ? `at version ${row.latest}` : "lost"}`);
    else if (isWithdrawn && !row.withdrawn && !tooLate) faults.push(`${said}, was withdrawn and is not`);
    else if (isConfirmed && !row.confirmed) faults.push(`${said}, was confirmed and is not`);
  }
  return faults;
}
