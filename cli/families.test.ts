import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { familyPrompts } from "@/lib/engine/evaluation/family-prompts";
import { checkPrompts } from "@/lib/engine/evaluation/prompts";
import { openModel } from "@/lib/engine/model";
import { bundledModel } from "@/lib/engine/oracle/model-variant";
import { openRuntime } from "@/lib/engine/runtime";
import { bundledFamily, bundledNames } from "@/lib/families/bundled/bundled-families";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { commons } from "@/tests/golden/commons";

const folder = mkdtempSync(path.join(os.tmpdir(), "commons-families-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

test("a family that comes with the site is checked by its name, on a model's tokenizer", () => {
  const { status, stdout, stderr } = commons("families", "check", "days", "--model", "storybook-4l");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^Days in order: what tomorrow is: 40 prompts, 20 of them held out\.$/m);
  expect(stdout).toMatch(/^Every role is found/m);
  expect(stdout).toMatch(/^hash [0-9a-f]{64}$/m);
});

test("every family that comes with the site can be evaluated on the bundled model, by each of its rules: no two roles share a token", async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  const model = await openModel(bundledModel, { runtime, sets: { attn: null, resid: null, mlp: null } });
  try {
    for (const name of bundledNames) {
      const read = bundledFamily(name);
      if (!read) throw new Error(`there is no ${name}`);
      for (const rule of [undefined, ...read.family.counterfactuals.map(({ name }) => name)]) {
        const prompts = familyPrompts(model, read, { rule });
        expect(() => checkPrompts(model.config, prompts), `${name}, ${rule}`).not.toThrow();
        const isWhole = prompts.every(({ counterfactual, roles }) => counterfactual && "END" in roles);
        expect(isWhole, `${name}, ${rule}`).toBe(true);
      }
    }
  } finally {
    await model.close();
  }
});

test("what does not fit a model is told in sentences, with exit code 1, and as JSON where it is asked for", () => {
  const family = write(
    "family.json",
    madeUpFamily({ words: { name: ["Mary", "John", "Beatrix"], place: ["park"] } }),
  );
  const { status, stdout, stderr } = commons("families", "check", family, "--model", "storybook-4l");
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^The family does not fit storybook-4l: \d things to mend\.\n$/),
  });
  expect(stdout).toMatch(
    /^The role IO is one token, and "Beatrix" is \d \(.*\(4 of its prompts, first prompt \d+\)$/m,
  );
  const json = commons("families", "check", family, "--model", "storybook-4l", "--json");
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    prompts: 12,
    model: { name: "storybook-4l", prompts: 12 },
  });
});

test("its prompts come as lines, which are a family again", () => {
  const { stdout } = commons(
    "families",
    "expand",
    "indirect-object",
    "--rule",
    "or for and",
    "--only",
    "held-out",
  );
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(40);
  for (const { text, roles, counterfactual, heldOut } of lines) {
    expect(heldOut).toBe(true);
    expect(text.slice(...roles.and)).toBe("and");
    expect(counterfactual.text.slice(...counterfactual.roles.and)).toBe("or");
  }
  const again = commons("families", "check", write("lines.jsonl", stdout));
  expect(again).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^lines\.jsonl: 40 prompts, 20 of/),
  });
});

test("its circuits are traced and told by role, with what returns and how stable that is", () => {
  const few = [
    "families",
    "trace",
    "indirect-object",
    "--model",
    "storybook-4l",
    "--prompts",
    "4",
    "--threshold",
    "0.05",
  ];
  const { status, stdout, stderr } = commons(...few);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^target +4 of 4 +100\.00% /m);
  expect(stdout).toMatch(/^Features at roles, alike by Jaccard \(pairs\): prompts \S+ \(6\), paraphrases/m);
  const { circuit, stability } = JSON.parse(commons(...few, "--json").stdout);
  expect(circuit.prompts).toBe(4);
  expect(stability.paraphrases.pairs).toBe(2);
  for (const { name, count } of circuit.nodes) {
    expect(name).toMatch(/^(target|bias|.+@(IO|and|S1|S2|END))$/);
    expect(count).toBeLessThanOrEqual(4);
  }
}, 120_000);

test.each([
  [
    ["trace", "days", "--model", "storybook-4l", "--prompts", "0"],
    "The family has no prompts to evaluate on.\n",
  ],
  [["check", "no-such.json"], "There is no file no-such.json, and no family of that name.\n"],
  [
    ["check", write("broken.json", "{")],
    "The file is neither a family as JSON nor prompts, a JSON object a line.\n",
  ],
  [
    ["expand", "days", "--rule", "x"],
    'The family has no counterfactual "x". It has "another day", "moved on".\n',
  ],
  [["expand", "days", "--only", "x"], "--only is shown or held-out.\n"],
])("%j is refused in a sentence", (args, stderr) => {
  expect(commons("families", ...args)).toEqual({ status: 1, stdout: "", stderr });
});
