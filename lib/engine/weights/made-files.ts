import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
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
  const known = sources.map(({ path: at }) => {
    const { size, mtimeMs, ino } = statSync(at);
    return [at, size, mtimeMs, ino];
  });
  const key = createHash("sha256")
    .update(JSON.stringify([version, how, known]))
    .digest("hex");
  const at = path.join(folderOfMadeFiles(), `${key}.safetensors`);
  if (!existsSync(at)) make(at, label, tensors());
  return { path: at, label, byteLength: statSync(at).size };
}

let kept: string | undefined;

/** Names the folder that they are kept in; by default one of this user's among the temporary files. */
export function keepMadeFilesIn(folder: string): void {
  kept = folder;
}

/** Of this user alone: what lies there is computed with, and is not read again from its source. */
function folderOfMadeFiles(): string {
  const uid = process.getuid?.();
  const folder = kept ?? path.join(tmpdir(), `circuit-commons-${uid ?? "files"}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  if (!stat.isDirectory() || (uid !== undefined && stat.uid !== uid))
    throw new EngineError(
      "unavailable",
      `The folder ${folder} belongs to somebody else. Remove it, or choose another DATA_DIR or TMPDIR.`,
    );
  if (uid !== undefined && (stat.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return folder;
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
