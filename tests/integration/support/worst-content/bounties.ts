import { gzipSync } from "node:zlib";
import { maxBriefLength, maxPlaces } from "@/lib/bounties/bounty-words";
import { enter } from "@/lib/bounty-entries/enter";
import { maxRules } from "@/lib/bounty-format/terms";
import { gatherResult } from "@/lib/bounty-judging/gather-result";
import { maxAppealLength, maxRemarkLength, maxScoreReasonLength } from "@/lib/bounty-judging/judging-words";
import { db } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { openAnyBounty } from "../bounties";
import { draftFinding, openRuled } from "../entries";
import { createPerson, type Person } from "../people";
import { savedWriteUps } from "./write-ups";

/** As many rules, criteria and words as may be said, and a deadline put later often. */
export async function createLongBounty(person: Person): Promise<string> {
  const brief = savedWriteUps.emphasis?.slice(0, maxBriefLength) ?? "";
  const pattern = "(a|b|c){1,9}".repeat(4);
  const { id, slug } = await openAnyBounty(person, {
    ...{ title: "<&".repeat(80), prize: "<&".repeat(150), brief },
    reward: { currency: "USD", places: Array.from({ length: maxPlaces }, () => 1e12) },
    rules: Array.from({ length: maxRules }, (_, n) => ({
      ...{ kind: "prompt", version: 1, of: "pattern", pattern: `${n}${pattern}`, anyCase: true },
    })),
    rubric: Array.from({ length: 12 }, () => ({
      name: "<&".repeat(30),
      weight: 1000,
      description: "<&".repeat(500),
    })),
  });
  const data = { from: new Date(0).toISOString(), to: new Date(1e12).toISOString() };
  await db().bountyEvent.createMany({
    data: Array.from({ length: 400 }, () => ({ bountyId: id, actorId: person.id, kind: "postponed", data })),
  });
  return slug;
}

/** An entry with as long a write-up as may be, judged by as many rules. */
export async function enterLong(person: Person): Promise<{ slug: string; id: string }> {
  const rules = Array.from({ length: maxRules }, (_, n) => ({
    ...{ kind: "prompt", version: 1, of: "pattern", pattern: `${n}(a|b|c){1,9}`, anyCase: true },
  }));
  const { slug } = await openRuled({ rules });
  const { id: findingId } = await draftFinding(person, { body: savedWriteUps.emphasis ?? "" });
  const { entryId: id } = await enter({ slug, findingId, team: null, viewer: person.viewer });
  return { slug, id };
}

const criteria = 12;

/** A bounty with 500 entries, each scored by its judges as wordily as may be, ranked, ruled about and appealed against. */
export async function judgeMany(person: Person, entries = 500): Promise<{ slug: string; id: string }> {
  const rubric = Array.from({ length: criteria }, (_, n) => ({
    ...{ name: `${n}${"<&".repeat(29)}`, weight: 1000, description: "" },
  }));
  const bounty = await openAnyBounty(person, { title: "<&".repeat(80), rubric });
  const judges = [person, await createPerson(), await createPerson()];
  const [empty, hash] = [gzipSync("{}"), "0".repeat(64)];
  // Of the one that is looked at, what was entered is read.
  const { id: entryId } = await enterLong(person);
  const { file: frozen } = await db().entryVersion.findFirstOrThrow({ where: { entryId } });
  const reasons = Array.from({ length: criteria }, () => "<&".repeat(maxScoreReasonLength / 2));
  const points = reasons.map(() => 7);
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    const made = Array.from({ length: entries }, () => crypto.randomUUID());
    const entryOf = { bountyId: bounty.id, entrantId: person.id, latest: 1, confirmedAt: new Date() };
    await tx.bountyEntry.createMany({ data: made.map((id) => ({ id, ...entryOf })) });
    const memberId = person.id;
    await tx.entryMember.createMany({
      data: made.map((entryId) => ({ entryId, memberId, confirmedAt: new Date() })),
    });
    const file = {
      file: empty,
      facts: empty,
      factsHash: hash,
      report: {},
      contentHash: hash,
      termsHash: hash,
    };
    const settled = {
      number: 1,
      revision: 1,
      isEligible: true,
      settledAt: new Date(),
      committedAt: new Date(),
    };
    await tx.entryVersion.createMany({
      data: made.map((entryId, n) => ({ entryId, ...file, ...(n === 0 && { file: frozen }), ...settled })),
    });
    await tx.bountyJudge.createMany({
      data: judges.map(({ id: judgeId }) => ({ bountyId: bounty.id, judgeId })),
      skipDuplicates: true,
    });
    const scored = { points, reasons, blindPoints: points, scoredAt: new Date() };
    for (const { id: judgeId } of judges)
      await tx.entryAssignment.createMany({
        data: made.map((entryId) => ({ entryId, judgeId, place: Math.random(), ...scored })),
      });
    const words = "<&".repeat(500);
    await tx.entryRuling.createMany({
      data: made.map((entryId) => ({ entryId, actorId: person.id, isAside: false, reason: words })),
    });
    await tx.entryAppeal.createMany({
      data: made.slice(0, 100).map((entryId) => ({
        ...{ entryId, authorId: person.id, body: "<&".repeat(maxAppealLength / 2) },
      })),
    });
    await tx.judgeRemark.createMany({
      data: made.slice(0, 100).map(() => ({
        ...{ bountyId: bounty.id, authorId: person.id, body: "<&".repeat(maxRemarkLength / 2) },
      })),
    });
    const past = { opensAt: new Date(0), closesAt: new Date(1), provisionalAt: new Date() };
    await tx.bounty.update({ where: { id: bounty.id }, data: { ...past, firstEntryAt: new Date(0) } });
    const ranking = await gatherResult(tx, bounty.id);
    const document = { ...ranking, kind: "provisional", winners: [], words: "", corrects: null };
    await tx.bountyResult.create({
      data: { bountyId: bounty.id, number: 1, kind: "provisional", actorId: person.id, hash, document },
    });
    return { slug: bounty.slug, id: made[0] ?? "" };
  }, storeLimits);
}
