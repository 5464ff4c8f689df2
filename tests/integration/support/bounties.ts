import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { db } from "@/lib/db/client";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const day = 86_400_000;

/** A bounty's row, open since yesterday and for another day, of which its sponsor is a judge, with the first line of its log. */
export async function openBounty({ sponsorId }: { sponsorId: string }): Promise<string> {
  const openedAt = new Date(Date.now() - day);
  const { id } = await db().bounty.create({
    data: {
      ...{ slug: `bounty-${crypto.randomUUID()}`, sponsorId, title: "A circuit", termsHash: hash("terms") },
      ...{ openedAt, opensAt: openedAt, closesAt: new Date(Date.now() + day) },
      judges: { create: { judgeId: sponsorId } },
      events: { create: { actorId: sponsorId, kind: "opened" } },
    },
  });
  return id;
}

/** An entry's rows, of a finding that is none any more. */
export async function enterBounty(bountyId: string, { entrantId }: { entrantId: string }): Promise<string> {
  const file = gzipSync("{}");
  const { id } = await db().bountyEntry.create({
    data: { bountyId, entrantId, members: { create: { memberId: entrantId, confirmedAt: new Date() } } },
  });
  await db().entryVersion.create({
    data: {
      ...{ entryId: id, number: 1, revision: 1, contentHash: hash("content"), termsHash: hash("terms") },
      ...{ file, facts: file, factsHash: hash("facts"), report: {} },
    },
  });
  return id;
}
