import { db } from "@/lib/db/client";
import { noteFleeting } from "@/lib/kept-pages/showing";
import type { Lane } from "@/lib/lanes";
import { hungAfterSeconds, workerLockNamespace } from "./worker-lock";

export interface LiveWorker {
  id: string;
  hostname: string;
  build: string;
  provider: string;
  models: string[];
  lanes: Lane[];
  queueIds: string[];
  startedAt: Date;
  memoryBytes: bigint | null;
}

/** The workers that hold their lock now and have reported lately. */
export async function findLiveWorkers(): Promise<LiveWorker[]> {
  // Nobody is told of a lock that is taken or let go of.
  noteFleeting();
  return db().$queryRaw<LiveWorker[]>`
    select w.id, w.hostname, w.build, w.provider, w.models, w.lanes::text[] as lanes, w."queueIds", w."startedAt", w."memoryBytes"
    from "Worker" w
    join pg_locks l on l.locktype = 'advisory' and l.objsubid = 2 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())
      and l.classid = ${workerLockNamespace}::bigint::oid and l.objid = w."lockKey"::bigint::oid
    where w."heartbeatAt" > now() - make_interval(secs => ${hungAfterSeconds})
    order by w."startedAt"`;
}
