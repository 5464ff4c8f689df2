import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readExperimentResult } from "@/lib/experiment-format/result";
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

const splice = { do: "splice", kind: "attn", layer: "each", keepError: false, roles: null };
const small = write("small.json", {
  ...{ ...bundled, prompts: { first: 3 }, metrics: ["logit-difference"] },
  conditions: [{ name: "spliced", interventions: [splice] }],
});
const out = path.join(folder, "result.json");
let first: ReturnType<typeof commons>;
beforeAll(() => {
  first = commons("experiment", "run", small, "--out", out);
}, patience);

test(
  "an experiment that is run twice comes to the same digits, which --check holds to a stated result",
  () => {
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: "" });
    expect(first.stdout).toMatch(/^spliced, layer 3 +-?\d+\.\d{3} /m);
    const stated = readExperimentResult(JSON.parse(readFileSync(out, "utf8")));
    expect(stated.experiment.hypothesis).toEqual(bundled?.hypothesis);
    expect(stated.conditions).toHaveLength(4);
    const again = commons("experiment", "run", small, "--check", out, "--json");
    expect({ status: again.status, stderr: again.stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(
        /^Agrees with the stated result to 3 decimals: \d+ numbers, the largest difference 0\.0e\+0\.\n$/,
      ),
    });
    const { computedAt, ...rest } = readExperimentResult(JSON.parse(again.stdout));
    expect({ ...rest, computedAt: stated.computedAt }).toEqual(stated);
    expect(Date.parse(computedAt)).toBeGreaterThanOrEqual(Date.parse(stated.computedAt));
  },
  patience,
);

test(
  "a stated result that is not what is found is refused with what differs, and one that is none before anything is run",
  () => {
    const stated = JSON.parse(readFileSync(out, "utf8"));
    stated.conditions[1].metrics[0].value.mean += 0.002;
    const other = commons("experiment", "run", small, "--check", write("other.json", stated));
    expect(other.status).toBe(1);
    expect(other.stderr).toContain(
      "Differs: conditions, spliced, layer 1, metrics, logit-difference, value, mean: stated",
    );
    expect(other.stderr).toContain(
      "It does not agree with the stated result to 3 decimals: 1 number differs of",
    );
    const elsewhere = { ...stated, modelChecksum: "0".repeat(64) };
    const weights = commons("experiment", "run", small, "--check", write("elsewhere.json", elsewhere));
    expect({ status: weights.status, stdout: weights.stdout }).toEqual({ status: 1, stdout: "" });
    expect(weights.stderr).toContain("The stated result is of another model, dictionaries, family or seed");
    const none = commons("experiment", "run", small, "--check", small);
    expect({ status: none.status, stdout: none.stdout }).toEqual({ status: 1, stdout: "" });
    expect(none.stderr).toContain("This is not a sound circuit-commons/experiment-result@1 file");
  },
  patience,
);
