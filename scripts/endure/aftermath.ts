import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { BrowserUser } from "@/tests/e2e/support/browser-user";
import { type Ledger, outcomeOf } from "./ledger";
import { digestOf } from "./ledger-user";
import { findComputedCircuits, type Jobs, readJobs } from "./stored";
import { password } from "./work";

/** What is asked of the site once it is left alone. */

const quietMillis = 250;
/** Jobs that are as many as before for so long are stuck: none computes for longer. */
const stuckSeconds = 60;
const readersAtOnce = 4;

/** Waits until every job has ended, or until none has for a minute. */
export async function jobsEnded(client: pg.Client): Promise<Jobs> {
  let jobs = await readJobs(client);
  let changedAt = performance.now();
  while (jobs.open > 0 && performance.now() - changedAt < stuckSeconds * 1_000) {
    await sleep(quietMillis);
    const now = await readJobs(client);
    if (now.open !== jobs.open) changedAt = performance.now();
    jobs = now;
  }
  return jobs;
}

/** Has every circuit that there is computed again and compared. Gives what was refused. */
export async function verifyAll(site: { address: string }, client: pg.Client): Promise<string[]> {
  const circuits = await findComputedCircuits(client);
  return everyOne(circuits, async (id, n) => {
    const reader = new BrowserUser(site, `10.200.${(n >> 8) & 255}.${n & 255}`);
    const answer = await reader.fetch("POST", `/api/v1/circuits/${id}/verifications`);
    const said = await answer.text();
    return answer.ok ? [] : [`the circuit ${id} could not be verified: ${answer.status} ${said}`];
  });
}

/** Reads again all that was read for good. Gives what is another now. */
export async function readAgain(site: { address: string }, { readings }: Ledger): Promise<string[]> {
  return everyOne([...readings.values()], async ({ method, path, body, digest }, n) => {
    const reader = new BrowserUser(site, `10.201.${(n >> 8) & 255}.${n & 255}`);
    const answer = await reader.fetch(method, path, body);
    return digestOf(await answer.text()) === digest
      ? []
      : [`${method} ${path} gives something else than it did`];
  });
}

/** Signs in with every account that was acknowledged. Gives those that cannot. */
export async function signInAgain(site: { address: string }, { writes }: Ledger): Promise<string[]> {
  const handles = writes
    .filter((write) => write.kind === "account" && outcomeOf(write) === "acknowledged")
    .map(({ mark }) => mark);
  return everyOne(handles, async (handle, n) => {
    const refused = await new BrowserUser(site, `10.202.${n >> 8}.${n & 255}`).signIn(handle, password);
    return refused === null ? [] : [`${handle} cannot sign in: ${refused}`];
  });
}

async function everyOne<T>(all: T[], look: (each: T, n: number) => Promise<string[]>): Promise<string[]> {
  const found: string[] = [];
  const left = all.entries();
  const one = async () => {
    for (const [n, each] of left) found.push(...(await look(each, n)));
  };
  await Promise.all(Array.from({ length: readersAtOnce }, one));
  return found;
}
