import { makeWorkerUtils } from "graphile-worker";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { lanes } from "@/lib/lanes";

/**
 * Deletes what graphile-worker keeps for nothing: jobs whose tries are used up (our own row says what became of them),
 * names of tasks of earlier releases, empty queues. What a dead worker has locked is freed before, by release-dead-workers.
 */
export async function clearQueue(): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool() });
  try {
    await utils.cleanup({
      tasks: ["DELETE_PERMAFAILED_JOBS", "GC_TASK_IDENTIFIERS", "GC_JOB_QUEUES"],
      // A running worker has looked up the number of its lane's name once, so that must stay.
      taskIdentifiersToKeep: [...lanes],
    });
  } finally {
    await utils.release();
  }
}

/** Days that a job's row stays after nothing points to it any more, for whoever looks into what happened. */
const keptDays = 7;
/** What ended earlier was looked at before; rows between are found by the index. */
const lookedAtDays = 37;
const mostAtOnce = 1_000;

/**
 * Deletes rows of jobs that ended a while ago and to which nothing points: of what was deleted (an import), and parts of
 * what is done. Returns how many; there may be more. By the database's clock.
 */
export async function deleteOldJobs(): Promise<number> {
  return db().$executeRaw`
    delete from "Job" where id in (
      select j.id from "Job" j
      where j."finishedAt" < now() - make_interval(days => ${keptDays}::int)
        and j."finishedAt" > now() - make_interval(days => ${lookedAtDays}::int)
        and j.status in ('succeeded', 'failed', 'cancelled')
        and case when j."parentId" is not null
          then exists (select from "Job" p where p.id = j."parentId" and p.status = 'succeeded')
          else not exists (select from "Run" where "jobId" = j.id)
            and not exists (select from "Circuit" where "jobId" = j.id)
            and not exists (select from "Expansion" where "jobId" = j.id)
            and not exists (select from "Verification" where "jobId" = j.id)
            and not exists (select from "CausalCheck" where "jobId" = j.id)
            and not exists (select from "AttentionScore" where "jobId" = j.id)
            and not exists (select from "Counterparts" where "jobId" = j.id)
            and not exists (select from "Intervention" where "jobId" = j.id)
            and not exists (select from "Evaluation" where "jobId" = j.id)
            and not exists (select from "ExperimentResult" where "jobId" = j.id)
            and not exists (select from "ImportedCircuit" where "jobId" = j.id)
            and not exists (select from "Adoption" where "jobId" = j.id)
          end
      limit ${mostAtOnce} for update skip locked)`;
}
