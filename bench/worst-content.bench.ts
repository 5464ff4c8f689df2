import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { report } from "./measure";

/*
 * How long the worst that anybody can store, or send, holds the thread that answers everybody: of every page and route
 * the longest time on a processor, in the web process of the production build. Measured by the test that keeps the bound,
 * since routes are found by what runs tests and pages.
 */
const bar = 200;
const test = "tests/integration/http/worst-content.test.ts";
const measuredSchema = z.object({
  ...{ name: z.string(), status: z.number(), bytes: z.number() },
  ...{ heldMillis: z.number(), totalMillis: z.number() },
});

const folder = mkdtempSync(path.join(os.tmpdir(), "commons-bench-"));
try {
  const MEASURED_FILE = path.join(folder, "measured.jsonl");
  const values = ["node_modules/vitest/vitest.mjs", "run", "--project", "integration", test];
  const running = spawn(process.execPath, values, {
    env: { ...process.env, MEASURED_FILE },
    stdio: ["ignore", "ignore", "ignore"],
  });
  await once(running, "exit");
  const lines = readFileSync(MEASURED_FILE, "utf8").trim().split("\n");
  const measured = lines.map((line) => measuredSchema.parse(JSON.parse(line)));
  for (const { name, status, bytes, heldMillis, totalMillis } of measured.sort(byHeld)) {
    const more = `${status}, ${Math.round(bytes / 1000)} kB, ${Math.round(totalMillis)} ms in all`;
    report(`${name} (${more})`, heldMillis, "ms", bar);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function byHeld(a: { heldMillis: number }, b: { heldMillis: number }): number {
  return b.heldMillis - a.heldMillis;
}
