import path from "node:path";
import type { Reporter, TestModule } from "vitest/node";

/**
 * Sends whoever started vitest what came of it. Whatever did not pass failed: a skipped test proves nothing, nor does
 * a run without a test. A file that broke, and an error outside of every test, count as one failure each.
 */
export default class TallyReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string }[]): Promise<void> {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const unpassed = tests.filter((test) => test.result().state !== "passed");
    const failures = [
      ...unpassed.map((test) => {
        const { state, errors = [] } = test.result();
        return line(test.module.moduleId, test.fullName, errors[0]?.message ?? state);
      }),
      ...modules.flatMap((module) =>
        module.errors().map(({ message }) => line(module.moduleId, "the file itself", message)),
      ),
      ...errors.map(({ message }) => line(".", "outside of every test", message)),
    ];
    if (tests.length === 0 && failures.length === 0) failures.push(line(".", "the run", "there was no test"));
    const tally = { passed: tests.length - unpassed.length, failures };
    await new Promise((resolve) => process.send?.(tally, resolve));
  }
}

function line(file: string, test: string, error: string): string {
  const [beginning = ""] = error.trim().split("\n");
  return `FAILED ${path.relative(process.cwd(), file) || "vitest"}: ${test}: ${beginning.slice(0, 300)}`;
}
