import { readFileSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { patience } from "@/tests/integration/support/patience";
import {
  databaseUrlOf,
  freePort,
  openFolder,
  processesOf,
  processesRunning,
  type RunningCommand,
  runCommand,
  signalProcess,
  startCommand,
  untilTrue,
} from "@/tests/integration/support/processes";
import { databaseName } from "../postgres/embedded";
import { processesIn } from "../postgres/leftover";
import type { Target } from "./plan";

const programs = { web: "scripts/web.", worker: "workers/main.", database: "bin/postgres" };
const patienceSeconds = 25;
/** What the site said of its health is kept for up to 200 ms, and what it said before a kill counts for nothing. */
const healthKeptMillis = 250;

/** The site as `npm start` has it, with a data folder of its own, and what strikes it. */
export class StruckSite {
  readonly address: string;
  /** The starts that ended without having been killed, and what they said last. */
  readonly brokenStarts: string[] = [];
  readonly #environment: Record<string, string>;
  #start: RunningCommand;
  #startKilled = false;
  /** The processes that are to go since the site was whole: killed, or with one that was. */
  #fallen: number[] = [];

  private constructor(
    readonly folder: string,
    environment: Record<string, string>,
    port: number,
  ) {
    this.address = `http://localhost:${port}`;
    this.#environment = { ...environment, DATA_DIR: path.join(folder, "data"), PORT: String(port) };
    this.#start = this.#begin();
  }

  static async started(environment: Record<string, string>): Promise<StruckSite> {
    const site = new StruckSite(openFolder(), environment, await freePort());
    await site.#start.says(/The site answers at/, 300);
    return site;
  }

  #begin(): RunningCommand {
    this.#startKilled = false;
    return runCommand(startCommand, this.#environment);
  }

  get databaseUrl(): string {
    return databaseUrlOf(this.folder);
  }

  /** Kills -9. Waits for the processes where they are only just coming; `choice`, 0 to 1, says which of several. */
  async strike(target: Target, choice: number): Promise<void> {
    const there = await untilTrue(() => this.#pids(target, choice).length > 0, patienceSeconds);
    if (!there) throw new Error(`There was no ${target} to kill. The site said:\n${this.#start.output()}`);
    const pids = this.#pids(target, choice);
    this.#startKilled ||= target === "power";
    this.#fallen.push(...pids, ...this.#fallWith(target));
    for (const pid of pids) signalProcess(pid, "SIGKILL");
  }

  #running(program: string): number[] {
    return processesRunning(this.folder, program);
  }

  #pids(target: Target, choice: number): number[] {
    const ofDatabase = this.#running(programs.database).flatMap(serverProcesses);
    switch (target) {
      case "web":
      case "worker":
      case "database":
        return this.#running(programs[target]);
      case "connection":
        return oneOf(ofDatabase.filter(servesConnection), choice);
      case "all":
        return [...this.#running(programs.web), ...this.#running(programs.worker), ...ofDatabase];
      case "power":
        return [...new Set([...processesOf(this.folder), ...ofDatabase])];
    }
  }

  /** A database of which one process died ends all but the first and begins anew; without the first they end by themselves. */
  #fallWith(target: Target): number[] {
    if (target === "web" || target === "worker") return [];
    const servers = this.#running(programs.database);
    return servers.flatMap(serverProcesses).filter((pid) => !servers.includes(pid));
  }

  /** Waits until others stand in the place of what was killed and the site says that all of it is alive. */
  async recovered(): Promise<void> {
    await sleep(healthKeptMillis);
    const whole = await untilTrue(async () => {
      await this.#startAgain();
      return this.#allReplaced() && (await this.#isWell());
    }, patienceSeconds);
    if (!whole)
      throw new Error(
        `Not whole ${patience * patienceSeconds} s after a kill. The site said:\n${this.#start.output()}`,
      );
    this.#fallen = [];
  }

  async #startAgain(): Promise<void> {
    const { exitCode, signalCode } = this.#start.child;
    if (exitCode === null && signalCode === null) return;
    if (!this.#startKilled)
      this.brokenStarts.push(`with ${exitCode ?? signalCode}: ${this.#start.output().slice(-600)}`);
    this.#start = this.#begin();
    await this.#start.says(/The site answers at/, patienceSeconds);
  }

  #allReplaced(): boolean {
    const gone = !this.#fallen.some((pid) => workingFolder(pid) !== null);
    return gone && Object.values(programs).every((program) => this.#running(program).length > 0);
  }

  async #isWell(): Promise<boolean> {
    const signal = AbortSignal.timeout(5_000);
    return fetch(`${this.address}/api/health`, { signal }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Asks the site to stop, and leaves nothing of it. */
  async end(): Promise<void> {
    signalProcess(this.#start.child.pid ?? 0, "SIGINT");
    await this.#start.ended;
    this.clear();
  }

  /** The same at once, for who has to leave. */
  clear(): void {
    for (const pid of processesOf(this.folder)) signalProcess(pid, "SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function oneOf(pids: number[], choice: number): number[] {
  const sorted = pids.toSorted((a, b) => a - b);
  return sorted.slice(Math.floor(choice * sorted.length)).slice(0, 1);
}

/** A database server's own process and those that it has for connections and for itself. */
function serverProcesses(server: number): number[] {
  const folder = workingFolder(server);
  return folder === null ? [] : processesIn(folder);
}

/** Null for a process that has ended, also where nobody has collected it yet. */
function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** PostgreSQL names the database that a process serves in the process's title. */
function servesConnection(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(` ${databaseName} `);
  } catch {
    return false;
  }
}
