import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBrowser } from "@/tests/e2e/support/browser";
import { describeError } from "../command-line";
import { ensureBuild, ensureDatabaseClient } from "../prepare/prepare";
import { endingOf, interruptPrograms, spawnNode } from "../prepare/run-program";
import { say } from "../progress.mjs";
import { describeTally, type Tally, tallyResults } from "./results";
import { whatIsNeeded } from "./what-is-needed";

/** `npm test`: prepares what the tests chosen need, runs them, and ends with one line that counts them. */
export async function runTests(values: string[]): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interruptPrograms(signal));
  let tally: Tally = { passed: 0, failed: 1, failures: [] };
  try {
    const needs = whatIsNeeded(values);
    await ensureDatabaseClient();
    if (needs.build) await ensureBuild();
    if (needs.browser) await ensureBrowser(say);
    say(values.length > 0 ? `Running the tests that match ${values.join(" ")}` : "Running all tests");
    tally = await runVitest(values);
  } catch (error) {
    console.error(describeError(error));
  }
  console.log(describeTally(tally));
  process.exit(tally.failed > 0 ? 1 : 0);
}

export async function runVitest(values: string[]): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), "commons-results-"));
  const report = path.join(folder, "results.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  try {
    const child = spawnNode(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...values], {
      env: process.env,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const { code } = await endingOf(child);
    if (!existsSync(report)) return { passed: 0, failed: 1, failures: [] };
    const tally = tallyResults(JSON.parse(readFileSync(report, "utf8")));
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
