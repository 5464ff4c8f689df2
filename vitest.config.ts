import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname) };

/** Files at once. One leaves a core idle wherever it waits for a process of its own. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** What is waited for comes when the machine gets to it; vitest's own second is too little for a busy one. */
const patience = { timeout: 20_000 };

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
  "start-up/kills",
].map((name) => `tests/integration/${name}.test.ts`);

const onDatabase = {
  globalSetup: ["tests/integration/global-setup.ts"],
  expect: { poll: patience },
  testTimeout: 180_000,
  hookTimeout: 240_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,workers,cli,components,app,scripts}/**/*.test.{ts,tsx}"],
          maxWorkers,
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: { name: "golden", include: ["tests/golden/**/*.test.ts"], maxWorkers, testTimeout: 120_000 },
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
          // A site, a worker, a database and a browser keep a core busy for two thirds of their time.
          maxWorkers: Math.max(2, availableParallelism()),
          sequence: { groupOrder: 3 },
          expect: { poll: patience },
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
