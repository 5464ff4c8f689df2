import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EngineError } from "../errors";
import type { ModelFile } from "./model-folder";
import { type TensorSource, writeSafetensors } from "./write-safetensors";

/** Raised whenever the same source would make another file. */
const version = 1;

/**
 * A safetensors file with what a source has in a form that cannot be computed with as it lies: packed, turned, or scaled.
 * It is made once and kept for as long as the source stays as it is. Its label is the source's, since that is the file that
 * people know. `how` names everything that decides the numbers but the sources.
 */
export function madeFile(
  sources: readonly [ModelFile, ...ModelFile[]],
  how: unknown,
  tensors: () => readonly TensorSource[],
): ModelFile {
  const [{ label }] = sources;
  const places = sources.map((source) => source.path);
  const prints = places.map(printOf);
  const key = createHash("sha256")
    .update(JSON.stringify([version, how, prints]))
    .digest("hex");
  const at = path.join(folderOfMadeFiles(), `${key}.safetensors`);
  if (!touch(at)) make(at, label, tensors());
  asked.set(
    at,
    places.map((place, i) => ({ place, print: JSON.stringify(prints[i]) })),
  );
  for (const files of holding) files.add(at);
  return { path: at, label, byteLength: statSync(at).size };
}

let kept: string | undefined;
/** The files that this process asked for, by where they are, and what their sources were like. */
const asked = new Map<string, { place: string; print: string }[]>();
/** By file, how many hold it. */
const holders = new Map<string, number>();
/** Those of the work that is being done, innermost last. */
const holding: Set<string>[] = [];

/**
 * Does some work and holds the files that it asks for: until they are released, or a source is gone, they are in use whatever else
 * becomes of their sources. Work that throws holds none.
 */
export function holdMadeFiles<T>(work: () => T): { value: T; release: () => void } {
  const files = new Set<string>();
  holding.push(files);
  try {
    const value = work();
    for (const at of files) holders.set(at, (holders.get(at) ?? 0) + 1);
    const release = () => {
      for (const at of files) {
        const others = (holders.get(at) ?? 0) - 1;
        if (others > 0) holders.set(at, others);
        else holders.delete(at);
      }
      files.clear();
    };
    return { value, release };
  } finally {
    holding.pop();
  }
}

function printOf(at: string): [at: string, size: number, mtimeMs: number, ino: number] {
  const { size, mtimeMs, ino } = statSync(at);
  return [at, size, mtimeMs, ino];
}

/** Says that a file is in use, by its time of change; false where it is not there. */
function touch(at: string): boolean {
  const now = new Date();
  try {
    utimesSync(at, now, now);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** How long a file is kept that no process says is in use. */
const keptMillis = 24 * 60 * 60_000;

/** What such files are called: `make` and `deleteUnchanged` put something behind the name. */
const names = /^[0-9a-f]{64}\.safetensors(\.[0-9a-f]{12})*$/;

/** Times of change of old files, as the last round saw them. */
let old = new Map<string, number>();

/**
 * A round of tidying the folder that was named: says of every file that this process asked for, and that is held or whose sources
 * are what they were, that it is in use, and deletes what nobody has said that of for a day, parts of files that were never
 * finished among it. What is old must be so in two rounds, so that whoever uses it has said so in between, whatever the clock did.
 * Only what is called as such files are goes, out of a folder of this user. Answers what was deleted.
 */
export function tidyMadeFiles(now: Date): string[] {
  if (kept === undefined || !isOwnFolder(kept)) return [];
  for (const [at, sources] of asked) {
    const stands = sources.every(
      ({ place, print }) =>
        existsSync(place) && (holders.has(at) || JSON.stringify(printOf(place)) === print),
    );
    if (!stands || !touch(at)) asked.delete(at);
  }
  const found = new Map<string, number>();
  const deleted: string[] = [];
  for (const name of readdirSync(kept)) {
    const at = path.join(kept, name);
    if (!names.test(name) || asked.has(at)) continue;
    const changed = changedAt(at);
    if (changed === undefined || now.getTime() - changed < keptMillis) continue;
    if (old.get(at) !== changed) found.set(at, changed);
    else if (deleteUnchanged(at, changed)) deleted.push(name);
  }
  old = found;
  return deleted;
}

/** Undefined where it is gone or no file. */
function changedAt(at: string): number | undefined {
  const stat = lstatSync(at, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.mtimeMs : undefined;
}

/** Under another name first: who asks for it from then on makes it again, and what was asked for just before is put back. */
function deleteUnchanged(at: string, changed: number): boolean {
  const going = `${at}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(at, going);
  } catch (error) {
    // Another process was first.
    if (isMissing(error)) return false;
    throw error;
  }
  const isUnchanged = changedAt(going) === changed;
  if (!isUnchanged && !existsSync(at)) renameSync(going, at);
  else rmSync(going, { force: true });
  return isUnchanged;
}

/** Names the folder that they are kept in; by default one of this user's among the temporary files. */
export function keepMadeFilesIn(folder: string): void {
  kept = folder;
}

/** Of this user alone: what lies there is computed with, and is not read again from its source. */
function folderOfMadeFiles(): string {
  const uid = process.getuid?.();
  const folder = kept ?? path.join(tmpdir(), `circuit-commons-${uid ?? "files"}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOwnFolder(folder))
    throw new EngineError(
      "unavailable",
      `The folder ${folder} belongs to somebody else. Remove it, or choose another DATA_DIR or TMPDIR.`,
    );
  if (uid !== undefined && (lstatSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return folder;
}

/** False also where nothing is, and of a link, wherever it leads. */
function isOwnFolder(folder: string): boolean {
  const uid = process.getuid?.();
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && (uid === undefined || stat.uid === uid);
}

/** Written under another name first, so that no other process finds a part of it. */
function make(at: string, label: string, tensors: readonly TensorSource[]): void {
  const unfinished = `${at}.${randomBytes(6).toString("hex")}`;
  try {
    writeSafetensors(unfinished, tensors);
    renameSync(unfinished, at);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    throw new EngineError(
      "unavailable",
      `The disk that holds ${path.dirname(at)} is full, so ${label} could not be prepared. Free some space there, or set DATA_DIR or TMPDIR to a folder on another disk.`,
      { file: label },
      { cause: error },
    );
  } finally {
    rmSync(unfinished, { force: true });
  }
}
