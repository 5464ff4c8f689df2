import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const alias = { "@": path.resolve(import.meta.dirname) };

/** Files at once. One leaves a core idle wherever it waits for a process of its own. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** What is waited for comes when the machine gets to it; vitest's own second is too little for a busy one. */
const patience = { timeout: 60_000 };

/** What says how quick something is while something else is slow; each of these has the machine for itself. */
const alone = [
  "accounts/sign-in-under-flood",
  "circuits/heavy-circuits",
  "circuits/large-circuits",
  "computations/flood",
  "heavy-files/heavy-files",
  "http/kept-pages",
  "http/worst-content",
  "jobs/budget",
].map((name) => `tests/integration/${name}.test.ts`);

const onDatabase = {
  globalSetup: ["tests/programs.ts", "tests/run-folder.ts", "tests/integration/global-setup.ts"],
  expect: { poll: patience },
  testTimeout: 600_000,
  hookTimeout: 600_000,
};

/** What takes minutes, so that none of it runs by itself at the end while the other cores have nothing left to do. */
const long = ["payloads", "newcomer-questions", "honest-day", "honest-class"].map(
  (name) => `/tests/e2e/${name}.test.ts`,
);

/** Files in vitest's own order, by what they took before or else by their size; of the browser's the known long ones first. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.some((end) => moduleId.endsWith(end));
    // Groups run one after another whatever stands between them here.
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          // Files share what they import: a third of what they would cost is importing. None of them changes what another sees.
          isolate: false,
          globalSetup: ["tests/programs.ts"],
          include: ["{lib,workers,cli,components,app,scripts}/**/*.test.{ts,tsx}"],
          maxWorkers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "golden",
          include: ["tests/golden/**/*.test.ts"],
          globalSetup: ["tests/programs.ts"],
          maxWorkers,
          testTimeout: 300_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...onDatabase,
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          exclude: alone,
          maxWorkers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...onDatabase,
          name: "integration-alone",
          include: alone,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/programs.ts", "tests/run-folder.ts", "tests/e2e/global-setup.ts"],
          // A site, a worker, a database and a browser keep a core busy for two thirds of their time: half as many again keep all.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 3 },
          expect: { poll: patience },
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
