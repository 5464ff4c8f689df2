import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
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
import type { ClusterPlace } from "./place";

export interface ClusterOptions {
  password: string;
  /** False for clusters that are thrown away: nothing is forced to disk. */
  durable: boolean;
}

/**
 * Creates the cluster unless it is there. It is made under another name and renamed when it is whole and on
 * disk, so a start that is killed in between leaves only what the next start removes. Callers hold the data folder.
 */
export function ensureCluster(place: ClusterPlace, options: ClusterOptions): void {
  const { folder } = place;
  const [unfinished, passwordFile] = [`${folder}.unfinished-cluster`, `${folder}.unfinished-password`];
  const removeUnfinished = () => {
    for (const each of [unfinished, passwordFile]) rmSync(each, { recursive: true, force: true });
  };
  removeUnfinished();
  if (existsSync(path.join(folder, "PG_VERSION"))) {
    refuseOtherVersion(place);
    return;
  }
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new AppError(
      "conflict",
      `${folder} is not a PostgreSQL data folder but is not empty: move it away, or choose another DATA_DIR.`,
    );
  try {
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (place.account)
      for (const each of [unfinished, passwordFile]) chownSync(each, place.account.uid, place.account.gid);
    initialise(place, unfinished, passwordFile, options.durable);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    removeUnfinished();
  }
}

function initialise(place: ClusterPlace, unfinished: string, passwordFile: string, durable: boolean): void {
  const { status, error, stderr, stdout } = spawnSync(
    place.binaries.initdb,
    [
      ...["-D", unfinished, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`],
      ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
      ...["--no-instructions", ...(durable ? [] : ["--no-sync"])],
    ],
    { ...place.account, cwd: unfinished, env: serverEnvironment(), encoding: "utf8" },
  );
  if (error !== undefined) throw error;
  if (status === 0) return;
  const said = stderr.trim() || stdout.trim();
  if (!/No space left on device|Disk quota exceeded/.test(said)) throw new Error(`initdb: ${said}`);
  throw new AppError(
    "unavailable",
    `The disk that holds ${place.folder} is full, so the database was not made (it needs about 65 MB); what was begun is removed again. Free some space there, or set DATA_DIR to a folder on another disk.`,
  );
}

/** Nothing of ours: the server's environment can be read by its user, and ours may hold secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

function refuseOtherVersion({ folder, binaries }: ClusterPlace): void {
  const found = readFileSync(path.join(folder, "PG_VERSION"), "utf8").trim();
  const brought = Number.parseInt(binaries.version, 10);
  if (found === String(brought)) return;
  throw new AppError(
    "conflict",
    `The database in ${folder} was made by PostgreSQL ${found} and this version brings PostgreSQL ${brought}: dump it with the older version and restore it into a new DATA_DIR (docs/operations.md).`,
  );
}

/** The password of the database's owner, made on first use and readable by its owner alone. */
export function ensureSecret(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const unfinished = `${file}.unfinished`;
    writeFileSync(unfinished, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
    renameSync(unfinished, file);
  }
  return readFileSync(file, "utf8").trim();
}
