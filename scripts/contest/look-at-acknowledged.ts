import type { Done, Doubled } from "./entering";
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

/** Younger than this, a version is not made again by the same content (docs/bounties.md). */
const youngSeconds = 60;

/**
 * Whether what a double click made two versions of was to become two: one entry's, in a row, of which the first was told what to change and
 * was no longer young as the second was committed. Its answer was lost in a kill, say, and the second was sent again later.
 */
export async function lookAtDoubled(tables: Tables, doubled: readonly Doubled[]): Promise<string[]> {
  const faults: string[] = [];
  for (const entered of doubled) {
    const [{ id = "" } = {}] = entered;
    const numbers = entered.map(({ number }) => number).sort((a, b) => a - b);
    const rows = await tables.rows<{ number: number; asked: boolean; seconds: number }>(
      `select v.number, coalesce(not v."isEligible" and v."settledAt" < n."committedAt", false) as asked,
         extract(epoch from n."committedAt" - v."committedAt")::float8 as seconds
       from "EntryVersion" v join "EntryVersion" n on n."entryId" = v."entryId" and n.number = v.number + 1
       where v."entryId" = $1::uuid and v.number = $2 and n.number = $3`,
      [id, numbers[0], numbers.at(-1)],
    );
    const [row] = rows;
    const isOne = entered.every((each) => each.id === id);
    if (!isOne || !row?.asked || row.seconds < youngSeconds)
      faults.push(`a double click made two versions: ${JSON.stringify({ entered, row })}`);
  }
  return faults;
}
