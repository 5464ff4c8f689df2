import { termsOf } from "@/lib/bounties/terms-of";
import { type EntryFacts, factsHash, factsSchema } from "@/lib/bounty-format/facts";
import { db } from "@/lib/db/client";
import { packDocument, unpackDocument } from "@/lib/documents/packed-document";
import { createLogger } from "@/lib/log";
import { onThread } from "@/lib/threads/on-thread";
import { isSettled } from "./facts/earlier";
import { needsOf } from "./facts/needs-of";
import { gatherFacts } from "./gather-facts";
import { judging, reading } from "./on-thread";

export interface VersionAddress {
  entryId: string;
  number: number;
}

/**
 * Fills in what was not known of a version, and what comes of it by the bounty's rules. Nothing is gathered twice, whoever else does
 * the same at once: the first that stores it has it stored, the others leave it be. What was interrupted is done by the next who asks.
 */
export async function settleEntry({ entryId, number }: VersionAddress): Promise<void> {
  const version = await db().entryVersion.findUnique({
    where: { entryId_number: { entryId, number } },
    select: {
      ...{ committedAt: true, file: true, facts: true, factsHash: true, settledAt: true },
      entry: {
        select: {
          ...{ entrantId: true, findingId: true, members: { select: { memberId: true } }, bounty: true },
          versions: { where: { number: 1 }, select: { committedAt: true } },
        },
      },
    },
  });
  if (!version || version.settledAt) return;
  const { bounty, entrantId, findingId, members, versions } = version.entry;
  const terms = termsOf(bounty);
  const file = new Uint8Array(version.file);
  const frozen = { ...(await onThread(reading, entrantId, () => file)), file };
  const facts = await gatherFacts(
    {
      ...{ bountyId: bounty.id, entryId, findingId, memberIds: members.map(({ memberId }) => memberId) },
      ...{ opensAt: bounty.opensAt, committedAt: version.committedAt, needs: needsOf(terms) },
      since: versions[0]?.committedAt ?? version.committedAt,
    },
    readFacts(version.facts),
    frozen,
  );
  const report = await onThread(judging, entrantId, () => ({ file, facts, terms }));
  await db().$executeRaw`
    update "EntryVersion" set facts = ${packDocument(facts)}, "factsHash" = ${factsHash(facts)}, report = ${JSON.stringify(report)}::jsonb,
      "isEligible" = ${report.eligible}, "settledAt" = case when ${isSettled(facts)} then clock_timestamp() end
    where "entryId" = ${entryId}::uuid and number = ${number} and "settledAt" is null and "factsHash" = ${version.factsHash}`;
}

export function readFacts(packed: Uint8Array): EntryFacts {
  return factsSchema.parse(unpackDocument(packed));
}

/** In one go of one worker; the next goes on where this one stopped. */
const most = 100;

/** The same of all that wait, the oldest first; one that cannot be settled keeps none of the others from it. */
export async function settleWaiting(): Promise<void> {
  const waiting = await db().entryVersion.findMany({
    where: { settledAt: null },
    ...{ orderBy: { committedAt: "asc" }, take: most, select: { entryId: true, number: true } },
  });
  for (const version of waiting)
    try {
      await settleEntry(version);
    } catch (error) {
      createLogger("bounties").warn({ err: error, ...version }, "an entry could not be settled");
    }
}
