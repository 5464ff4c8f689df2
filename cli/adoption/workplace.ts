import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** Takes the folder in which a model of this name is adopted, for this process alone. Throws "conflict" where another has it. */
export function takeWorkplace(modelsDir: string, name: string): Workplace {
  const folder = path.join(modelsDir, partial, name);
  mkdirSync(folder, { recursive: true });
  const owner = path.join(folder, "owner");
  const holder = existsSync(owner) ? Number(readFileSync(owner, "utf8")) : Number.NaN;
  if (Number.isInteger(holder) && holder !== process.pid && isRunning(holder)) throw taken(name, holder);
  rmSync(owner, { force: true });
  try {
    writeFileSync(owner, String(process.pid), { flag: "wx" });
  } catch {
    throw taken(name, holder);
  }
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
    giveBack: () => rmSync(owner, { force: true }),
  };
}

function taken(name: string, holder: number): AppError {
  return new AppError("conflict", `${name} is being adopted already, by the process ${holder}.`);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
