import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EngineError } from "@/lib/engine/errors";

/** Writes a file that a user names; throws `EngineError` in a sentence that names it. */
export function writeText(file: string, text: string): void {
  orRefused(file, () => writeFileSync(file, text));
}

/** Throws where a file could not be written, before anything is computed for it. */
export function refuseUnwritable(file: string): void {
  orRefused(file, () => {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error("it is a folder");
    accessSync(existsSync(file) ? file : path.dirname(file), constants.W_OK);
  });
}

function orRefused(file: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError("invalid-input", `${file} cannot be written: ${reason}.`, {}, { cause });
  }
}
