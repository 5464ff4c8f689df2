import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { budgetSeconds } from "@/lib/jobs/budget";
import { chargeWork, type PaidBy } from "@/lib/jobs/charge-work";
import { failJob, markJobCancelled } from "@/lib/jobs/finish-job";
import type { Lane } from "@/lib/lanes";
import { findLiveWorkers } from "./find-live-workers";

/** An attempt whose worker is dead. */
interface Abandoned extends PaidBy {
  jobId: string;
  attempt: number;
  attemptLimit: number;
  parentId: string | null;
  cancelRequestedAt: Date | null;
  lane: Lane;
  seconds: number | null;
}

/** Locks younger than this may belong to a worker that has not yet written down which slots are its own. */
const graceSeconds = 5;

/**
 * Frees what dead workers held, so that the next worker takes it: their queue locks, their rows, and the jobs
 * they had begun, which are charged as far as they came. A job that was to stop is cancelled instead, and one that has been begun as often as it may be is
 * failed. Any number of workers may call this at once. Returns the ids of the jobs that wait again.
 */
export async function releaseDeadWorkers(): Promise<string[]> {
  const now = await databaseTime();
  const live = await findLiveWorkers();
  const liveIds = live.map((worker) => worker.id);
  const liveQueueIds = live.flatMap((worker) => worker.queueIds);
  const dead = await db().worker.findMany({
    where: { id: { notIn: liveIds }, startedAt: { lt: new Date(now.getTime() - graceSeconds * 1000) } },
    select: { id: true, queueIds: true },
  });
  const deadQueueIds = dead.flatMap((worker) => worker.queueIds);
  await db().$executeRaw`
    select graphile_worker.force_unlock_workers(coalesce(array_agg(distinct locked_by), '{}'))
    from graphile_worker.jobs
    where locked_by is not null and not (locked_by = any(${liveQueueIds}))
      and (locked_by = any(${deadQueueIds}) or locked_at < now() - make_interval(secs => ${graceSeconds}))`;
  const deadIds = dead.map((worker) => worker.id);
  const abandoned = await db().$queryRaw<Abandoned[]>`
    select j.id as "jobId", j.attempt, j."attemptLimit", j."parentId", j."cancelRequestedAt", j.lane::text, j.asker,
      j."requesterId", extract(epoch from j."heartbeatAt" - j."startedAt")::float as seconds
    from "Job" j left join "Worker" w on w.id = j."workerId"
    where j.status = 'running' and (w.id is null or w.id = any(${deadIds}::uuid[]))`;
  const waiting: string[] = [];
  for (const job of abandoned) {
    const became = await endAttempt(job);
    if (became === "waiting") waiting.push(job.jobId);
    // Up to its last heartbeat. With the opening of models, which only its worker knew apart.
    if (became) await chargeWork(job, Math.min(job.seconds ?? 0, budgetSeconds(job.lane)));
  }
  await db().worker.deleteMany({ where: { id: { in: deadIds } } });
  return [...waiting, ...(await findForgottenJobs())];
}

/** What became of the job, or null where another worker was first. */
async function endAttempt(job: Abandoned): Promise<"ended" | "waiting" | null> {
  if (job.cancelRequestedAt) return (await markJobCancelled(job)) ? "ended" : null;
  if (job.attempt >= job.attemptLimit) {
    const message = `The worker stopped ${job.attempt} times while computing this, so it was given up. Try again; if it happens again, tell the operator.`;
    return (await failJob(job, message)) ? "ended" : null;
  }
  const { count } = await db().job.updateMany({
    where: { id: job.jobId, attempt: job.attempt, status: "running", cancelRequestedAt: null },
    data: { status: "queued", stage: "Its worker stopped; waiting for the next", workerId: null },
  });
  return count > 0 ? "waiting" : null;
}

/**
 * Jobs that wait while nothing in the queue would begin them: the queue counts a try when it hands a job out, so
 * workers lost before they began it can use up its tries without the job's own row knowing.
 */
async function findForgottenJobs(): Promise<string[]> {
  const forgotten = await db().$queryRaw<{ id: string }[]>`
    select j.id from "Job" j
    where j.status = 'queued' and j."queuedAt" < now() - make_interval(secs => ${graceSeconds})
      and not exists (
        select 1 from graphile_worker.jobs q
        where q.key = j.id::text and q.task_identifier = j.lane::text and (q.attempts < q.max_attempts or q.locked_at is not null))`;
  return forgotten.map(({ id }) => id);
}
