import { db } from "@/lib/db/client";
import { noteFleeting, showingRows } from "@/lib/kept-pages/showing";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";

/** The live counts of the first page. */
export async function getCounts(): Promise<{
  models: number;
  features: number;
  runs: number;
  workers: number;
}> {
  // On a busy site the number of runs is another one all the time.
  noteFleeting();
  const [counts] = await showingRows(
    () => db().$queryRaw<{ models: number; features: number; runs: number }[]>`
    select (select count(*)::int from "Model") as models,
      (select coalesce(sum("dSae"), 0)::int from "Dictionary") as features,
      (select count(*)::int from "Run" where "computedAt" is not null) as runs`,
    () => ({ topics: [], insteadOf: ["Run"] }),
  );
  const workers = await findLiveWorkers();
  return { models: 0, features: 0, runs: 0, ...counts, workers: workers.length };
}
