import { randomBytes } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";

/** A folder in which a model is put together, on the disk where it will lie. No start looks into it for models. */
export interface Workplace {
  folder: string;
  /** Once the model stands. */
  remove(): void;
  giveBack(): void;
}

const partial = ".partial";
/** What those folders are called while they are deleted. No model's name begins so. */
const going = ".going-";

/** Names of models whose folders this process has. */
const held = new Set<string>();

/** Takes the folder in which a model of this name is adopted, for this process alone. Throws "conflict" where another has it. */
export function takeWorkplace(modelsDir: string, name: string): Workplace {
  const folder = path.join(modelsDir, partial, name);
  mkdirSync(folder, { recursive: true });
  const owner = path.join(folder, ownerFile);
  const holder = holderOf(folder);
  if (Number.isInteger(holder) && holder !== process.pid && isRunning(holder)) throw taken(name, holder);
  rmSync(owner, { force: true });
  try {
    writeFileSync(owner, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw taken(name, holderOf(folder));
    // Where a disk is full it may stand and say nothing.
    rmSync(owner, { force: true });
    throw error;
  }
  held.add(folder);
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      held.delete(folder);
    },
    giveBack: () => {
      rmSync(owner, { force: true });
      held.delete(folder);
    },
  };
}

const ownerFile = "owner";

/** The process that a folder says has it; NaN for none. To a signal, 0 would be every process of this one's group. */
function holderOf(folder: string): number {
  const owner = path.join(folder, ownerFile);
  const said = existsSync(owner) ? readFileSync(owner, "utf8") : "";
  return /^[1-9]\d*$/.test(said) ? Number(said) : Number.NaN;
}

const day = 24 * 60 * 60_000;
/** How long what was fetched waits for who goes on with it. */
const keptMillis = 7 * day;
/** The same where a model of the name stands, so that nobody can. */
const keptBesideMillis = day;

/**
 * Deletes the folders in which no running process of this machine puts a model together and in which nothing has changed for a week;
 * for a day where a model of the name stands. A process of another machine that shares the folder is known by what it changes.
 * Answers their names. Links, and what is no folder, are left.
 */
export function clearWorkplaces(modelsDir: string, now: Date): string[] {
  const all = path.join(modelsDir, partial);
  if (!isFolder(all)) return [];
  const cleared: string[] = [];
  for (const name of readdirSync(all)) {
    const folder = path.join(all, name);
    if (!isFolder(folder)) continue;
    if (name.startsWith(going)) rmSync(folder, { recursive: true, force: true });
    else if (unlessGone(() => isLeft(modelsDir, name, now) && deleteLeft(folder))) cleared.push(name);
  }
  return cleared;
}

/** A link is none, wherever it leads. */
function isFolder(at: string): boolean {
  return lstatSync(at, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** False where another process was first. */
function unlessGone(work: () => boolean): boolean {
  try {
    return work();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function isLeft(modelsDir: string, name: string, now: Date): boolean {
  const folder = path.join(modelsDir, partial, name);
  if (isHeld(folder)) return false;
  const stands = existsSync(path.join(modelsDir, name, "manifest.json"));
  return now.getTime() - lastChange(folder) >= (stands ? keptBesideMillis : keptMillis);
}

/** Of this process it is known what it has: another may have had its number. */
function isHeld(folder: string): boolean {
  const holder = holderOf(folder);
  return holder === process.pid ? held.has(folder) : Number.isInteger(holder) && isRunning(holder);
}

/** Under another name first, so that who begins anew begins with nothing and not with a part. False where somebody took it. */
function deleteLeft(folder: string): boolean {
  const away = path.join(path.dirname(folder), `${going}${randomBytes(6).toString("hex")}`);
  renameSync(folder, away);
  if (isHeld(away) && !existsSync(folder)) {
    renameSync(away, folder);
    return false;
  }
  rmSync(away, { recursive: true, force: true });
  return true;
}

/** When anything in a folder last changed; links are not followed. */
function lastChange(at: string): number {
  const stat = lstatSync(at, { throwIfNoEntry: false });
  if (!stat) return 0;
  const inside = stat.isDirectory() ? readdirSync(at).map((name) => lastChange(path.join(at, name))) : [];
  return Math.max(stat.mtimeMs, ...inside);
}

function taken(name: string, holder: number): AppError {
  const by = Number.isInteger(holder) ? `the process ${holder}` : "another process";
  return new AppError("conflict", `${name} is being adopted already, by ${by}.`);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}
