import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { criterionSchema } from "@/lib/bounty-format/criterion";
import { ruleTermsSchema } from "@/lib/bounty-format/terms";
import { readRules } from "@/lib/bounty-rules/rules";
import { db } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";
import { type WriteUp, writeUpSchema } from "@/lib/findings/write-up/write-up";
import { noteMillis } from "@/lib/kept-pages/showing";
import { type ListedRow, listedColumns, listedOf } from "./find-bounties";
import { leadsBounty } from "./leads-bounty";
import { type BountyView, bountyEventSchema } from "./view";
import { isVisibleBounty } from "./visible-bounties";

type Same =
  | "brief"
  | "licence"
  | "nullResults"
  | "replications"
  | "maxEntriesADay"
  | "maxTeam"
  | "appealDays"
  | "replyDays"
  | "judgesEach";
interface Row
  extends ListedRow,
    Pick<
      BountyView,
      Same | "termsHash" | "revision" | "isFrozen" | "isOwn" | "leads" | "isHidden" | "isLocked"
    > {
  rules: unknown;
  rubric: unknown;
  writeUp: unknown;
  cancelledAt: Date | null;
  cancelReason: string;
  isShown: boolean;
}

/** Events of one bounty that its page shows; a deadline put later a thousand times is told of by its last. */
const maxEvents = 200;

export interface WholeBounty extends BountyView {
  parts: WriteUp;
  /** Whether everybody sees it: what is entered for another nobody is shown, its sponsor neither. */
  isShown: boolean;
  /** The rules as they are stated, for who changes them. */
  stated: z.output<typeof ruleTermsSchema>[];
}

/** A bounty without its entries. Throws "not-found". */
export async function getBounty(slug: string, viewer: Viewer): Promise<WholeBounty> {
  const reader = viewer.kind === "member" ? viewer.id : null;
  const [row] = isStorable(slug)
    ? await db().$queryRaw<Row[]>`
        select ${listedColumns}, b.brief, b."writeUp", b.licence, b.rules, b.rubric, b."nullResults", b.replications,
          b."maxEntriesADay"::int as "maxEntriesADay", b."maxTeam"::int as "maxTeam", b."appealDays"::int as "appealDays",
          b."replyDays"::int as "replyDays", b."judgesEach"::int as "judgesEach", b."termsHash", b.revision, b."firstEntryAt" is not null as "isFrozen",
          b."cancelledAt", b."cancelReason", coalesce(b."sponsorId" = ${reader}::uuid, false) as "isOwn",
          ${leadsBounty(viewer)} as leads,
          b."hiddenAt" is not null as "isHidden", b."lockedAt" is not null as "isLocked", b."isShown"
        from "Bounty" b join "User" u on u.id = b."sponsorId" where b.slug = ${slug} and ${isVisibleBounty(viewer)}`
    : [];
  if (!row) throw notFound("bounty");
  if (row.millis !== null) noteMillis(row.millis);
  const {
    rules,
    rubric,
    writeUp,
    cancelledAt,
    cancelReason,
    brief,
    termsHash,
    revision,
    isFrozen,
    isOwn,
    leads,
    isHidden,
    isLocked,
    isShown,
    ...rest
  } = row;
  const {
    licence,
    nullResults,
    replications,
    maxEntriesADay,
    maxTeam,
    appealDays,
    replyDays,
    judgesEach,
    ...listed
  } = rest;
  const stated = z.array(ruleTermsSchema).parse(rules);
  const [judges, events] = await Promise.all([findJudges(row.id), findEvents(row.id)]);
  return {
    ...listedOf(listed),
    ...{
      id: row.id,
      brief,
      judges,
      licence,
      nullResults,
      replications,
      maxEntriesADay,
      maxTeam,
      appealDays,
      replyDays,
      judgesEach,
    },
    rules: readRules(stated).map(({ kind, version, words, definition }) => ({
      kind,
      version,
      words,
      definition,
    })),
    rubric: z.array(criterionSchema).parse(rubric),
    ...{ termsHash, isFrozen, revision, events, isOwn, leads, isHidden, isLocked },
    cancelled: cancelledAt && { at: cancelledAt, reason: cancelReason },
    ...{ parts: writeUpSchema.parse(writeUp), stated, isShown },
  };
}

async function findJudges(bountyId: string): Promise<BountyView["judges"]> {
  const judges = await db().bountyJudge.findMany({
    where: { bountyId, excusedAt: null },
    orderBy: { addedAt: "asc" },
    select: { judge: { select: { handle: true, name: true } } },
  });
  return judges.map(({ judge }) => judge);
}

async function findEvents(bountyId: string): Promise<BountyView["events"]> {
  const rows = await db().$queryRaw<{ at: Date; kind: string; actor: string | null; data: unknown }[]>`
    select * from (
      select e.id, e.at, e.kind, u.handle as actor, e.data from "BountyEvent" e left join "User" u on u.id = e."actorId"
      where e."bountyId" = ${bountyId}::uuid order by e.id desc limit ${maxEvents}) latest
    order by id`;
  const schema = bountyEventSchema.omit({ at: true });
  return rows.map(({ at, ...row }) => ({ at, ...schema.parse(row) }));
}
