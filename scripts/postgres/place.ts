import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { binariesUnder, type PostgresBinaries } from "./binaries";

export interface ClusterPlace {
  folder: string;
  binaries: PostgresBinaries;
  /** The user that the server runs as; ourselves where there is none. */
  account: { uid: number; gid: number } | undefined;
}

/** PostgreSQL refuses to run as root; these users exist on every Debian and Ubuntu, or come with PostgreSQL. */
const unprivilegedNames = ["postgres", "nobody"];
/** Root's start may have to move out of a closed home; this folder can be entered by every user. */
const publicFolder = "/var/lib/circuit-commons";

/**
 * Where the cluster of a data folder stands: in the data folder itself, unless root started us and the server's
 * own user cannot enter it (a checkout under /root, say). Then it stands under /var/lib, and a file in the
 * data folder points to it.
 */
export function placeCluster(
  dataDir: string,
  installed: PostgresBinaries,
  say: (line: string) => void,
): ClusterPlace {
  const pointer = path.join(dataDir, "postgres.location");
  const inside = path.join(dataDir, "postgres");
  const known = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : undefined;
  const account = process.getuid?.() === 0 ? unprivilegedAccount(known ?? inside) : undefined;
  const binaries = placeBinaries(installed, account, say);
  if (known !== undefined) return { folder: known, binaries, account };
  if (canUse(account, "x", dataDir)) return { folder: inside, binaries, account };
  const name = createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 12);
  const folder = path.join(publicFolder, name, "postgres");
  makePublic(path.dirname(folder));
  writeFileSync(pointer, `${folder}\n`);
  say(
    `the database stands in ${folder}, since the user ${account?.uid} cannot enter ${dataDir} (${pointer} says so)`,
  );
  return { folder, binaries, account };
}

/** Who runs the server when root starts it: the owner of the cluster, if there is one already. */
function unprivilegedAccount(clusterFolder: string): { uid: number; gid: number } {
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of unprivilegedNames) {
    const [, , uid, gid] = accounts.find((fields) => fields[0] === name) ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new AppError(
    "unavailable",
    "PostgreSQL refuses to run as root and this machine has neither a user 'postgres' nor 'nobody': start as an ordinary user, or set DATABASE_URL.",
  );
}

/**
 * Whether an account can read ("r"), or run or enter ("x"), all of these. Asks the operating system itself, as that
 * user, since mode bits alone miss access lists and mount options.
 */
function canUse(account: ClusterPlace["account"], use: "r" | "x", ...targets: string[]): boolean {
  const test = `for target; do test -${use} "$target" || exit 1; done`;
  return (
    account === undefined ||
    spawnSync("/bin/sh", ["-c", test, "sh", ...targets], { ...account, cwd: "/" }).status === 0
  );
}

function placeBinaries(
  installed: PostgresBinaries,
  account: ClusterPlace["account"],
  say: (line: string) => void,
): PostgresBinaries {
  const catalogue = path.join(installed.root, "share", "postgresql", "postgres.bki");
  if (canUse(account, "x", installed.postgres) && canUse(account, "r", catalogue)) return installed;
  const root = path.join(publicFolder, `postgresql-${installed.version}`);
  if (!existsSync(root)) {
    const unfinished = `${root}.unfinished-${process.pid}`;
    makePublic(publicFolder);
    cpSync(installed.root, unfinished, { recursive: true, verbatimSymlinks: true });
    // A checkout made under `umask 077` has no bits for others.
    spawnSync("chmod", ["-R", "a+rX", unfinished]);
    renameInto(unfinished, root);
    say(`copied PostgreSQL to ${root}, since the user ${account?.uid} cannot read ${installed.root}`);
  }
  return binariesUnder(root, installed.version);
}

/** Two starts may copy at once; whoever comes second keeps the first one's copy. */
function renameInto(unfinished: string, root: string): void {
  try {
    renameSync(unfinished, root);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(root)) throw error;
  }
}

function makePublic(folder: string): void {
  try {
    for (const each of [publicFolder, folder]) {
      mkdirSync(each, { recursive: true });
      chmodSync(each, 0o755);
    }
  } catch (error) {
    throw new AppError(
      "unavailable",
      `PostgreSQL may not run as root, its own user cannot enter this folder, and ${folder} could not be made for it: choose a DATA_DIR that every user can enter, or set DATABASE_URL.`,
      {},
      { cause: error },
    );
  }
}
