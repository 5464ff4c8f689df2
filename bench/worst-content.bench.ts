import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { heldTimes, maxHeldTimes } from "@/tests/integration/support/held-times";
import { report } from "./measure";

/*
 * How long the worst that anybody can store, or send, holds the thread that answers everybody: of every page and route
 * the longest time on a processor, in the web process of the production build, and how many times that is what reading and
 * writing 1.8 MB of JSON takes on the same thread. Measured by the test that keeps the bound,
 * since routes are found by what runs tests and pages.
 */
const test = "tests/integration/http/worst-content.test.ts";
const measuredSchema = z.object({
  ...{ name: z.string(), status: z.number(), bytes: z.number() },
  ...{ heldMillis: z.number(), totalMillis: z.number(), peerMillis: z.number() },
});

const folder = mkdtempSync(path.join(os.tmpdir(), "commons-bench-"));
try {
  const MEASURED_FILE = path.join(folder, "measured.jsonl");
  const values = ["node_modules/vitest/vitest.mjs", "run", "--project", "integration-alone", test];
  const running = spawn(process.execPath, values, {
    env: { ...process.env, MEASURED_FILE },
    stdio: ["ignore", "ignore", "ignore"],
  });
  await once(running, "exit");
  const lines = readFileSync(MEASURED_FILE, "utf8").trim().split("\n");
  const measured = lines.map((line) => measuredSchema.parse(JSON.parse(line)));
  for (const each of measured.sort((a, b) => heldTimes(b) - heldTimes(a))) {
    const { name, status, bytes, heldMillis, totalMillis } = each;
    const more = `${status}, ${Math.round(bytes / 1000)} kB, ${Math.round(heldMillis)} ms of ${Math.round(totalMillis)}`;
    report(`${name} (${more})`, heldTimes(each), "times the peer", maxHeldTimes);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
