import path from "node:path";
import type { Reporter, TestModule } from "vitest/node";

interface Failure {
  message: string;
  stacks?: { file: string; line: number }[];
}

/**
 * Sends whoever started vitest what came of it. Whatever did not pass failed: a skipped test proves nothing, nor does
 * a run without a test. A file that broke, and an error outside of every test, count as one failure each.
 */
export default class TallyReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[], errors: readonly Failure[]): Promise<void> {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const unpassed = tests.filter((test) => test.result().state !== "passed");
    const failures = [
      ...unpassed.map((test) => {
        const { state, errors = [] } = test.result();
        return line(test.module.moduleId, test.fullName, errors[0] ?? { message: state });
      }),
      ...modules.flatMap((module) =>
        module.errors().map((error) => line(module.moduleId, "the file itself", error)),
      ),
      ...errors.map((error) => line(".", "outside of every test", error)),
    ];
    if (tests.length === 0 && failures.length === 0)
      failures.push(line(".", "the run", { message: "there was no test" }));
    const tally = { passed: tests.length - unpassed.length, failures, longest: longestOf(modules) };
    await new Promise((resolve) => process.send?.(tally, resolve));
  }
}

/** The files that took longest, so that who wants the whole to be quicker knows where to look. */
function longestOf(modules: readonly TestModule[]): string[] {
  const timed = modules.map((each) => ({ moduleId: each.moduleId, millis: each.diagnostic().duration }));
  return timed
    .toSorted((a, b) => b.millis - a.millis)
    .slice(0, 12)
    .map(({ moduleId, millis }) => `${(millis / 1000).toFixed(0).padStart(6)} s  ${nameOf(moduleId)}`);
}

const nameOf = (file: string) => path.relative(process.cwd(), file) || "vitest";

/** What was waited for stands in later lines of what a browser's library says, and where, in its stack alone. */
function line(file: string, test: string, { message, stacks = [] }: Failure): string {
  const said = message
    .trim()
    .split(/\s*\n\s*/)
    .slice(0, 4)
    .join(" ");
  const inFile = stacks.find((frame) => frame.file === file);
  const place = inFile ? ` (line ${inFile.line})` : "";
  return `FAILED ${nameOf(file)}: ${test}: ${said.slice(0, 400)}${place}`;
}
