import path from "node:path";
import { AppError } from "@/lib/errors";
import { describeError } from "../command-line";
import { ensureDatabaseClient } from "../prepare/prepare";
import { endingOf, interruptPrograms, runProgram, spawnNode } from "../prepare/run-program";
import { say } from "../progress.mjs";
import { schemaDifference } from "../schema-difference";
import { describeCycle, findFolderCycles, readImports } from "./folder-cycles";
import { writeListsLibrary } from "./lists-library";

interface Check {
  name: string;
  run(): Promise<void>;
}

const checks: Check[] = [
  { name: "format and lint", run: () => runTool(["node_modules/@biomejs/biome/bin/biome", "check", "."]) },
  { name: "no two folders import each other", run: checkFolders },
  { name: "types", run: checkTypes },
  { name: "migrations match the schema", run: compareMigrations },
];

/** `npm run check`: everything is run, also after a failure, so that one run tells all there is to mend. */
export async function check(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      interruptPrograms(signal);
      process.exitCode = 130;
    });
  let passed = 0;
  const failed: string[] = [];
  await ensureDatabaseClient();
  for (const { name, run } of checks) {
    if (process.exitCode === 130) break;
    say(`Checking: ${name}`);
    try {
      await run();
      passed += 1;
    } catch (error) {
      console.error(describeError(error));
      failed.push(name);
    }
  }
  say(failed.length === 0 ? "All is well" : `To be mended: ${failed.join(", ")}`);
  console.log(`check: ${passed} passed, ${failed.length} failed`);
  process.exit(process.exitCode ?? (failed.length > 0 ? 1 : 0));
}

async function runTool(values: string[]): Promise<void> {
  const child = spawnNode(values, { env: process.env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const { code } = await endingOf(child);
  if (code !== 0)
    throw new AppError("unprocessable", `${path.basename(values[0] ?? "")} found what stands above.`);
}

async function checkFolders(): Promise<void> {
  const cycles = findFolderCycles(readImports(["lib", "app"]));
  if (cycles.length > 0) throw new AppError("unprocessable", cycles.map(describeCycle).join("\n"));
}

/** Next's own declarations (next-env.d.ts, the routes' types) are not in the repository; a build is not needed. */
async function checkTypes(): Promise<void> {
  await runProgram("node_modules/next/dist/bin/next", ["typegen"], {
    environment: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    failure: "The types of the routes could not be generated",
  });
  await runTool(["node_modules/typescript/bin/tsc", "-b"]);
  writeListsLibrary();
  await runTool(["node_modules/typescript/bin/tsc", "-p", "lib/engine/tsconfig.lists.json"]);
}

async function compareMigrations(): Promise<void> {
  const sql = await schemaDifference();
  if (sql === "") return;
  throw new AppError(
    "unprocessable",
    `prisma/migrations does not lead to prisma/schema.prisma; make the missing migration with 'npm run migration -- <name>'. It would be:\n${sql}`,
  );
}
