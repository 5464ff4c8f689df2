import type pg from "pg";
import { canonicalHash } from "./canonical-hash";

interface Bounty {
  id: string;
  slug: string;
  rubric: { name: string; weight: number }[];
  /** How many places have sums, and how many entries share each place, also of a prize in words; nothing of those where each is one entry's. */
  places: number;
  sharedBy: number[];
  provisionalAt: Date | null;
  awardedAt: Date | null;
}

interface Result {
  bountyId: string;
  number: number;
  kind: string;
  hash: string;
  at: Date;
  document: {
    kind: string;
    ranked: {
      entry: string;
      place: number;
      score: { sum: number; over: number };
      scores: { judge: string; points: number[] }[];
    }[];
    unranked: { entry: string }[];
    winners: { entry: string; place: number }[];
  };
}

interface Entry {
  id: string;
  bountyId: string;
  counts: boolean;
  eligible: boolean;
  aside: boolean;
  firstAt: Date;
  contentHash: string;
  scores: { judge: string; points: number[] }[];
}

/** One award a bounty, of the ranking before it, which is what the scores come to when they are added up here once more. */
export async function rankingFaults(client: pg.Client): Promise<string[]> {
  const bounties = await client.query<Bounty>(
    `select id, slug, rubric, cardinality(rewards) as places, "sharedBy"::int[] as "sharedBy", "provisionalAt", "awardedAt" from "Bounty"`,
  );
  const results = await client.query<Result>(
    `select *, trim(hash) as hash from "BountyResult" order by "bountyId", number`,
  );
  const entries = await client.query<Entry>(
    `select e.id, e."bountyId", e."withdrawnAt" is null and e."confirmedAt" is not null and s."suspendedAt" is null as counts,
       coalesce(v."isEligible", false) as eligible, trim(v."contentHash") as "contentHash",
       coalesce((select r."isAside" from "EntryRuling" r where r."entryId" = e.id order by r.id desc limit 1), false) as aside,
       (select f."committedAt" from "EntryVersion" f where f."entryId" = e.id and f.number = 1) as "firstAt",
       coalesce((select json_agg(json_build_object('judge', u.handle, 'points', a.points) order by u.handle)
         from "EntryAssignment" a join "User" u on u.id = a."judgeId"
         where a."entryId" = e.id and a."scoredAt" is not null and u."suspendedAt" is null), '[]') as scores
     from "BountyEntry" e join "User" s on s.id = e."entrantId" join "EntryVersion" v on v."entryId" = e.id and v.number = e.latest`,
  );
  return bounties.rows.flatMap((bounty) => {
    const made = results.rows.filter(({ bountyId }) => bountyId === bounty.id);
    const entered = entries.rows.filter(({ bountyId }) => bountyId === bounty.id);
    return faultsOf(bounty, made, entered).map((fault) => `${bounty.slug}: ${fault}`);
  });
}

function faultsOf(bounty: Bounty, results: readonly Result[], entered: readonly Entry[]): string[] {
  const faults: string[] = [];
  const awards = results.filter(({ kind }) => kind === "award");
  if (awards.length !== (bounty.awardedAt ? 1 : 0)) faults.push(`it has ${awards.length} awards`);
  if ((bounty.provisionalAt === null) !== (results.length === 0))
    faults.push("it is ranked without a ranking, or the other way about");
  for (const [at, { number, hash, document, kind }] of results.entries()) {
    if (number !== at + 1) faults.push(`its result ${number} stands at ${at + 1}`);
    if (canonicalHash(document) !== hash) faults.push(`its result ${number} is not what its hash is of`);
    if (document.kind !== kind) faults.push(`its result ${number} calls itself ${document.kind}`);
    const { ranked } = document;
    if (ranked.some(({ place }, n) => place !== n + 1))
      faults.push(`in result ${number} the places are not 1, 2, 3, …`);
    if (new Set(ranked.map(({ entry }) => entry)).size < ranked.length)
      faults.push(`in result ${number} an entry ranks twice`);
  }
  const [award] = awards;
  const ranking = results.findLast(({ kind }) => kind === "provisional");
  if (award && ranking && canonicalHash(award.document.ranked) !== canonicalHash(ranking.document.ranked))
    faults.push("what was awarded is another ranking than was appealed against");
  if (award) faults.push(...winnerFaults(bounty, award));
  if (ranking) faults.push(...orderFaults(bounty, ranking, entered));
  return faults;
}

function winnerFaults(
  { places: rewarded, sharedBy }: Bounty,
  { document: { winners, ranked } }: Result,
): string[] {
  const places = winners.map(({ place }) => place);
  // Where nothing is promised, or words of which no places are said, there is a first place.
  const seats = Array.from({ length: rewarded || Math.max(1, sharedBy.length) }, (_, at) =>
    Array<number>(sharedBy[at] ?? 1).fill(at + 1),
  ).flat();
  const inOrder = winners.map(({ entry }) => ranked.findIndex((row) => row.entry === entry));
  return [
    ...(places.some((place, n) => place !== seats[n])
      ? ["its winners have other places than are promised to the first"]
      : []),
    ...(inOrder.some((at, n) => at < 0 || at <= (inOrder[n - 1] ?? -1))
      ? ["its winners stand otherwise than they rank"]
      : []),
  ];
}

/** Adds the scores up and sorts by them, in whole numbers. */
function orderFaults({ rubric }: Bounty, { document }: Result, entered: readonly Entry[]): string[] {
  const faults: string[] = [];
  const should = entered.filter(
    (entry) => entry.counts && entry.eligible && !entry.aside && entry.scores.length > 0,
  );
  const sorted = should.toSorted((a, b) => before(a, b, rubric));
  const ids = document.ranked.map(({ entry }) => entry);
  if (ids.join() !== sorted.map(({ id }) => id).join())
    faults.push(`the scores come to another ranking, of ${sorted.length} and not ${ids.length}`);
  const listed = [...ids, ...document.unranked.map(({ entry }) => entry)].toSorted();
  const counting = entered
    .filter(({ counts }) => counts)
    .map(({ id }) => id)
    .toSorted();
  if (listed.join() !== counting.join())
    faults.push(`${counting.length} entries count, and ${listed.length} stand in the ranking or beside it`);
  for (const row of document.ranked) {
    const entry = should.find(({ id }) => id === row.entry);
    if (!entry) continue;
    if (
      canonicalHash(row.scores.map(({ judge, points }) => ({ judge, points }))) !==
      canonicalHash(entry.scores)
    ) {
      faults.push(`of ${row.entry} other scores are ranked than were given`);
      continue;
    }
    const { sum, over } = scoreOf(entry, rubric);
    if (row.score.sum * over !== sum * row.score.over)
      faults.push(`of ${row.entry} the scores come to ${sum} of ${over}`);
  }
  return faults;
}

function scoreOf({ scores }: Entry, rubric: Bounty["rubric"]) {
  const weights = rubric.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { points } of scores)
    for (const [at, { weight }] of rubric.entries()) sum += weight * (points[at] ?? 0);
  return { sum, over: 10 * weights * scores.length };
}

function before(a: Entry, b: Entry, rubric: Bounty["rubric"]): number {
  const [mine, theirs] = [scoreOf(a, rubric), scoreOf(b, rubric)];
  const byScore = theirs.sum * mine.over - mine.sum * theirs.over;
  if (byScore !== 0) return byScore;
  const heaviest = rubric
    .map(({ weight }, at) => ({ weight, at }))
    .toSorted((x, y) => y.weight - x.weight || x.at - y.at);
  const total = ({ scores }: Entry, at: number) =>
    scores.reduce((sum, { points }) => sum + (points[at] ?? 0), 0);
  for (const { at } of heaviest) {
    const byMean = total(b, at) * a.scores.length - total(a, at) * b.scores.length;
    if (byMean !== 0) return byMean;
  }
  return a.firstAt.getTime() - b.firstAt.getTime() || (a.contentHash < b.contentHash ? -1 : 1);
}
