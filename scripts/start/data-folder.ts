import { accessSync, constants, existsSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { lockFile } from "../file-lock.mjs";
import { makeDataDir } from "../postgres/embedded";

/** Room for a new cluster with its first write-ahead log (about 65 MB), and for an existing one to start. */
const roomForNewDatabaseBytes = 200e6;
const roomToStartBytes = 50e6;

/**
 * Makes the data folder ours for as long as this process lives: creates it, checks that it can be written and has
 * room, and locks it. Throws the sentence for whoever comes second.
 */
export function claimDataFolder(dataDir: string, address: string): void {
  const lock = path.join(dataDir, "start.lock");
  const holder = existsSync(lock) ? readFileSync(lock, "utf8").trim() : "";
  try {
    makeDataDir(dataDir);
    accessSync(dataDir, constants.W_OK);
    if (lockFile(lock) === undefined)
      throw new AppError(
        "conflict",
        `The data folder ${dataDir} is in use by a site that is already running${holder === "" ? "" : ` (${holder})`}: use that one, stop it first, or set DATA_DIR to another folder.`,
      );
    refuseFullDisk(dataDir);
    writeFileSync(lock, `${address}, process ${process.pid}\n`);
  } catch (error) {
    throw asSentence(error, dataDir);
  }
}

function refuseFullDisk(dataDir: string): void {
  const needed = existsSync(path.join(dataDir, "secrets")) ? roomToStartBytes : roomForNewDatabaseBytes;
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  if (free >= needed) return;
  throw diskFull(dataDir, `${Math.floor(free / 1e6)} MB are free and ${needed / 1e6} MB are needed`);
}

function diskFull(dataDir: string, detail: string): AppError {
  return new AppError(
    "unavailable",
    `The disk that holds ${dataDir} is full (${detail}); nothing was changed. Free some space there, or set DATA_DIR to a folder on another disk.`,
  );
}

function asSentence(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(dataDir, "not even a lock could be written");
  if (code === "EEXIST" || code === "ENOTDIR")
    return new AppError("conflict", `The data folder ${dataDir} is a file: set DATA_DIR to a folder.`);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new AppError(
      "unavailable",
      `The data folder ${dataDir} cannot be written by this user: set DATA_DIR to a folder that can, or start as the user who owns it.`,
    );
  return error;
}
