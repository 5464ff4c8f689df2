import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { awaitLock } from "../file-lock.mjs";
import { say } from "../progress.mjs";
import { hashInputs } from "./inputs";
import { runProgram } from "./run-program";

interface Product {
  inputs: string[];
  /** What the making leaves; a program can end early and still say that all went well. */
  result: string;
  /** Holds the hash of the inputs that the product was made from; written last. */
  stamp: string;
  announcement: { first: string; again: string };
  make(): Promise<void>;
}

/** As in next.config.js. */
const buildFolder = process.env.NEXT_DIST_DIR || ".next";

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

const productionBuild: Product = {
  inputs: [
    ...[
      "app",
      "components",
      "lib",
      "public",
      "prisma/schema.prisma",
      "proxy.ts",
      "next.config.js",
      "postcss.config.mjs",
    ],
    ...["package-lock.json", "package.json", "tsconfig.json", "tsconfig.next.json"],
  ],
  result: path.join(buildFolder, "BUILD_ID"),
  stamp: path.join(buildFolder, ".made-from"),
  announcement: {
    first: "Building the pages, about a minute",
    again: "Building the pages, since their sources changed",
  },
  async make() {
    await runProgram("node_modules/next/dist/bin/next", ["build"], {
      environment: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      failure: "The pages could not be built",
    });
  },
};

/** `generated/prisma`, unless it is there and made from the schema as it is. */
export function ensureDatabaseClient(): Promise<void> {
  return ensure(databaseClient);
}

/** The production build, unless it is there and made from the sources as they are. */
export function ensureBuild(): Promise<void> {
  return ensure(productionBuild);
}

async function ensure(product: Product): Promise<void> {
  const wanted = hashInputs(product.inputs);
  if (madeFrom(product) === wanted) return;
  // Commands that run at once in one checkout take turns in changing it.
  const release = await awaitLock("node_modules/.preparing", () =>
    say("Waiting for another command that is preparing this checkout"),
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
