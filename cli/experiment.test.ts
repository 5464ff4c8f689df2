import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { bundledExperiment } from "@/lib/experiments/bundled/bundled-experiments";
import { commons } from "@/tests/golden/commons";

const patience = 240_000;
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-experiment-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, document: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
  return file;
}

const bundled = bundledExperiment("order-around-and");

test(
  "an experiment is checked by its name and from a file, with its family in it or beside it, by one hash",
  () => {
    const named = commons("experiment", "check", "order-around-and", "--on-model");
    expect({ status: named.status, stderr: named.stderr }).toEqual({ status: 0, stderr: "" });
    expect(named.stdout).toContain(": 80 prompts, 15 conditions.");
    expect(named.stdout).toContain("On storybook-4l it is 33 conditions, and all that they name is there.");
    copyFileSync("lib/families/bundled/indirect-object.json", path.join(folder, "names.json"));
    const beside = { from: "file", file: "names.json", hash: bundled?.family.hash };
    const file = write("beside.json", { ...bundled, family: beside });
    const { stdout } = commons("experiment", "check", file, "--json");
    expect(named.stdout).toContain(`hash ${JSON.parse(stdout).hash}`);
    const { status, stderr } = commons("experiment", "check", write("none.json", "{}"));
    expect(status).toBe(1);
    expect(stderr).toBe(
      "This is not a sound circuit-commons/experiment@1 file: format: the format is not circuit-commons/experiment@1.\n",
    );
  },
  patience,
);
