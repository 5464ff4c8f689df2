import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { AppError } from "@/lib/errors";

/** The operating system user that the database server runs as. */
export interface DatabaseAccount {
  name: string;
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root; these users exist on every Debian and Ubuntu, or come with PostgreSQL. */
const unprivilegedNames = ["postgres", "nobody"];

/**
 * Who should run the server over `clusterFolder`: nobody else than ourselves for an ordinary user (undefined);
 * for root the owner of the cluster if there is one already, else an unprivileged user of the machine.
 */
export function databaseAccount(clusterFolder: string): DatabaseAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readAccounts();
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) {
    const known = accounts.find((account) => account.uid === owner.uid);
    return known ?? { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  for (const name of unprivilegedNames) {
    const account = accounts.find((candidate) => candidate.name === name);
    if (account !== undefined) return account;
  }
  throw new AppError(
    "unavailable",
    "PostgreSQL refuses to run as root and this machine has neither a user 'postgres' nor 'nobody': start as an ordinary user, or set DATABASE_URL.",
  );
}

function readAccounts(): DatabaseAccount[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid = "", gid = ""]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/**
 * Whether the account can enter a folder, or read or run a file. Asks the operating system itself, as that user,
 * since mode bits alone miss access lists and mount options.
 */
export function canUse(
  account: DatabaseAccount | undefined,
  target: string,
  use: "enter" | "read" | "run",
): boolean {
  if (account === undefined) return true;
  const answer = spawnSync("/bin/sh", ["-c", `test -${use === "read" ? "r" : "x"} "$0"`, target], {
    uid: account.uid,
    gid: account.gid,
    cwd: "/",
    stdio: "ignore",
  });
  return answer.status === 0;
}
