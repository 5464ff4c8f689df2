import { z } from "zod";
import { isUnsealed } from "@/lib/bounty-entries/visible-entries";
import { type Criterion, criterionSchema } from "@/lib/bounty-format/criterion";
import { Prisma, type Transaction } from "@/lib/db/client";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { alphaOf } from "@/lib/judgements/alpha";
import { entriesOfBounty, isJudged, isSetAside, scoreCounts } from "./judged-entries";
import { maxPoints, tieRule } from "./judging-words";
import { rank } from "./ranking";
import { type ResultDocument, resultFormat } from "./result";

interface Entered {
  id: string;
  committedAt: Date;
  contentHash: string;
  isJudged: boolean;
  isAside: boolean;
  ruling: string | null;
  entrants: string[];
}

interface Scored {
  entryId: string;
  judge: string;
  points: number[];
  blindPoints: number[];
  reasons: string[];
}

type Ranking = Omit<ResultDocument, "kind" | "winners" | "words" | "corrects">;

/** How the entries of a bounty rank by what is scored, and why the others do not. */
export async function gatherResult(tx: Transaction, bountyId: string): Promise<Ranking> {
  const of = Prisma.sql`${bountyId}::uuid`;
  const bounty = await tx.bounty.findUniqueOrThrow({
    where: { id: bountyId },
    select: { slug: true, rubric: true, termsHash: true, closesAt: true, currency: true },
  });
  const rubric = z.array(criterionSchema).parse(bounty.rubric);
  const entered = await tx.$queryRaw<Entered[]>`
    select e.id, (select f."committedAt" from "EntryVersion" f where f."entryId" = e.id and f.number = 1) as "committedAt", v."contentHash",
      ${isJudged} as "isJudged", ${isSetAside} as "isAside",
      (select r.reason from "EntryRuling" r where r."entryId" = e.id order by r.id desc limit 1) as ruling,
      (select array_agg(u.handle order by u.handle) from "EntryMember" m join "User" u on u.id = m."memberId" where m."entryId" = e.id) as entrants
    from ${entriesOfBounty} where b.id = ${of} and ${isUnsealed} order by e.id`;
  const scored = await tx.$queryRaw<Scored[]>`
    select a."entryId", u.handle as judge, a.points::int[] as points, a."blindPoints"::int[] as "blindPoints", a.reasons
    from "EntryAssignment" a join "BountyEntry" e on e.id = a."entryId" join "User" u on u.id = a."judgeId"
    where e."bountyId" = ${of} and ${scoreCounts} order by u.handle`;
  const scoresOf = new Map<string, Scored[]>();
  for (const score of scored) scoresOf.set(score.entryId, [...(scoresOf.get(score.entryId) ?? []), score]);
  const contenders = entered.flatMap(({ isJudged: counts, ...entry }) => {
    const scores = scoresOf.get(entry.id) ?? [];
    return counts && scores.length > 0 ? [{ ...entry, scores }] : [];
  });
  const ranked = rank(contenders, rubric);
  return {
    format: resultFormat,
    ...{ bounty: bounty.slug, terms: bounty.termsHash, closesAt: bounty.closesAt.toISOString() },
    rubric: rubric.map(({ name, weight }) => ({ name, weight })),
    ...{ tieRule, currency: bounty.currency?.trim() ?? null },
    judges: [...new Set(contenders.flatMap(({ scores }) => scores.map(({ judge }) => judge)))].sort(),
    agreement: agreementOf(contenders, rubric),
    ranked: ranked.map(({ contender, place, score, means }) => ({
      ...{ ...names(contender), place, score, means },
      scores: contender.scores.map(({ judge, points, blindPoints: blind, reasons }) => ({
        ...{ judge, points, blind, reasons: canonicalHash(reasons) },
      })),
    })),
    unranked: entered
      .filter(({ id }) => !contenders.some((contender) => contender.id === id))
      .map((entry) => ({
        ...names(entry),
        why: entry.isAside ? "set-aside" : entry.isJudged ? "unscored" : "ineligible",
        reason: entry.isAside ? (entry.ruling ?? "") : "",
      })),
  };
}

function names({ id, contentHash, committedAt, entrants }: Entered | Omit<Entered, "isJudged">) {
  return { entry: id, commitment: contentHash, committedAt: committedAt.toISOString(), entrants };
}

function agreementOf(contenders: readonly { scores: readonly Scored[] }[], rubric: readonly Criterion[]) {
  return rubric.map(({ name }, at) => {
    const units = contenders.map(({ scores }) =>
      scores.flatMap(({ blindPoints }) => {
        const points = blindPoints[at];
        return points === undefined ? [] : [points];
      }),
    );
    return {
      criterion: name,
      alpha: alphaOf(units, maxPoints + 1, "interval"),
      entries: units.filter((unit) => unit.length > 1).length,
    };
  });
}
