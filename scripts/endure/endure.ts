import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { jobsEnded, readAgain, signInAgain, verifyAll } from "./aftermath";
import { draw } from "./draw";
import { type Counts, judge } from "./judge";
import { type Kind, Ledger, outcomeOf } from "./ledger";
import { type Kill, type PlanOptions, planKills, type Target } from "./plan";
import { findHalves, type Jobs, readStored, readVerifications } from "./stored";
import { StruckSite } from "./struck-site";
import { writeUntilLeft } from "./writers";

export interface Recovery {
  target: Target;
  /** From the kill until the site was whole again; null where the next struck meanwhile. */
  seconds: number | null;
}

export interface Report {
  seconds: number;
  recoveries: Recovery[];
  counts: Record<Kind, Counts>;
  /** How often each reason was given for what was not acknowledged. */
  said: Record<string, number>;
  jobs: Jobs;
  verifications: { passed: number; failed: number };
  readings: number;
  /** A sentence for each thing that is not as it must be. */
  faults: string[];
}

/** Nothing of the load is to be refused: what is asked is what the site does when it is struck. */
const plenty = "1000000";
const environment = {
  TRUST_PROXY: "true",
  ...{ GUEST_RUNS_PER_DAY: plenty, MEMBER_RUNS_PER_DAY: plenty },
  ...{ GUEST_CIRCUITS_PER_DAY: plenty, MEMBER_CIRCUITS_PER_DAY: plenty },
  ...{ GUEST_SECONDS_PER_DAY: plenty, MEMBER_SECONDS_PER_DAY: plenty },
  ...{ GUEST_STORED_MB_PER_DAY: plenty, MEMBER_STORED_MB_PER_DAY: plenty },
  ...{ SIGN_UPS_PER_HOUR: plenty, SIGN_IN_TRIES_PER_ADDRESS: plenty },
};

/**
 * Kills the site's processes by a plan while people work at it, and says of everything that it acknowledged whether it
 * is there, once and whole. The same seed gives the same kills; what they strike is never the same.
 */
export async function endure(options: PlanOptions, say: (line: string) => void): Promise<Report> {
  const site = await StruckSite.started(environment);
  const leave = () => site.clear();
  process.once("exit", leave);
  try {
    const ledger = new Ledger();
    const begun = performance.now();
    const recoveries = await whileWritten(site, ledger, () => killByPlan(site, ledger, options, say));
    const seconds = (performance.now() - begun) / 1_000;
    say(`${ledger.writes.length} writes were begun; looking at what is there`);
    return { seconds, recoveries, ...(await lookAt(site, ledger)) };
  } finally {
    process.off("exit", leave);
    await site.end();
  }
}

async function whileWritten<T>(site: StruckSite, ledger: Ledger, work: () => Promise<T>): Promise<T> {
  const leaving = new AbortController();
  const writing = writeUntilLeft({ site, ledger, leaves: leaving.signal });
  try {
    return await Promise.race([work(), writing.then(() => Promise.reject(new Error("The writers left.")))]);
  } finally {
    leaving.abort();
    await writing;
  }
}

async function killByPlan(
  site: StruckSite,
  ledger: Ledger,
  options: PlanOptions,
  say: (line: string) => void,
): Promise<Recovery[]> {
  const plan = planKills(options);
  const recoveries: Recovery[] = [];
  for (const [n, { target, when }] of plan.entries()) {
    if ("writes" in when) await ledger.acknowledged(when.writes);
    else await sleep(when.meanwhileMillis);
    await site.strike(target, draw(options.seed, `choice ${n}`));
    const struckAt = performance.now();
    const isFollowed = isMeanwhile(plan[n + 1]);
    if (!isFollowed) await site.recovered();
    const seconds = isFollowed ? null : (performance.now() - struckAt) / 1_000;
    recoveries.push({ target, seconds });
    const then = seconds === null ? "the next strikes meanwhile" : `whole after ${seconds.toFixed(1)} s`;
    say(`Kill ${n + 1} of ${plan.length}, ${target}: ${then}`);
  }
  // The site is worked at after the last one too, and in a short plan until there is something of each kind to lose.
  await ledger.acknowledged(options.writes);
  await ledger.everyKindAcknowledged();
  return recoveries;
}

function isMeanwhile(kill: Kill | undefined): boolean {
  return kill !== undefined && "meanwhileMillis" in kill.when;
}

async function lookAt(site: StruckSite, ledger: Ledger): Promise<Omit<Report, "seconds" | "recoveries">> {
  const client = new pg.Client({ connectionString: site.databaseUrl });
  await client.connect();
  try {
    await jobsEnded(client);
    const { counts, faults } = judge(ledger.writes, await readStored(client));
    const afterwards = [
      ...(await readAgain(site, ledger)),
      ...(await signInAgain(site, ledger)),
      ...(await verifyAll(site, client)),
    ];
    const jobs = await jobsEnded(client);
    const verifications = await readVerifications(client);
    const silent = jobs.failed.filter((reason) => reason.trim() === "");
    return {
      counts,
      said: countSaid(ledger),
      jobs,
      verifications,
      readings: ledger.readings.size,
      faults: [
        ...[...faults, ...(await findHalves(client)), ...afterwards],
        ...refusals(ledger),
        ...(jobs.open > 0 ? [`${jobs.open} jobs never ended`] : []),
        ...(silent.length > 0 ? [`${silent.length} jobs failed without a reason`] : []),
        ...(verifications.failed > 0
          ? [`${verifications.failed} circuits did not agree when computed again`]
          : []),
        ...site.brokenStarts.map((how) => `the start ended by itself ${how}`),
      ],
    };
  } finally {
    await client.end();
  }
}

/** Nobody asks for more than the site was set to allow, nor for what is not theirs. */
function refusals({ writes }: Ledger): string[] {
  return writes
    .filter((write) => outcomeOf(write) === "refused")
    .map(({ kind, mark, said }) => `${kind} "${mark}" was refused: ${said}`);
}

function countSaid({ writes }: Ledger): Record<string, number> {
  const said: Record<string, number> = {};
  for (const { said: words } of writes) if (words !== null) said[words] = (said[words] ?? 0) + 1;
  return said;
}
