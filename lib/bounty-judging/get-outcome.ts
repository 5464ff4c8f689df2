import type { Viewer } from "@/lib/auth/viewer-type";
import type { Standing } from "@/lib/bounties/bounty-words";
import { leadsBounty } from "@/lib/bounties/leads-bounty";
import { standing } from "@/lib/bounties/standing";
import { isVisibleBounty } from "@/lib/bounties/visible-bounties";
import { isUnsealed } from "@/lib/bounty-entries/visible-entries";
import { db } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";
import { noteMillis } from "@/lib/kept-pages/showing";
import { readTitles } from "./entry-titles";
import { appealsUntil } from "./hold";
import { entriesOfBounty } from "./judged-entries";
import { nextTurn } from "./offers";
import { readOffers, readSeats } from "./read-offers";
import { type ResultDocument, resultSchema } from "./result";
import { readLatestResult } from "./store-result";
import type { ListedResult, OutcomeView } from "./view";

interface Row {
  id: string;
  slug: string;
  title: string;
  standing: Standing;
  currency: string | null;
  leads: boolean;
  appealsUntil: Date | null;
  replyDays: number;
  now: Date;
}

/** Ranked entries on a page. */
export const rankedAPage = 100;
/** Rulings and results that are shown, the last ones. */
const maxShown = 500;

const nothing: Pick<ResultDocument, "rubric" | "tieRule" | "agreement" | "ranked" | "unranked" | "winners"> =
  {
    ...{ rubric: [], tieRule: "", agreement: [], ranked: [], unranked: [], winners: [] },
  };

/**
 * What came of a bounty: the newest ranking from a place on, what was ruled, appealed and answered, who is offered what and who won.
 * Nothing before it is ranked but that. Throws "not-found".
 */
export async function getOutcome(slug: string, viewer: Viewer, from = 1): Promise<OutcomeView> {
  const [row] = isStorable(slug)
    ? await db().$queryRaw<Row[]>`
        select b.id, b.slug, b.title, ${standing} as standing, trim(b.currency) as currency, ${leadsBounty(viewer)} as leads,
          ${appealsUntil} as "appealsUntil", b."replyDays"::int as "replyDays", clock_timestamp() as now
        from "Bounty" b where b.slug = ${slug} and b."openedAt" is not null and (${isVisibleBounty(viewer)} or ${leadsBounty(viewer)})`
    : [];
  if (!row) throw notFound("bounty");
  const { id, replyDays: _, now, ...shown } = row;
  const [latest, results, titles, seats] = await Promise.all([
    readLatestResult(db(), id),
    readResults(id),
    readTitles(db(), id),
    readSeats(db(), id),
  ]);
  const titled = <T extends { entry: string }>(each: T) => ({
    ...each,
    title: titles.get(each.entry) ?? null,
  });
  const { rubric, tieRule, agreement, ranked, unranked, winners } = latest?.document ?? nothing;
  const offers = latest && row.standing === "provisional" ? await readOffers(db(), row, latest.document) : [];
  noteTurns([row.appealsUntil, nextTurn(offers)], now);
  const [appeals, rulings, own, broken] = await Promise.all([
    readAppeals(id),
    readRulings(id),
    readOwn(id, viewer),
    readBroken(id, unranked),
  ]);
  const page = ranked.slice(from - 1, from - 1 + rankedAPage);
  return {
    ...shown,
    ...{ places: new Set(seats).size, results, rubric, tieRule, agreement },
    ranked: page.map(({ scores, ...each }) => ({ ...titled(each), judges: scores.length })),
    nextPlace: from - 1 + rankedAPage < ranked.length ? from + rankedAPage : null,
    ...{
      unranked: unranked.map((each) => ({ ...titled(each), rules: broken.get(each.entry) ?? [] })),
      winners: winners.map(titled),
    },
    ...{ appeals: appeals.map(titled), rulings: latest || row.leads ? rulings.map(titled) : [] },
    offers: offers.map(({ entryId, ...offer }) => ({
      ...titled({ entry: entryId, ...offer }),
      isOwn: own.some(({ entry, isEntrant }) => entry === entryId && isEntrant),
    })),
    own: own.map(({ entry }) => ({
      ...titled({ entry }),
      mayAppeal:
        row.standing === "provisional" &&
        (row.appealsUntil ?? now) > now &&
        !appeals.some((each) => each.entry === entry),
    })),
  };
}

/** What stands otherwise from a moment on that nothing else tells of. */
function noteTurns(moments: readonly (Date | null)[], now: Date): void {
  for (const moment of moments) if (moment && moment > now) noteMillis(moment.getTime() - now.getTime());
}

async function readResults(bountyId: string): Promise<ListedResult[]> {
  return db().$queryRaw<ListedResult[]>`
    select * from (select r.number, r.kind, r.at, u.handle as by, r.hash, coalesce(r.document ->> 'words', '') as words
      from "BountyResult" r join "User" u on u.id = r."actorId" where r."bountyId" = ${bountyId}::uuid order by r.number desc limit ${maxShown}) last
    order by number`;
}

async function readAppeals(bountyId: string) {
  const rows = await db().entryAppeal.findMany({
    where: { entry: { bountyId } },
    orderBy: [{ at: "asc" }, { entryId: "asc" }],
    include: { author: { select: { handle: true } }, answerer: { select: { handle: true } } },
  });
  return rows.map(({ entryId: entry, at, body, author, answer, answeredAt, answerer }) => ({
    ...{ entry, at, body, author: author.handle },
    answer: answeredAt && answerer ? { by: answerer.handle, at: answeredAt, body: answer } : null,
  }));
}

async function readRulings(bountyId: string) {
  const rows = await db().entryRuling.findMany({
    where: { entry: { bountyId } },
    orderBy: { id: "desc" },
    ...{ take: maxShown, include: { actor: { select: { handle: true } } } },
  });
  return rows.toReversed().map(({ entryId: entry, at, isAside, reason, actor }) => ({
    ...{ entry, at, isAside, reason, by: actor.handle },
  }));
}

/** Which rules the entries that do not rank did not pass, also of what was set aside, by the report of what was ranked. */
async function readBroken(bountyId: string, unranked: ResultDocument["unranked"]) {
  const hashes = unranked.map(({ commitment }) => commitment);
  if (hashes.length === 0) return new Map<string, OutcomeView["unranked"][number]["rules"]>();
  const rows = await db().$queryRaw<{ entry: string; rules: OutcomeView["unranked"][number]["rules"] }[]>`
    select e.id as entry, jsonb_agg(jsonb_build_object('kind', r.rule ->> 'kind', 'outcome', r.rule ->> 'outcome') order by r.at) as rules
    from "BountyEntry" e join "EntryVersion" v on v."entryId" = e.id
    cross join lateral jsonb_array_elements(v.report -> 'rules') with ordinality as r(rule, at)
    where e."bountyId" = ${bountyId}::uuid and v."contentHash" = any(${hashes}) and r.rule ->> 'outcome' <> 'passed'
    group by e.id`;
  return new Map(rows.map(({ entry, rules }) => [entry, rules]));
}

async function readOwn(bountyId: string, viewer: Viewer): Promise<{ entry: string; isEntrant: boolean }[]> {
  if (viewer.kind === "guest") return [];
  return db().$queryRaw<{ entry: string; isEntrant: boolean }[]>`
    select e.id as entry, e."entrantId" = ${viewer.id}::uuid as "isEntrant" from ${entriesOfBounty}
    where b.id = ${bountyId}::uuid and ${isUnsealed} and exists (select from "EntryMember" m
      where m."entryId" = e.id and m."memberId" = ${viewer.id}::uuid and m."confirmedAt" is not null) order by e.id`;
}

/** A result as it was made, whole: its hash is that of its canonical JSON. Throws "not-found". */
export async function getResult(
  { slug, number }: { slug: string; number: number },
  viewer: Viewer,
): Promise<ResultDocument> {
  const [row] = isStorable(slug)
    ? await db().$queryRaw<{ document: unknown }[]>`
        select r.document from "BountyResult" r join "Bounty" b on b.id = r."bountyId"
        where b.slug = ${slug} and r.number = ${number} and (${isVisibleBounty(viewer)} or ${leadsBounty(viewer)})`
    : [];
  if (!row) throw notFound("result");
  return resultSchema.parse(row.document);
}
