import type { Viewer } from "@/lib/auth/viewer-type";
import { reportSchema } from "@/lib/bounty-format/report";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { onThread } from "@/lib/threads/on-thread";
import { entryStanding, findBountyId } from "./find-entries";
import { completing, reading } from "./on-thread";
import { inWords } from "./refuse-entry";
import { readFacts } from "./settle-entry";
import type { EntryView } from "./view";
import { isOfTeam, isSigned, isVisibleEntry } from "./visible-entries";

interface Address {
  slug: string;
  entryId: string;
}

interface Row {
  id: string;
  number: number;
  entrantId: string;
  findingId: string | null;
  circuitId: string | null;
  isPublic: boolean;
  contentHash: string;
  committedAt: Date;
  closesAt: Date;
  isClosed: boolean;
  standing: EntryView["standing"];
  isEligible: boolean | null;
  settledAt: Date | null;
  isOwn: boolean;
  isSigned: boolean;
  report: unknown;
  file: Uint8Array;
}

/** An entry as it was frozen, as far as a viewer may see it; to whom it is sealed it is not there. Throws "not-found". */
export async function getEntry({ slug, entryId }: Address, viewer: Viewer): Promise<EntryView> {
  const row = await readRow({ slug, entryId }, viewer);
  const { content } = await onThread(reading, keyOf(viewer), () => new Uint8Array(row.file));
  const team = row.isOwn || row.isSigned ? await readTeam(entryId) : null;
  const { id, number, contentHash, committedAt, standing, isEligible, isOwn } = row;
  const { title, writeUp: body, tags, arrangement: state, licence, circuit } = content;
  return {
    ...{ id, number, title, contentHash, committedAt, standing, isEligible, isOwn, slug },
    finding: row.isOwn || (row.isPublic && row.isSigned) ? row.findingId : null,
    ...{ circuitId: row.circuitId, body, tags, state, licence, circuit, team },
    isEntrant: viewer.kind === "member" && viewer.id === row.entrantId,
    isSettled: row.settledAt !== null,
    why: whyNot(row, team),
    report: reportSchema.parse(row.report),
  };
}

async function readRow({ slug, entryId }: Address, viewer: Viewer): Promise<Row> {
  const bountyId = await findBountyId(slug);
  const [row] = await db().$queryRaw<Row[]>`
    select e.id, v.number, e."entrantId", e."findingId", (select f."circuitId" from "Finding" f where f.id = e."findingId") as "circuitId", v."contentHash", v."committedAt", b."closesAt",
      exists (select from "Finding" f where f.id = e."findingId" and f."publishedAt" is not null) as "isPublic",
      b."closesAt" <= clock_timestamp() as "isClosed", ${entryStanding} as standing, v."isEligible", v."settledAt",
      ${isOfTeam(viewer)} as "isOwn", ${isSigned} as "isSigned", v.report, v.file
    from "BountyEntry" e join "Bounty" b on b.id = e."bountyId"
    join "EntryVersion" v on v."entryId" = e.id and v.number = e.latest
    where e.id = ${entryId}::uuid and e."bountyId" = ${bountyId}::uuid and ${isVisibleEntry(viewer)}`;
  if (!row) throw notFound("entry");
  return row;
}

async function readTeam(entryId: string) {
  const members = await db().entryMember.findMany({
    where: { entryId },
    select: { confirmedAt: true, member: { select: { handle: true } } },
  });
  return members
    .map(({ confirmedAt, member }) => ({ handle: member.handle, isConfirmed: confirmedAt !== null }))
    .sort((a, b) => (a.handle < b.handle ? -1 : 1));
}

function whyNot({ standing, closesAt, isClosed }: Row, team: EntryView["team"]): string | null {
  if (standing === "withdrawn") return "It was withdrawn: it does not count.";
  if (standing === "aside") return "Its entrant is suspended: while that stands it does not count.";
  if (standing === "entered") return null;
  const missing = (team ?? []).filter(({ isConfirmed }) => !isConfirmed).map(({ handle }) => handle);
  const who = `${missing.join(", ")} ${missing.length === 1 ? "has" : "have"} not confirmed it`;
  return isClosed
    ? `It does not count, for its team was not whole when the bounty closed on ${inWords(closesAt)}: ${who}.`
    : `It does not count until its team is whole, before the bounty closes on ${inWords(closesAt)}: ${who}.`;
}

/**
 * An entry whole, as a stored document with its facts before and after: whoever has it gets the same report. Others than its team have
 * it once the scores are in, for it says who entered it. Throws "not-found", and "conflict" before that.
 */
export async function getEntryFile({ slug, entryId }: Address, viewer: Viewer) {
  const row = await readRow({ slug, entryId }, viewer);
  if (!row.isOwn && !row.isSigned)
    throw new AppError(
      "conflict",
      "This entry's file says who entered it, and judges score without knowing. It can be had once the scores are in.",
    );
  const { facts, factsHash } = await db().entryVersion.findUniqueOrThrow({
    where: { entryId_number: { entryId, number: row.number } },
    select: { facts: true, factsHash: true },
  });
  const file = new Uint8Array(row.file);
  const whole = { file, facts: readFacts(facts), factsHash };
  return { packed: new Uint8Array(await onThread(completing, keyOf(viewer), () => whole)) };
}

function keyOf(viewer: Viewer): string {
  return viewer.kind === "member" ? viewer.id : viewer.key;
}
