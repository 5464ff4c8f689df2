import { randomBytes } from "node:crypto";
import type { Viewer } from "@/lib/auth/viewer-type";
import { termsOf } from "@/lib/bounties/terms-of";
import { type EntryContent, entryContentFormat, entryHash } from "@/lib/bounty-format/entry-content";
import { factsHash } from "@/lib/bounty-format/facts";
import { type BountyTerms, termsHash } from "@/lib/bounty-format/terms";
import { askerOf } from "@/lib/computations/asker";
import { db, type Transaction } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { packDocument } from "@/lib/documents/packed-document";
import { AppError, notFound } from "@/lib/errors";
import { checkReadable } from "@/lib/findings/check-readable";
import { holdFinding } from "@/lib/findings/hold-finding";
import { refuseLocked } from "@/lib/findings/refuse-locked";
import { hashCircuit } from "@/lib/findings/versions/hash-circuit";
import { createLogger } from "@/lib/log";
import { onThread } from "@/lib/threads/on-thread";
import { askForFacts } from "./facts/ask-for-facts";
import { needsOf } from "./facts/needs-of";
import { waitingFacts } from "./gather-facts";
import { holdOpenBounty } from "./hold-bounty";
import { type Latest, readLatest, standsAsItIs } from "./latest-version";
import { freezing, reading } from "./on-thread";
import { readOwnFinding } from "./own-finding";
import { inWords, notOpen, tooLate } from "./refuse-entry";
import { isRaised } from "./refused-by-database";
import { settleEntry, type VersionAddress } from "./settle-entry";
import { putTeam, readTeam, refuseConflicts } from "./team";

type MemberViewer = Extract<Viewer, { kind: "member" }>;

interface NewEntry {
  slug: string;
  findingId: string;
  /** Handles; null to leave who enters it as it is. */
  team: readonly string[] | null;
  viewer: MemberViewer;
}

/** Others entered the same, or the sponsor changed the terms, between the look and the commitment. */
const maxTries = 4;

/**
 * Enters one's own finding for an open bounty, or what it says by now in the place of what it said: its content is frozen and committed to by
 * its hash, by the database's clock before the deadline or not at all. The same content again is the same version, however often and at
 * once it is sent, unless that was told what to change: then what is known by now is asked again. Throws "not-found", "conflict" for a
 * bounty that is not open, for who is too late and for a circuit that is not computed, "unprocessable", "forbidden" of a finding that
 * moderators have locked, "too-many-requests" for one commitment too many, and what asking for computations throws.
 */
export async function enter(entry: NewEntry): Promise<VersionAddress & { isNew: boolean }> {
  for (let tries = 1; ; tries++) {
    try {
      const committed = await commitOnce(entry);
      if (committed.isNew) await settleNow(committed);
      return committed;
    } catch (error) {
      if (isRaised(error, "CC002")) throw notOpen();
      if (isRaised(error, "CC003")) throw tooLate(await deadlineOf(entry.slug));
      if (!isRaised(error, "CC004") && !(error instanceof Meanwhile)) throw error;
      if (tries === maxTries)
        throw new AppError("conflict", "This was changed meanwhile, perhaps in another window. Try again.");
    }
  }
}

/** Somebody was first with another version. */
class Meanwhile extends Error {}

async function commitOnce({ slug, findingId, team: named, viewer }: NewEntry) {
  const bounty = await readBounty(slug);
  const terms = termsOf(bounty);
  const latest = await readLatest(bounty.id, findingId);
  const finding = await readOwnFinding(findingId, viewer.id, { ...bounty, wasEntered: latest !== null });
  checkReadable(finding);
  const about = { bountyId: bounty.id, entrantId: viewer.id, maxTeam: terms.maxTeam };
  const team = await readTeam(about, named, findingId);
  if (!bounty.isOver) {
    await refuseConflicts(db(), bounty, team);
    await refuseMany(db(), bounty.id, viewer.id, terms);
  }
  const circuitHash = await hashCircuit({ circuitId: finding.circuit.id, asker: viewer.id });
  const contentOf = (nonce: string): EntryContent => ({
    ...{ format: entryContentFormat, finding: findingId, revision: finding.revision, title: finding.title },
    ...{ writeUp: finding.body, tags: finding.tags, arrangement: finding.state, licence: finding.licence },
    entrants: team.map(({ handle }) => handle).sort(),
    ...{ circuit: circuitHash, terms: termsHash(terms), nonce },
  });
  const stands = latest?.file && (bounty.isOver ? !latest.isWithdrawn : standsAsItIs(latest));
  // Also after the close: whose answer was lost is told what was committed to in time.
  if (stands && (await isSame(latest, contentOf, viewer.id)))
    return { entryId: latest.entryId, number: latest.number, isNew: false };
  if (bounty.isOver) throw tooLate(bounty.closesAt, finding.circuit);
  const content = contentOf(randomBytes(32).toString("hex"));
  const needs = needsOf(terms);
  const facts = waitingFacts(entryHash(content), needs);
  const graph = new Uint8Array(finding.graph);
  const { file, report } = await onThread(freezing, viewer.id, () => ({ content, graph, facts, terms }));
  const { circuit } = finding;
  const { spec, nodes } = await onThread(reading, viewer.id, () => file);
  await askForFacts({
    ...{ circuitId: circuit.id, runId: circuit.runId, spec, nodes, needs, asker: askerOf(viewer) },
  });
  return db().$transaction(async (tx) => {
    const held = await holdOpenBounty(tx, slug);
    await holdFinding(tx, findingId);
    await refuseLocked(tx, findingId);
    const mine = { id: findingId, authorId: viewer.id, deletedAt: null };
    if ((await tx.finding.count({ where: mine })) === 0) throw notFound("finding of yours");
    await refuseConflicts(tx, held, team);
    await refuseMany(tx, held.id, viewer.id, terms);
    const entry = await holdEntry(tx, { bountyId: held.id, findingId, entrantId: viewer.id });
    if (entry.latest !== (latest?.number ?? 0)) throw new Meanwhile();
    const number = entry.latest + 1;
    await tx.entryVersion.create({
      data: {
        ...{ entryId: entry.id, number, revision: finding.revision, contentHash: entryHash(content) },
        ...{ termsHash: content.terms, file: new Uint8Array(file), facts: packDocument(facts) },
        ...{ factsHash: factsHash(facts), report, isEligible: null },
      },
      select: { number: true },
    });
    await putTeam(tx, { id: entry.id, entrantId: viewer.id }, team);
    return { entryId: entry.id, number, isNew: true };
  }, storeLimits);
}

async function readBounty(slug: string) {
  const row = await db().bounty.findFirst({ where: { slug, isShown: true } });
  if (!row) throw notFound("bounty");
  const [clock] = await db().$queryRaw<{ isOver: boolean; isOpen: boolean }[]>`
    select "closesAt" <= clock_timestamp() as "isOver", "cancelledAt" is null and "opensAt" <= clock_timestamp() as "isOpen"
    from "Bounty" where id = ${row.id}::uuid`;
  if (!clock?.isOpen) throw notOpen();
  return { ...row, isOver: clock.isOver };
}

async function deadlineOf(slug: string): Promise<Date> {
  const { closesAt } = await db().bounty.findUniqueOrThrow({ where: { slug }, select: { closesAt: true } });
  return closesAt;
}

/** Refuses one commitment more than a person may make for a bounty in 24 hours. */
async function refuseMany(
  tx: Transaction,
  bountyId: string,
  entrantId: string,
  { maxEntriesADay }: BountyTerms,
): Promise<void> {
  const [made] = await tx.$queryRaw<{ count: number; next: Date | null; seconds: number | null }[]>`
    select count(*)::int as count, min("committedAt") + interval '24 hours' as next,
      ceil(extract(epoch from min("committedAt") + interval '24 hours' - clock_timestamp()))::int as seconds
    from (
      select v."committedAt" from "EntryVersion" v join "BountyEntry" e on e.id = v."entryId"
      where e."bountyId" = ${bountyId}::uuid and e."entrantId" = ${entrantId}::uuid
        and v."committedAt" > clock_timestamp() - interval '24 hours'
      order by v."committedAt" desc limit ${maxEntriesADay}) made`;
  if (!made?.next || made.count < maxEntriesADay) return;
  throw new AppError(
    "too-many-requests",
    `You have entered ${maxEntriesADay} times for this bounty within 24 hours, which is the most. The next may be entered on ${inWords(made.next)}.`,
    { retryAfterSeconds: Math.max(1, made.seconds ?? 1) },
  );
}

/** Whether a finding, entered by these people, says what its latest version says. */
async function isSame(
  latest: Latest,
  contentOf: (nonce: string) => EntryContent,
  asker: string,
): Promise<boolean> {
  const { content } = await onThread(reading, asker, () => new Uint8Array(latest.file));
  return entryHash(contentOf(content.nonce)) === latest.contentHash;
}

async function holdEntry(
  tx: Transaction,
  entry: { bountyId: string; findingId: string; entrantId: string },
): Promise<{ id: string; latest: number }> {
  await tx.bountyEntry.createMany({ data: entry, skipDuplicates: true });
  const [row] = await tx.$queryRaw<{ id: string; latest: number }[]>`
    select id, latest from "BountyEntry"
    where "bountyId" = ${entry.bountyId}::uuid and "findingId" = ${entry.findingId}::uuid for update`;
  if (!row) throw new Error("An entry that was just made is not there.");
  return row;
}

/** What is committed to stands, whatever becomes of its report now: workers settle it. */
async function settleNow(version: VersionAddress): Promise<void> {
  try {
    await settleEntry(version);
  } catch (error) {
    createLogger("bounties").warn({ err: error, ...version }, "an entry is left to be settled by a worker");
  }
}
