import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { build, stop } from "esbuild";
import { AppError } from "@/lib/errors";
import { awaitLock } from "../file-lock.mjs";
import { say } from "../progress.mjs";
import { compressStatic } from "./compress-static";
import { hashInputs } from "./inputs";
import { interrupted, runProgram } from "./run-program";

interface Product {
  inputs: string[];
  /** What the making leaves; a program can end early and still say that all went well. */
  result: string;
  /** Holds the hash of the inputs that the product was made from; written last. */
  stamp: string;
  announcement: { first: string; again: string };
  make(): Promise<void>;
}

const buildPrefix = ".next-build-";
const programsPrefix = ".programs-";
/** Besides the one that is being made. */
const keptBesides = 2;

const buildInputs = [
  ...["app", "components", "lib", "public", "proxy.ts", "instrumentation.ts", "prisma/schema.prisma"],
  ...["next.config.js", "postcss.config.mjs", "tsconfig.json", "tsconfig.next.json"],
  ...["package.json", "package-lock.json"],
];

/** What `npm start` keeps running, what it runs once, and the command line. */
export const programs = {
  ...{ web: "scripts/web", worker: "workers/main", seed: "scripts/start/seed" },
  commons: "cli/commons",
};

const programInputs = [
  ...["lib", "workers", "scripts", "cli", "prisma"],
  ...["tsconfig.json", "package.json", "package-lock.json"],
];

const databaseClient: Product = {
  inputs: ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"],
  result: "generated/prisma/client.ts",
  stamp: "generated/.made-from",
  announcement: {
    first: "Generating the database client",
    again: "Generating the database client, since the schema changed",
  },
  async make() {
    await runProgram("node_modules/prisma/build/index.js", ["generate"], {
      failure: "The database client could not be generated from prisma/schema.prisma",
    });
  },
};

function productionBuild(folder: string): Product {
  return {
    inputs: buildInputs,
    result: path.join(folder, "BUILD_ID"),
    stamp: path.join(folder, ".made-from"),
    announcement: {
      first: "Building the pages, about a minute",
      again: "Building the pages, since their sources changed",
    },
    async make() {
      removeOld(buildPrefix);
      await runProgram("node_modules/next/dist/bin/next", ["build"], {
        environment: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: folder },
        failure: "The pages could not be built",
      });
      await compressStatic(path.join(folder, "static"));
    },
  };
}

function bundledPrograms(folder: string): Product {
  return {
    inputs: programInputs,
    result: path.join(folder, `${programs.worker}.mjs`),
    stamp: path.join(folder, ".made-from"),
    announcement: { first: "Bundling the programs", again: "Bundling the programs again" },
    async make() {
      removeOld(programsPrefix);
      await build({
        entryPoints: Object.values(programs).map((program) => `./${program}.ts`),
        outdir: folder,
        outbase: ".",
        outExtension: { ".js": ".mjs" },
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node20",
        packages: "external",
        // Node finds no file without its ending in a package that names none.
        alias: { "next/server": "next/server.js" },
        sourcemap: "linked",
        logLevel: "error",
      });
      // Its process would stay for as long as ours.
      await stop();
    },
  };
}

/** `generated/prisma`, unless it is there and made from the schema as it is. */
export function ensureDatabaseClient(): Promise<void> {
  return ensure(databaseClient);
}

/**
 * The production build of the sources as they are, made unless it is there; returns its folder, for NEXT_DIST_DIR.
 * Each state of the sources has a folder of its own, so that no build takes the files from under a running site.
 */
export async function ensureBuild(): Promise<string> {
  const folder = process.env.NEXT_DIST_DIR || `${buildPrefix}${hashInputs(buildInputs).slice(0, 12)}`;
  const product = productionBuild(folder);
  await ensure(product);
  touch(product.stamp);
  return folder;
}

/**
 * The programs of a site in a file each, made unless they are there; returns their folder. Starting one from its hundreds of
 * sources takes four seconds of a processor more. Each state of the sources has a folder of its own.
 */
export async function ensurePrograms(): Promise<string> {
  await ensureDatabaseClient();
  const folder = `${programsPrefix}${hashInputs(programInputs).slice(0, 12)}`;
  const product = bundledPrograms(folder);
  await ensure(product);
  touch(product.stamp);
  return folder;
}

/** The time of the stamp says when what was made was last used. */
function touch(stamp: string): void {
  try {
    utimesSync(stamp, new Date(), new Date());
  } catch {
    // A site that may not write its checkout leaves the clearing up to those who may.
  }
}

/** Those not used for longest, and first of all those that were never finished: only one is made at a time. */
function removeOld(prefix: string): void {
  const lastUsed = (folder: string) =>
    statSync(path.join(folder, ".made-from"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const made = readdirSync(".")
    .filter((name) => name.startsWith(prefix))
    .sort((first, second) => lastUsed(second) - lastUsed(first));
  made.forEach((folder, place) => {
    if (place >= keptBesides || lastUsed(folder) === 0) rmSync(folder, { recursive: true, force: true });
  });
}

async function ensure(product: Product): Promise<void> {
  const wanted = hashInputs(product.inputs);
  if (madeFrom(product) === wanted) return;
  // Commands that run at once in one checkout take turns in changing it.
  const release = await awaitLock(
    "node_modules/.preparing",
    () => say("Waiting for another command that is preparing this checkout"),
    interrupted,
  );
  try {
    if (madeFrom(product) === wanted) return;
    say(existsSync(product.stamp) ? product.announcement.again : product.announcement.first);
    rmSync(product.stamp, { force: true });
    await product.make();
    if (!existsSync(product.result)) throw new Error(`${product.result} was not made`);
    mkdirSync(path.dirname(product.stamp), { recursive: true });
    writeFileSync(product.stamp, wanted);
  } catch (error) {
    throw asSentence(error, product);
  } finally {
    release();
  }
}

function madeFrom({ stamp, result }: Product): string | undefined {
  return existsSync(stamp) && existsSync(result) ? readFileSync(stamp, "utf8") : undefined;
}

function asSentence(error: unknown, { stamp }: Product): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "EACCES" && code !== "EROFS") return error;
  return new AppError(
    "unavailable",
    `${path.dirname(stamp)} has to be made again and this user may not write there: run the command once as the user who owns ${process.cwd()}.`,
    {},
    { cause: error },
  );
}
