import { gunzipSync } from "node:zlib";
import type pg from "pg";
import { canonicalHash } from "./canonical-hash";

interface Version {
  entryId: string;
  number: number;
  latest: number;
  committedAt: Date;
  opensAt: Date;
  closesAt: Date;
  contentHash: string;
  termsHash: string;
  bountyTerms: string;
  factsHash: string;
  file: Buffer;
  facts: Buffer;
  report: Record<string, unknown>;
  isEligible: boolean | null;
  settledAt: Date | null;
  hasFinding: boolean;
}

/** Of everything that was entered: in time, one version after the other, and what its hashes say. */
export async function entryFaults(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<Version>(
    `select v.*, e.latest, b."opensAt", b."closesAt", trim(b."termsHash") as "bountyTerms", e."findingId" is not null as "hasFinding"
     from "EntryVersion" v join "BountyEntry" e on e.id = v."entryId" join "Bounty" b on b.id = e."bountyId"
     order by v."entryId", v.number`,
  );
  const faults: string[] = [];
  const counted = new Map<string, number>();
  for (const version of rows) {
    const which = `version ${version.number} of entry ${version.entryId}`;
    faults.push(...versionFaults(version).map((fault) => `${which} ${fault}`));
    const before = counted.get(version.entryId) ?? 0;
    if (version.number !== before + 1) faults.push(`${which} comes after version ${before}`);
    counted.set(version.entryId, version.number);
  }
  const entries = await client.query<{ id: string; latest: number; same: number }>(
    `select e.id, e.latest, count(o.id)::int as same from "BountyEntry" e
     left join "BountyEntry" o on o."bountyId" = e."bountyId" and o."findingId" = e."findingId" and o.id <> e.id group by e.id`,
  );
  for (const { id, latest, same } of entries.rows) {
    if (latest !== (counted.get(id) ?? 0))
      faults.push(`entry ${id} has ${counted.get(id) ?? 0} versions and says ${latest}`);
    if (same > 0) faults.push(`entry ${id} is entered twice`);
  }
  return faults;
}

function versionFaults(version: Version): string[] {
  const faults: string[] = [];
  const { committedAt, opensAt, closesAt } = version;
  if (committedAt >= closesAt)
    faults.push(`was committed to at ${committedAt.toISOString()}, after the deadline`);
  if (committedAt < opensAt)
    faults.push(`was committed to at ${committedAt.toISOString()}, before the opening`);
  if (version.termsHash !== version.bountyTerms)
    faults.push("was made under other terms than its bounty has");
  const file = JSON.parse(gunzipSync(version.file).toString("utf8"));
  const facts = JSON.parse(gunzipSync(version.facts).toString("utf8"));
  if (canonicalHash(file.content) !== version.contentHash)
    faults.push("holds other content than it committed to");
  if (canonicalHash(file.circuit) !== file.content.circuit)
    faults.push("holds another circuit than it committed to");
  if (canonicalHash(facts) !== version.factsHash) faults.push("holds other facts than its hash says");
  if (facts.content !== version.contentHash) faults.push("holds facts of other content");
  if (version.settledAt && facts.committedAt !== committedAt.toISOString())
    faults.push("says another moment in its facts");
  const { report } = version;
  if (report.contentHash !== version.contentHash || report.factsHash !== version.factsHash)
    faults.push("has a report of something else");
  if (version.isEligible !== report.eligible) faults.push("is eligible otherwise than its report says");
  return faults;
}
