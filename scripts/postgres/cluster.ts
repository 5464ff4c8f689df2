import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import type { DatabaseAccount } from "./account";
import type { PostgresBinaries } from "./binaries";

export interface ClusterPlan {
  /** Where the cluster stands once it is whole. */
  folder: string;
  binaries: PostgresBinaries;
  account: DatabaseAccount | undefined;
  password: string;
  /** False for clusters that a test throws away: nothing is forced to disk. */
  durable: boolean;
}

const unfinishedMark = ".unfinished-";

/**
 * Creates the cluster unless it is there. It is made under another name and renamed when it is whole and on
 * disk, so a start that is killed in between leaves only an unfinished folder, which the next start removes.
 */
export function ensureCluster(plan: ClusterPlan): "created" | "present" {
  removeUnfinished(plan.folder);
  if (existsSync(path.join(plan.folder, "PG_VERSION"))) {
    refuseOtherVersion(plan);
    return "present";
  }
  if (existsSync(plan.folder) && readdirSync(plan.folder).length > 0)
    throw new AppError(
      "conflict",
      `${plan.folder} is not a PostgreSQL data folder but is not empty: move it away, or choose another DATA_DIR.`,
    );
  const unfinished = `${plan.folder}${unfinishedMark}${randomBytes(4).toString("hex")}`;
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  try {
    giveTo(plan.account, unfinished);
    initialise(plan, unfinished);
    rmSync(plan.folder, { recursive: true, force: true });
    renameSync(unfinished, plan.folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  return "created";
}

function initialise(plan: ClusterPlan, unfinished: string): void {
  const passwordFile = `${unfinished}.password`;
  writeFileSync(passwordFile, `${plan.password}\n`, { mode: 0o600 });
  giveTo(plan.account, passwordFile);
  try {
    const made = spawnSync(
      plan.binaries.initdb,
      [
        ...["-D", unfinished, "-U", "postgres"],
        ...["--auth=scram-sha-256", `--pwfile=${passwordFile}`],
        ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
        ...["--no-instructions", ...(plan.durable ? [] : ["--no-sync"])],
      ],
      {
        uid: plan.account?.uid,
        gid: plan.account?.gid,
        cwd: unfinished,
        env: serverEnvironment(),
        encoding: "utf8",
      },
    );
    if (made.error !== undefined) throw made.error;
    if (made.status !== 0) throw creationFailure(plan.folder, made.stderr.trim() || made.stdout.trim());
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function creationFailure(folder: string, said: string): Error {
  if (!/No space left on device|Disk quota exceeded/.test(said)) return new Error(`initdb: ${said}`);
  return new AppError(
    "unavailable",
    `The disk that holds ${folder} is full, so the database was not made (it needs about 65 MB); what was begun is removed again. Free some space there, or set DATA_DIR to a folder on another disk.`,
  );
}

/** Nothing of ours: the server's environment can be read by its user, and ours may hold secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

function giveTo(account: DatabaseAccount | undefined, target: string): void {
  if (account !== undefined) chownSync(target, account.uid, account.gid);
}

function removeUnfinished(folder: string): void {
  const parent = path.dirname(folder);
  const prefix = `${path.basename(folder)}${unfinishedMark}`;
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent))
    if (name.startsWith(prefix)) rmSync(path.join(parent, name), { recursive: true, force: true });
}

function refuseOtherVersion({ folder, binaries }: ClusterPlan): void {
  const found = readFileSync(path.join(folder, "PG_VERSION"), "utf8").trim();
  if (found === String(binaries.majorVersion)) return;
  throw new AppError(
    "conflict",
    `The database in ${folder} was made by PostgreSQL ${found} and this version brings PostgreSQL ${binaries.majorVersion}: dump it with the older version and restore it into a new DATA_DIR (docs/operations.md).`,
  );
}

/** The password of the database's owner, made on first use and readable by its owner alone. */
export function ensureSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString("base64url");
  const unfinished = `${file}${unfinishedMark}${process.pid}`;
  writeFileSync(unfinished, `${secret}\n`, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, file);
  return secret;
}
