import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";
import { median, report } from "./measure";
import { withWorker } from "./with-worker";

/*
 * A fresh database's first start: until the bundled corpus is read, every feature has a name, and the dictionaries are
 * measured. Beside it runs that somebody asks for meanwhile, from enqueued to stored.
 */
const begun = performance.now();
const seconds = () => (performance.now() - begun) / 1000;
const reached = new Map<string, number>();
const runs: number[] = [];
let processorSeconds = 0;

await withWorker(async () => {
  let n = 0;
  for (;;) {
    if (reached.size === 0 && (await db().worker.count()) > 0) reached.set("up", seconds());
    if (await db().featureIndex.findFirst({ where: { computedAt: { not: null } } })) reach("read");
    const features = await db().featureEvidence.count();
    const wanted = await db().dictionary.aggregate({ _sum: { dSae: true } });
    if (features > 0 && features === wanted._sum.dSae) reach("named");
    processorSeconds = Math.max(processorSeconds, ofWorkers());
    if (await db().assembly.findFirst({ where: { computedAt: { not: null } } })) break;
    const failed = await db().job.findFirst({ where: { lane: "background", status: "failed" } });
    if (failed) throw new Error(`the ${failed.kind} failed: ${failed.error}`);
    await setTimeout(1_000);
    if (++n % 3 === 0) runs.push(await runOnce(`Anna and Tom went to the park, and ${n} birds sang`));
  }
  reach("done");
  const up = reached.get("up") ?? 0;
  const since = (what: string) => (reached.get(what) ?? Number.NaN) - up;
  report("worker up until the corpus is read", since("read"), "s");
  report("until every feature has a name", since("named"), "s");
  report("until the dictionaries are measured", since("done"), "s", 120);
  report("processor time of the worker's processes", processorSeconds, "s");
  report("processor time over two cores", processorSeconds / 2, "s");
  runs.sort((a, b) => a - b);
  report("a run meanwhile, enqueued to stored, median", median(runs), "ms");
  report("the slowest of them", runs.at(-1) ?? Number.NaN, "ms");
});

function reach(what: string): void {
  if (!reached.has(what)) reached.set(what, seconds());
}

async function runOnce(text: string): Promise<number> {
  const start = performance.now();
  const { id } = await createExampleRun({ model: "storybook-4l", text });
  while (!(await db().run.findUniqueOrThrow({ where: { id } })).computedAt) await setTimeout(10);
  return performance.now() - start;
}

/** Seconds that processors worked for the workers below this process, those that have ended included (proc(5): stat). */
function ofWorkers(): number {
  const stats = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ");
        const fields = rest.split(" ").map(Number);
        return [{ pid: Number(pid), parent: fields[1], ticks: sum(fields.slice(11, 15)) }];
      } catch {
        return [];
      }
    });
  const isWorker = (pid: number) => /workers\/main/.test(readFileSync(`/proc/${pid}/cmdline`, "latin1"));
  const own = stats.filter(({ pid, parent }) => parent === process.pid && isWorker(pid));
  const theirs = stats.filter(({ parent }) => own.some(({ pid }) => pid === parent));
  return (sum(own.map(({ ticks }) => ticks)) + sum(theirs.map(({ ticks }) => ticks))) / 100;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
