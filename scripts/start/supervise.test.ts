import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type SupervisedProcess, supervise } from "./supervise";

let folder: string;
let supervised: SupervisedProcess;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "commons-supervise-"));
  said = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    said += String(chunk);
    return true;
  });
});

afterEach(async () => {
  await supervised.stop(0);
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A program that writes a line to `starts` whenever it starts, and then does what it is told. */
function program(then: string): string {
  const file = path.join(folder, "program.mjs");
  writeFileSync(
    file,
    `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(path.join(folder, "starts"))}, "x"); ${then}`,
  );
  return file;
}

function starts(): number {
  try {
    return readFileSync(path.join(folder, "starts"), "utf8").length;
  } catch {
    return 0;
  }
}

function watchOver(file: string, onFirstFailure?: () => void): void {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  supervised = supervise({ name: "the worker", file, values: [], environment, onFirstFailure });
}

const patience = { timeout: 20_000, interval: 50 };

test("a process that keeps failing is started again with growing pauses, and reported in a sentence", async () => {
  watchOver(program("process.exit(7);"));
  await vi.waitFor(() => expect(said).toContain("keeps failing"), patience);
  expect(said).toMatch(/The worker stopped by itself \(exit code 7\); starting it again in 0\.5 s/);
  expect(said).toMatch(/starting it again in 1 s/);
  expect(said).toMatch(/The worker keeps failing: 3 times in a row now, last with exit code 7.*again in 2 s/);
  expect(starts()).toBe(3);
});

test("a process that had come up is started again at once, however often it ends", async () => {
  watchOver(program('process.send("up"); setTimeout(() => process.exit(7), 200);'));
  await vi.waitFor(() => expect(said.match(/again in/g)).toHaveLength(4), patience);
  expect(said).not.toMatch(/again in ([3-9]|\d\d) s/);
});

test("a process that must come up at first is not started again when it does not", async () => {
  const onFirstFailure = vi.fn();
  watchOver(program("process.exit(1);"), onFirstFailure);
  await vi.waitFor(() => expect(onFirstFailure).toHaveBeenCalledOnce(), patience);
  expect(starts()).toBe(1);
});

test("stopping lets a process finish, and kills one that does not", async () => {
  watchOver(program('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);'));
  await vi.waitFor(() => expect(starts()).toBe(1), patience);
  const begun = performance.now();
  await supervised.stop(1);
  expect(performance.now() - begun).toBeGreaterThan(900);
  expect(said).toBe("");
});

test("a restart after a change starts it again at once, without a word of a crash", async () => {
  watchOver(program("setInterval(() => {}, 1000);"));
  await vi.waitFor(() => expect(starts()).toBe(1), patience);
  supervised.restart();
  await vi.waitFor(() => expect(starts()).toBe(2), patience);
  expect(said).toBe("");
});
