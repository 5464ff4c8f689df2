import { db, Prisma } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { env } from "@/lib/env";

/** Rows of one transaction: a graph may have ten megabytes and thousands of feature rows. */
const batch = 20;
/** In one go of one worker; the next hour does the rest. */
const maxBatches = 50;

/**
 * Lets go of what guests' questions were answered with and nobody has read for UNREAD_DAYS, by the database's clock: the
 * row stays with its address, its question and its counts, and asking again computes the same there. Nothing goes that a
 * member asked for, that the site has for itself, or on which something rests that a person made. Any number of workers
 * may do it at once. Returns how many circuits and runs were let go of.
 */
export async function letGoOfUnread(): Promise<{ circuits: number; runs: number }> {
  const circuits = await inBatches(letGoOfCircuits);
  // After the circuits: a run stays while one of its circuits does.
  return { circuits, runs: await inBatches(letGoOfRuns) };
}

async function inBatches(letGo: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let n = 0; n < maxBatches; n++) {
    const gone = await letGo();
    all += gone;
    if (gone < batch) break;
  }
  return all;
}

/** A row's own job is done and was no member's. Without a job's row nothing could say that it was let go of. */
const guestsJob = (jobId: Prisma.Sql) => Prisma.sql`
  exists (select from "Job" j where j.id = ${jobId} and j.status = 'succeeded' and j."requesterId" is null)`;

/** Of a member, or not done: what a job computes that stands in `table` about the circuit or the run. */
const worked = (table: Prisma.Sql, about = Prisma.sql`x."circuitId" = c.id`) => Prisma.sql`
  exists (select from ${table} x join "Job" j on j.id = x."jobId" where ${about}
    and (j."requesterId" is not null or j.status in ('queued', 'running', 'divided')))`;

const nobodyNeedsCircuit = Prisma.sql`
  c."keptAt" is null and c."requesterId" is null and ${guestsJob(Prisma.sql`c."jobId"`)}
  and not exists (select from "Finding" f where f."circuitId" = c.id and f."deletedAt" is null)
  and not exists (select from "SavedView" v where v."circuitId" = c.id)
  and not exists (select from "Evaluation" v where v."circuitId" = c.id)
  and not exists (select from "ImportedCircuit" i where i.identity = c.identity)
  and not ${worked(Prisma.sql`"Expansion"`)}
  and not ${worked(Prisma.sql`"Verification"`)}
  and not ${worked(Prisma.sql`"CausalCheck"`)}
  and not ${worked(Prisma.sql`"Intervention"`)}`;

const nobodyNeedsRun = Prisma.sql`
  r."keptAt" is null and r."requesterId" is null and ${guestsJob(Prisma.sql`r."jobId"`)}
  and not exists (select from "Circuit" c left join "Job" j on j.id = c."jobId" where c."runId" = r.id
    and (c."computedAt" is not null or c."keptAt" is not null or j.status in ('queued', 'running', 'divided')))
  and not exists (select from "ImportedCircuit" i where i."askedRunId" = r.id)
  and not ${worked(Prisma.sql`"AttentionScore"`, Prisma.sql`x."runId" = r.id`)}`;

const unread = (readAt: Prisma.Sql) =>
  Prisma.sql`${readAt} < now() - make_interval(days => ${env().UNREAD_DAYS}::int)`;

interface Gone {
  id: string;
  jobId: string;
}

async function letGoOfCircuits(): Promise<number> {
  return db().$transaction(async (tx) => {
    // Held before it is looked at again: what is asked, saved or read meanwhile either is seen or waits.
    const held = await tx.$queryRaw<{ id: string }[]>`
      select c.id from "Circuit" c where ${unread(Prisma.sql`c."readAt"`)} and ${nobodyNeedsCircuit}
      order by c."readAt" limit ${batch} for update of c skip locked`;
    const gone = await tx.$queryRaw<Gone[]>`
      update "Circuit" c set graph = null, nodes = null, "computedAt" = null, "readAt" = null
      where c.id = any(${held.map(({ id }) => id)}::uuid[]) and ${unread(Prisma.sql`c."readAt"`)} and ${nobodyNeedsCircuit}
      returning c.id, c."jobId"`;
    const ids = gone.map(({ id }) => id);
    await tx.$executeRaw`delete from "CircuitFeature" where "circuitId" = any(${ids}::uuid[])`;
    const expansions = await tx.$queryRaw<Gone[]>`
      update "Expansion" e set result = null, "computedAt" = null
      where e."circuitId" = any(${ids}::uuid[]) and ${guestsJob(Prisma.sql`e."jobId"`)} returning e.id, e."jobId"`;
    const interventions = await tx.$queryRaw<Gone[]>`
      update "Intervention" t set result = null, "computedAt" = null
      where t."circuitId" = any(${ids}::uuid[]) and ${guestsJob(Prisma.sql`t."jobId"`)} returning t.id, t."jobId"`;
    await expire(tx, [...gone, ...expansions, ...interventions]);
    return gone.length;
  }, storeLimits);
}

async function letGoOfRuns(): Promise<number> {
  return db().$transaction(async (tx) => {
    const held = await tx.$queryRaw<{ id: string }[]>`
      select r.id from "Run" r where ${unread(Prisma.sql`r."readAt"`)} and ${nobodyNeedsRun}
      order by r."readAt" limit ${batch} for update of r skip locked`;
    const gone = await tx.$queryRaw<Gone[]>`
      update "Run" r set features = null, predictions = null, "computedAt" = null, "readAt" = null
      where r.id = any(${held.map(({ id }) => id)}::uuid[]) and ${unread(Prisma.sql`r."readAt"`)} and ${nobodyNeedsRun}
      returning r.id, r."jobId"`;
    const scores = await tx.$queryRaw<Gone[]>`
      update "AttentionScore" a set result = null, "computedAt" = null
      where a."runId" = any(${gone.map(({ id }) => id)}::uuid[]) and ${guestsJob(Prisma.sql`a."jobId"`)}
      returning a.id, a."jobId"`;
    await expire(tx, [...gone, ...scores]);
    return gone.length;
  }, storeLimits);
}

async function expire(tx: Prisma.TransactionClient, gone: readonly Gone[]): Promise<void> {
  const ids = gone.map(({ jobId }) => jobId);
  await tx.job.updateMany({
    where: { id: { in: ids }, status: "succeeded" },
    data: { status: "expired", progress: 0 },
  });
}
