import { lstatSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

/** How long the file of an encoder is kept that no process opens. */
export const keptDays = 14;

const names = /^[0-9a-f]{64}\.encoder$/;

/**
 * Deletes the files of encoders that nobody opened for so long: of models and dictionaries that are gone, or that nobody reads. Who has one
 * open goes on reading it, and who wants it again makes it again. Only what is called as such files are goes. Answers what was deleted.
 */
export function tidyEncoderFiles(folder: string, now: Date): string[] {
  const isFolder = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  return (isFolder ? readdirSync(folder) : []).filter((name) => {
    const file = path.join(folder, name);
    const stat = names.test(name) ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
    if (!stat?.isFile() || now.getTime() - stat.mtimeMs < keptDays * 24 * 60 * 60_000) return false;
    rmSync(file, { force: true });
    return true;
  });
}
