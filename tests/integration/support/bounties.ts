import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type BountyContent, bountyContent } from "@/lib/bounties/bounty-schemas";
import { createBounty } from "@/lib/bounties/create-bounty";
import { openBounty } from "@/lib/bounties/open-bounty";
import { db } from "@/lib/db/client";
import type { Person } from "./people";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const day = 86_400_000;

/** What a form sends: open from now on and for a day. */
export function anyBounty() {
  return {
    ...{ title: "A circuit of a name", brief: "Which **features** move a name?", prize: "", reward: null },
    ...{ opensAt: new Date().toISOString(), closesAt: new Date(Date.now() + day).toISOString() },
    ...{ judges: [] as string[], rules: [{ kind: "verified", version: 1 }] },
  };
}

/** The same as it is read. */
export function bountyOf(content: object = {}): BountyContent {
  return bountyContent.parse({ ...anyBounty(), ...content });
}

/** A draft of somebody's, who judges it too. */
export async function draftBounty(sponsor: Person, content: object = {}): Promise<string> {
  const said = bountyOf({ judges: [sponsor.handle], ...content });
  return (await createBounty({ ...said, sponsorId: sponsor.id })).slug;
}

/** The same, open. */
export async function openAnyBounty(
  sponsor: Person,
  content: object = {},
): Promise<{ id: string; slug: string }> {
  const slug = await draftBounty(sponsor, content);
  await openBounty({ slug, sponsorId: sponsor.id, revision: 1 });
  return db().bounty.findUniqueOrThrow({ where: { slug }, select: { id: true, slug: true } });
}

/** An entry's rows, of a finding that is none any more. */
export async function enterBounty(bountyId: string, { entrantId }: { entrantId: string }): Promise<string> {
  const file = gzipSync("{}");
  const { termsHash } = await db().bounty.findUniqueOrThrow({ where: { id: bountyId } });
  const { id } = await db().bountyEntry.create({
    data: { bountyId, entrantId, members: { create: { memberId: entrantId, confirmedAt: new Date() } } },
  });
  await db().entryVersion.create({
    data: {
      ...{ entryId: id, number: 1, revision: 1, contentHash: hash("content"), termsHash },
      ...{ file, facts: file, factsHash: hash("facts"), report: {} },
    },
  });
  return id;
}

/** All that judging and an award write, by one person and past the triggers that keep it apart; the id of their entry. */
export async function judgeByRows({ id: bountyId }: { id: string }, personId: string): Promise<string> {
  const entryId = await enterBounty(bountyId, { entrantId: personId });
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.entryAssignment.create({ data: { entryId, judgeId: personId } });
    await tx.judgeRemark.create({ data: { bountyId, authorId: personId, body: "Says something." } });
    await tx.entryRuling.create({
      data: { entryId, actorId: personId, isAside: true, reason: "It is a copy." },
    });
    const answered = { answererId: personId, answeredAt: new Date(), answer: "No." };
    await tx.entryAppeal.create({ data: { entryId, authorId: personId, body: "Why?", ...answered } });
    await tx.entryReply.create({ data: { entryId, authorId: personId, accepts: true } });
    const result = { number: 1, kind: "provisional", document: {}, hash: hash("result") };
    await tx.bountyResult.create({ data: { bountyId, actorId: personId, ...result } });
    const line = { kind: "awarded", place: 1, amount: 5n, currency: "USD" };
    await tx.ledgerLine.create({ data: { bountyId, entryId, personId, actorId: personId, ...line } });
  });
  return entryId;
}
