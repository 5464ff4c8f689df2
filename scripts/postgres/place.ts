import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { canUse, type DatabaseAccount, databaseAccount } from "./account";
import { binariesUnder, type PostgresBinaries } from "./binaries";

export interface ClusterPlace {
  folder: string;
  binaries: PostgresBinaries;
  account: DatabaseAccount | undefined;
}

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
  const account = databaseAccount(known ?? inside);
  const binaries = placeBinaries(installed, account, say);
  if (known !== undefined) return { folder: known, binaries, account };
  if (canUse(account, dataDir, "enter")) return { folder: inside, binaries, account };
  const name = createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 12);
  const folder = path.join(publicFolder, name, "postgres");
  makePublicFolder(path.dirname(folder));
  writeFileSync(pointer, `${folder}\n`, { mode: 0o644 });
  say(
    `the database stands in ${folder}, since the user ${account?.name} cannot enter ${dataDir} (${pointer} says so)`,
  );
  return { folder, binaries, account };
}

function placeBinaries(
  installed: PostgresBinaries,
  account: DatabaseAccount | undefined,
  say: (line: string) => void,
): PostgresBinaries {
  const catalogue = path.join(installed.root, "share", "postgresql", "postgres.bki");
  if (canUse(account, installed.postgres, "run") && canUse(account, catalogue, "read")) return installed;
  const contents = readFileSync(path.join(installed.root, "..", "package.json"));
  const name = createHash("sha256").update(contents).digest("hex").slice(0, 12);
  const root = path.join(publicFolder, `postgresql-${installed.majorVersion}-${name}`);
  if (!existsSync(root)) {
    const unfinished = `${root}.unfinished-${process.pid}`;
    makePublicFolder(publicFolder);
    cpSync(installed.root, unfinished, { recursive: true, verbatimSymlinks: true });
    openToEveryone(unfinished);
    renameInto(unfinished, root);
    say(`copied PostgreSQL to ${root}, since the user ${account?.name} cannot read ${installed.root}`);
  }
  return binariesUnder(root, installed.majorVersion);
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

/** A checkout made under `umask 077` has no bits for others. */
function openToEveryone(target: string): void {
  const stat = lstatSync(target);
  if (stat.isSymbolicLink()) return;
  const runnable = stat.isDirectory() || (stat.mode & 0o100) !== 0;
  chmodSync(target, runnable ? 0o755 : 0o644);
  if (!stat.isDirectory()) return;
  for (const name of readdirSync(target)) openToEveryone(path.join(target, name));
}

function makePublicFolder(folder: string): void {
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
