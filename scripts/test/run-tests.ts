import { ensureBrowser } from "@/tests/e2e/support/browser";
import { describeError } from "../command-line";
import { ensureBuild, ensureDatabaseClient } from "../prepare/prepare";
import { interruptPrograms } from "../prepare/run-program";
import { say } from "../progress.mjs";
import { describeTally, runVitest, type Tally } from "./run-vitest";
import { whatIsNeeded } from "./what-is-needed";

/** `npm test`: prepares what the tests chosen need, runs them, and ends with one line that counts them. */
export async function runTests(values: string[]): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interruptPrograms(signal));
  let tally: Tally = { passed: 0, failures: ["FAILED npm test: what stands above"] };
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
  process.exit(tally.failures.length > 0 ? 1 : 0);
}
