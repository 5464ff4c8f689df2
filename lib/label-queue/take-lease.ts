import { db, Prisma, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { findNearFeatures, type NearFeature } from "./near-features";
import { openSitting } from "./open-sitting";
import { leaseSeconds, maxHeld, type QueueTask } from "./queue-words";
import type { QueuedFeatureView, TakenLease } from "./view";

/** Of those that weigh most so many are looked at, to bring forward what is near to somebody. */
const candidatesAtOnce = 64;
/** Others may take every candidate in the same moment; then the next ones are looked at. */
const maxTries = 12;
/** What nearness adds to a weight: as much as two to three circuits, and less than that people disagree. */
const nearWeights = { dictionary: 0.4, neighbour: 0.8 };

/** Of a class of people who open the queue in the same moment each gets an answer, the last one a little later. */
const crowdLimits = { maxWait: 15_000, timeout: 15_000 };

interface Asked {
  memberId: string;
  /** Visits whose features the asker has before them already. */
  holding?: readonly string[];
  /** What is to come now, if nobody holds it. */
  wanted?: NearFeature;
  /** From the queue of which project, that the member is in. */
  projectId?: string;
}

interface Leased extends FeatureAddress {
  visitId: string;
  task: QueueTask;
  labelId: string | null;
  circuits: number;
  asked: number;
  isNear: boolean;
  leasedUntil: Date;
}

/**
 * Gives a member the feature that comes next for them, theirs alone for some minutes: one that they hold already and do not have
 * before them, else the one that weighs most of those that nobody holds and that they have not dealt with. Throws "conflict" for who
 * holds as many as one may.
 */
export async function takeLease({ memberId, holding = [], wanted, projectId }: Asked): Promise<TakenLease> {
  const near = projectId ? [] : await findNearFeatures(memberId);
  return db().$transaction(async (tx) => {
    const { id: sittingId, ...sitting } = await openSitting(tx, memberId);
    const held = await findHeld(tx, memberId, projectId);
    const [waiting] = wanted ? [] : held.filter(({ id, isAskedFor }) => isAskedFor && !holding.includes(id));
    const isFull = held.length >= maxHeld;
    const lease = waiting
      ? await renew(tx, waiting.id)
      : await take(tx, { memberId, sittingId, near, wanted, projectId, isFull });
    return { sitting: { id: sittingId, ...sitting }, next: lease && viewOf(lease, projectId) };
  }, crowdLimits);
}

function viewOf(lease: Leased, projectId: string | undefined) {
  const { visitId, task, labelId, circuits, asked, isNear, leasedUntil, ...address } = lease;
  const shown = { visitId, circuits, asked, isNear, leasedUntil, feature: featurePath(address) };
  if (projectId) return { ...shown, task: "judge", labelId: null } satisfies QueuedFeatureView;
  return { ...shown, task, labelId: task === "check" ? labelId : null } satisfies QueuedFeatureView;
}

interface HeldVisit {
  id: string;
  /** Whether it is of the queue that is asked: any feature of the whole one, and of a project's what that wants. */
  isAskedFor: boolean;
}

/** The visits by which a member holds features, the first taken first. */
async function findHeld(
  tx: Transaction,
  memberId: string,
  projectId: string | undefined,
): Promise<HeldVisit[]> {
  return tx.$queryRaw<HeldVisit[]>`
    select v.id, ${projectId ?? null}::uuid is null or exists (
      select from "ProjectFeature" f where f."projectId" = ${projectId ?? null}::uuid and f."dictionaryId" = v."dictionaryId"
        and f.index = v.index and f."isWanted") as "isAskedFor"
    from "LabelSitting" s join "QueueVisit" v on v."sittingId" = s.id and v."doneAt" is null
    join "QueuedFeature" q on q."dictionaryId" = v."dictionaryId" and q.index = v.index and q."visitId" = v.id
    where s."memberId" = ${memberId}::uuid and s."endedAt" is null and q."leasedUntil" > clock_timestamp()
    order by v."takenAt"`;
}

interface Taking {
  memberId: string;
  sittingId: string;
  near: readonly NearFeature[];
  wanted: NearFeature | undefined;
  projectId: string | undefined;
  isFull: boolean;
}

async function take(tx: Transaction, { isFull, ...taking }: Taking): Promise<Leased | null> {
  if (isFull)
    throw new AppError(
      "conflict",
      `You hold ${maxHeld} features in other windows. Finish or close one of these, and the next comes.`,
    );
  for (let tries = 0; tries < maxTries; tries++) {
    const { visitId, candidates } = await tryToTake(tx, taking);
    if (visitId && (await isStillWanted(tx, visitId, taking.projectId)))
      return describe(tx, visitId, taking.near);
    if (candidates === 0) return null;
  }
  throw new AppError("unavailable", "Many people ask for features at this moment. Ask again.");
}

/**
 * Whether a project wants more of what was just leased: others may have judged it while it was looked for, and then it is given back. What
 * is of no project is wanted.
 */
async function isStillWanted(
  tx: Transaction,
  visitId: string,
  projectId: string | undefined,
): Promise<boolean> {
  if (projectId === undefined) return true;
  const enough = await tx.$executeRaw`
    update "QueuedFeature" q set "leasedUntil" = null, "visitId" = null from "QueueVisit" v
    where v.id = ${visitId}::uuid and q."dictionaryId" = v."dictionaryId" and q.index = v.index and not exists (
      select from "ProjectFeature" f where f."projectId" = ${projectId}::uuid and f."dictionaryId" = q."dictionaryId"
        and f.index = q.index and f."isWanted")`;
  return enough === 0;
}

/** Features with which a member has dealt: named, voted on, checked, judged, passed over, or gone on from in this sitting; and locked ones. */
const isDealtWith = (memberId: string, sittingId: string) => Prisma.sql`(
  exists (select from "Naming" n where n."dictionaryId" = q."dictionaryId" and n.index = q.index and n."lockedAt" is not null)
  or exists (select from "Label" l where l."dictionaryId" = q."dictionaryId" and l.index = q.index
    and l."authorId" = ${memberId}::uuid and l."withdrawnAt" is null)
  or exists (select from "Label" l join "LabelVote" v on v."labelId" = l.id and v."voterId" = ${memberId}::uuid
    where l."dictionaryId" = q."dictionaryId" and l.index = q.index)
  or exists (select from "Label" l join "LabelCheck" c on c."labelId" = l.id and c."raterId" = ${memberId}::uuid
    where l."dictionaryId" = q."dictionaryId" and l.index = q.index and c."answeredAt" is not null and not c."byProgram")
  or exists (select from "Judgement" j where j."dictionaryId" = q."dictionaryId" and j.index = q.index
    and j."judgeId" = ${memberId}::uuid and j."takenBackAt" is null)
  or ${isPassedOver(memberId, sittingId)})`;

const isPassedOver = (memberId: string, sittingId: string) => Prisma.sql`(
  exists (select from "QueueMark" k where k."memberId" = ${memberId}::uuid and k."dictionaryId" = q."dictionaryId"
    and k.index = q.index and k."takenBackAt" is null and k.reason <> 'notNow')
  or exists (select from "QueueVisit" v where v."sittingId" = ${sittingId}::uuid and v."dictionaryId" = q."dictionaryId"
    and v.index = q.index and v."doneAt" is not null))`;

/** By the index over the weights: what is dealt with or held is passed on the way. Exported for the test of its plan. */
export function candidatesQuery(memberId: string, sittingId: string): Prisma.Sql {
  return Prisma.sql`
    select q."dictionaryId", q.index, q.weight from "QueuedFeature" q
    where q.weight >= 0 and (q."leasedUntil" is null or q."leasedUntil" <= now())
      and not ${isDealtWith(memberId, sittingId)}
    order by q.weight desc, q."dictionaryId", q.index limit ${candidatesAtOnce}`;
}

/**
 * Of a project: what wants more judgements, what has some already first, so that features get enough one after the other. What its
 * member has judged or passed over is left out.
 */
function projectCandidates(projectId: string, memberId: string, sittingId: string): Prisma.Sql {
  return Prisma.sql`
    select q."dictionaryId", q.index, f.judged::float8 as weight
    from "ProjectFeature" f join "QueuedFeature" q on q."dictionaryId" = f."dictionaryId" and q.index = f.index
    where f."projectId" = ${projectId}::uuid and f."isWanted" and (q."leasedUntil" is null or q."leasedUntil" <= now())
      and not exists (select from "Judgement" j where j."dictionaryId" = q."dictionaryId" and j.index = q.index
        and j."judgeId" = ${memberId}::uuid and j."takenBackAt" is null)
      and not ${isPassedOver(memberId, sittingId)}
    order by f.judged desc, f.id limit ${candidatesAtOnce}`;
}

/**
 * Takes one candidate in one statement: its row is locked, others' locked rows are passed over, and whether it is held is asked of the
 * row as it is then.
 */
async function tryToTake(
  tx: Transaction,
  { memberId, sittingId, near, wanted, projectId }: Omit<Taking, "isFull">,
): Promise<{ visitId: string | null; candidates: number }> {
  const [taken] = await tx.$queryRaw<{ visitId: string | null; candidates: number }[]>`
    with near as materialized (
      select n."dictionaryId", n.index from jsonb_to_recordset(${JSON.stringify(near)}::jsonb) as n("dictionaryId" uuid, index int)),
    labelled as materialized (
      select distinct "dictionaryId" from (
        select "dictionaryId" from "Label" where "authorId" = ${memberId}::uuid order by id desc limit 100) l),
    candidates as materialized (
      (${projectId ? projectCandidates(projectId, memberId, sittingId) : candidatesQuery(memberId, sittingId)})
      union
      select q."dictionaryId", q.index, q.weight from near n join "QueuedFeature" q using ("dictionaryId", index)
      where q.weight >= 0 and (q."leasedUntil" is null or q."leasedUntil" <= now())
        and not ${isDealtWith(memberId, sittingId)}
      union
      select q."dictionaryId", q.index, q.weight from "QueuedFeature" q
      where q."dictionaryId" = ${wanted?.dictionaryId ?? null}::uuid and q.index = ${wanted?.index ?? null}::int),
    weighed as materialized (
      select c.*, c.weight
        + case when ${projectId === undefined} and exists (select from labelled l where l."dictionaryId" = c."dictionaryId")
            then ${nearWeights.dictionary}::float8 else 0 end
        + case when exists (select from near n where n."dictionaryId" = c."dictionaryId" and n.index = c.index)
            then ${nearWeights.neighbour}::float8 else 0 end
        as total,
        -- What one left without a word comes before all else, what was before one first.
        (select v."takenAt" from "QueueVisit" v where v."sittingId" = ${sittingId}::uuid
          and v."dictionaryId" = c."dictionaryId" and v.index = c.index) as "leftAt",
        coalesce(c."dictionaryId" = ${wanted?.dictionaryId ?? null}::uuid and c.index = ${wanted?.index ?? null}::int, false) as wanted
      from candidates c),
    picked as (
      select q."dictionaryId", q.index from weighed w
      join "QueuedFeature" q on q."dictionaryId" = w."dictionaryId" and q.index = w.index
      where q."leasedUntil" is null or q."leasedUntil" <= now()
      order by w.wanted desc, w."leftAt" nulls last, w.total desc limit 1 for update of q skip locked),
    visit as (
      insert into "QueueVisit" (id, "sittingId", "memberId", "dictionaryId", index)
      select gen_random_uuid(), ${sittingId}::uuid, ${memberId}::uuid, "dictionaryId", index from picked
      on conflict ("sittingId", "dictionaryId", index) do update set "takenAt" = clock_timestamp()
      returning id, "dictionaryId", index),
    leased as (
      update "QueuedFeature" q
      set "visitId" = v.id, "leasedUntil" = clock_timestamp() + make_interval(secs => ${leaseSeconds})
      from visit v where q."dictionaryId" = v."dictionaryId" and q.index = v.index
      returning q."visitId")
    select (select "visitId" from leased) as "visitId", (select count(*)::int from candidates) as candidates`;
  return taken ?? { visitId: null, candidates: 0 };
}

async function renew(tx: Transaction, visitId: string): Promise<Leased | null> {
  await tx.$executeRaw`
    update "QueuedFeature" q set "leasedUntil" = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    from "QueueVisit" v where v.id = ${visitId}::uuid and q."dictionaryId" = v."dictionaryId" and q.index = v.index
      and q."visitId" = v.id`;
  return describe(tx, visitId, []);
}

/** What somebody is told of a feature that they hold. */
async function describe(
  tx: Transaction,
  visitId: string,
  near: readonly NearFeature[],
): Promise<Leased | null> {
  const [row] = await tx.$queryRaw<Leased[]>`
    select v.id as "visitId", m.name as model, s.kind::text as kind, s.name as set, d.layer, q.index, q.circuits, q.asked,
      q."leasedUntil",
      n."leaderId" as "labelId",
      case when q.input = 'contested' or q.output = 'contested' then 'settle'
        when q.input is null then 'propose'
        when q.input = 'proposed' and n."leaderId" is not null then 'check' else 'settle' end as task,
      exists (select from jsonb_to_recordset(${JSON.stringify(near)}::jsonb) as o("dictionaryId" uuid, index int)
          where o."dictionaryId" = q."dictionaryId" and o.index = q.index)
        or exists (select from "Label" l where l."authorId" = v."memberId" and l."dictionaryId" = q."dictionaryId") as "isNear"
    from "QueueVisit" v
    join "QueuedFeature" q on q."dictionaryId" = v."dictionaryId" and q.index = v.index
    join "Dictionary" d on d.id = q."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    left join "Naming" n on n."dictionaryId" = q."dictionaryId" and n.index = q.index and n.side = 'input'
    where v.id = ${visitId}::uuid`;
  return row ?? null;
}
