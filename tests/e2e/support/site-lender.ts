import { rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import path from "node:path";
import {
  freePort,
  openFolder,
  processesOf,
  type RunningCommand,
  runCommand,
  startCommand,
  untilTrue,
} from "@/tests/integration/support/processes";
import { createSiteDatabase, type SiteDatabase } from "./site-databases";

interface LentSite {
  folder: string;
  database: SiteDatabase;
  command: RunningCommand;
  address: Promise<string>;
  isLent: boolean;
  /** Runs while nobody has it. */
  idle?: NodeJS.Timeout;
}

/** Nobody's day ends within the run, however many files come to the same site. */
const settings = {
  GUEST_RUNS_PER_DAY: "100000",
  GUEST_CIRCUITS_PER_DAY: "100000",
  GUEST_SECONDS_PER_DAY: "100000",
  GUEST_STORED_MB_PER_DAY: "100000",
  SIGN_UPS_PER_HOUR: "1000",
  PRELOAD_PAGES: "false",
  WORKER_RELIEF: "false",
};

/** A site that nobody borrows goes after so long, and leaves its memory to others. */
const idleMillis = 600_000;

/**
 * Lends running sites to test files, each to one at a time: a connection is answered with the address of one, a line, and
 * has it until it is closed, however its file ends. So there are as many as files at once that borrow.
 */
export async function openLender(adminUrl: string): Promise<{ port: number; close: () => Promise<void> }> {
  const sites = new Set<LentSite>();

  async function stop(site: LentSite): Promise<void> {
    sites.delete(site);
    clearTimeout(site.idle);
    site.command.child.kill("SIGINT");
    await site.command.ended;
    const isGone = await untilTrue(() => processesOf(site.folder).length === 0, 20);
    await site.database.drop();
    rmSync(site.folder, { recursive: true, force: true });
    if (!isGone) throw new Error(`A lent site left processes behind: ${processesOf(site.folder).join(", ")}`);
  }

  /** Sites that go because nobody has had them for long; what goes wrong then is told at the end. */
  const leaving: Promise<void>[] = [];

  async function another(): Promise<LentSite> {
    const site = startSite(await createSiteDatabase(adminUrl), await freePort());
    sites.add(site);
    return site;
  }

  async function lend(borrower: Socket): Promise<void> {
    borrower.on("error", () => {});
    let site: LentSite | undefined;
    try {
      site = [...sites].find(({ isLent }) => !isLent) ?? (await another());
      site.isLent = true;
      clearTimeout(site.idle);
      await lendTo(borrower, site);
    } catch (error) {
      borrower.end(`${JSON.stringify({ failure: String(error) })}\n`);
      if (site !== undefined) leaving.push(stop(site));
    }
  }

  async function lendTo(borrower: Socket, site: LentSite): Promise<void> {
    const giveBack = () => {
      site.isLent = false;
      site.idle = setTimeout(() => leaving.push(stop(site)), idleMillis).unref();
    };
    const address = await site.address;
    if (borrower.destroyed) return giveBack();
    borrower.once("close", giveBack);
    borrower.write(`${JSON.stringify({ address })}\n`);
  }

  const server = createServer((borrower) => void lend(borrower));
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : 0);
    });
  });
  return {
    port,
    async close() {
      server.close();
      await Promise.all([...leaving, ...[...sites].map(stop)]);
    },
  };
}

function startSite(database: SiteDatabase, port: number): LentSite {
  const folder = openFolder();
  const command = runCommand(startCommand, {
    DATABASE_URL: database.url,
    DATA_DIR: path.join(folder, "data"),
    PORT: String(port),
    ...settings,
  });
  // It answers before it has what a release adds to a database.
  const address = command
    .says(/The site answers at (\S+)[\s\S]*Ctrl-C stops it/, 300)
    .then(([, said]) => said ?? "");
  // Told to whoever borrows it.
  address.catch(() => {});
  return { folder, database, command, address, isLent: true };
}
