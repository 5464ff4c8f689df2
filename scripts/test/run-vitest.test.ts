import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeTally, runVitest, type Tally } from "./run-vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "commons-vitest-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function runFiles(files: Record<string, string>): Promise<Tally> {
  for (const [name, source] of Object.entries(files)) writeFileSync(path.join(folder, name), source);
  return runVitest(["--root", folder, "--globals"], "ignore");
}

/** What comes of these files, each by the name that its failures are told with. */
async function tallyOf(files: Record<string, string>): Promise<string[]> {
  const { longest: _, ...tally } = await runFiles(files);
  return describeTally(tally)
    .replaceAll(/FAILED \S*?(\w+\.test\.ts)/g, "FAILED $1")
    .split("\n");
}

test("a skipped or planned test counts as failed, and what failed is named before the line that counts", async () => {
  const lines = await tallyOf({
    "a.test.ts":
      'test("sums", () => {});\ntest("fails", () => { throw new Error("1 is not 2\\n  and that is all") }); test.skip("waits", () => {}); test.todo("plans");',
    "b.test.ts": 'throw new Error("no such module");',
  });
  expect(lines.slice(0, -1).sort()).toEqual([
    "FAILED a.test.ts: fails: 1 is not 2 and that is all (line 2)",
    "FAILED a.test.ts: plans: skipped",
    "FAILED a.test.ts: waits: skipped",
    "FAILED b.test.ts: the file itself: no such module (line 1)",
  ]);
  expect(lines.at(-1)).toBe("1 passed, 4 failed");
});

test("an error outside of every test fails the run", async () => {
  const stray =
    'test("passes", () => { setTimeout(() => { throw new Error("stray") }); return new Promise((resolve) => setTimeout(resolve, 50)); });';
  expect(await tallyOf({ "a.test.ts": stray })).toEqual([
    "FAILED vitest: outside of every test: stray",
    "1 passed, 1 failed",
  ]);
});

test("a run without a test fails", async () => {
  expect((await tallyOf({})).at(-1)).toBe("0 passed, 1 failed");
});

test("a run in which all passed has no failure", async () => {
  expect(await tallyOf({ "a.test.ts": 'test("passes", () => {});' })).toEqual(["1 passed, 0 failed"]);
});

test("the files that took longest are told before what failed", async () => {
  const slow = 'test("waits", () => new Promise((resolve) => setTimeout(resolve, 600)));';
  const tally = await runFiles({
    "quick.test.ts": 'test("fails", () => expect(1).toBe(2));',
    "slow.test.ts": slow,
  });
  const lines = describeTally(tally).split("\n");
  expect(lines[0]).toMatch(/^ +1 s {2}\S*slow\.test\.ts$/);
  expect(lines[1]).toMatch(/^ +0 s {2}\S*quick\.test\.ts$/);
  expect(lines[2]).toMatch(/^FAILED \S*quick\.test\.ts: fails: /);
  expect(lines[3]).toBe("1 passed, 1 failed");
});
