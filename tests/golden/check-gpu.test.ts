import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "check-gpu-"));
afterAll(() => rmSync(folder, { recursive: true }));

function checkGpu(...args: string[]) {
  const how = { cwd: path.resolve(import.meta.dirname, "../.."), encoding: "utf8" } as const;
  return spawnSync(process.execPath, ["scripts/check-gpu.mjs", ...args], how);
}

test("a provider that is there is held to the golden numbers, and one that is not is said to be missing, in the document", () => {
  const out = path.join(folder, "performance.md");
  writeFileSync(out, "Before.\n<!-- check:gpu begins -->\n<!-- check:gpu ends -->\nAfter.\n");
  const { status, stderr } = checkGpu(
    "--providers",
    "cpu,cuda",
    "--benches",
    "none",
    "--quick",
    "--out",
    out,
  );
  expect(status, stderr).toBe(0);
  const written = readFileSync(out, "utf8");
  expect(written).toMatch(/^Before\.\n[\s\S]*\nAfter\.\n$/);
  expect(written).toMatch(/- \*\*cuda\*\* was not there: \S/);
  expect(written.match(/^\| (?:features|circuit|ablate) .* \| \d+ \| \d\.\de[+-]\d+ \|$/gm)).toHaveLength(3);
}, 180_000);

test("where no provider is there, or what is asked is not known, nothing passes", () => {
  expect(checkGpu("--providers", "cuda", "--benches", "none").status).toBe(3);
  const unknown = checkGpu("--providers", "tpu");
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toMatch(/^There is no provider tpu\./);
}, 120_000);
