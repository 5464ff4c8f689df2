import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { commons } from "@/tests/golden/commons";

const patience = 240_000;
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-evaluate-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** A prompt with its names marked, and another two in its counterfactual. */
function line(io: string, s: string, [otherIo, otherS]: [string, string]): string {
  const text = (a: string, b: string) =>
    `When [IO:${a}] and [S1:${b}] went to the store, [S2:${b}] gave a drink [END:to]`;
  return JSON.stringify({
    text: text(io, s),
    answer: ` ${io}`,
    distractor: ` ${s}`,
    counterfactual: text(otherIo, otherS),
  });
}

const family = write(
  "prompts.jsonl",
  [
    line("Mary", "John", ["Anna", "Tom"]),
    line("Tom", "Lucy", ["Sarah", "Dave"]),
    line("Anna", "Dave", ["Mary", "Tom"]),
  ].join("\n"),
);
const text = "When Mary and John went to the store, John gave a drink to";

function traced(name: string, target: string): string {
  const asked = [
    "circuit",
    "--model",
    "storybook-4l",
    "--text",
    text,
    "--target",
    target,
    "--threshold",
    "0.02",
  ];
  const { status, stdout, stderr } = commons(...asked, "--edge-threshold", "0.001", "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return write(name, stdout);
}

let circuit = "";
beforeAll(() => {
  circuit = traced("circuit.json", 'logit-diff." Mary"-" John"@14');
}, patience);

test(
  "a circuit is evaluated over a family, as tables and as JSON, the same each time",
  () => {
    const out = path.join(folder, "evaluation.json");
    const asked = ["evaluate", circuit, "--family", family, "--random", "0", "--seed", "3"];
    const table = commons(...asked, "--out", out);
    expect({ status: table.status, stderr: table.stderr }).toEqual({ status: 0, stderr: "" });
    expect(table.stdout).toMatch(
      /^3 prompts\. A circuit of \d+ features and \d+ errors, of \d+ nodes in all\./,
    );
    for (const ablation of ["zero", "mean", "counterfactual"])
      expect(table.stdout).toContain(`ablated to ${ablation}`);
    expect(table.stdout).toMatch(/^circuit kept +-?\d/m);
    const json = commons(...asked, "--json");
    expect(json.stdout).toBe(readFileSync(out, "utf8"));
    const document = JSON.parse(json.stdout);
    expect(document).toMatchObject({
      ...{
        format: "circuit-commons/evaluation@1",
        model: "storybook-4l",
        metric: "logit-difference",
        seed: 3,
      },
      circuits: [canonicalHash(circuitSchema.parse(JSON.parse(readFileSync(circuit, "utf8"))))],
      family: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), rule: null, only: null },
      prompts: { all: 3, unknown: 0 },
    });
    // All kept is the model itself.
    for (const { curve } of document.byAblation) expect(curve.at(-1).share).toBeCloseTo(1, 4);
    expect(document.whole.mean).toBeGreaterThan(5);
  },
  patience,
);

test(
  "what cannot be evaluated is refused in a sentence",
  () => {
    const refused = (...asked: string[]) => {
      const { status, stdout, stderr } = commons("evaluate", ...asked);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      return stderr;
    };
    const feature = write(
      "feature.json",
      readFileSync(circuit, "utf8").replace(/"target":"logit-diff[^"]+"/, '"target":"attn.1.4@5"'),
    );
    expect(refused(feature, "--family", family)).toContain("attn.1.4@5, a feature");
    expect(refused(circuit, "--family", family, "--out", folder)).toContain(
      "cannot be written: it is a folder",
    );
    const others = write(
      "others.jsonl",
      [line("Tom", "Lucy", ["Mary", "John"]), line("Anna", "Dave", ["Mary", "John"])].join("\n"),
    );
    expect(refused(circuit, "--family", others)).toContain("none of the prompts");
    expect(refused(circuit, "--family", others, "--role", "END=99")).toContain(
      "past the circuit's 15 tokens",
    );
    expect(refused(circuit, "--family", family, "--random", "20")).toContain(
      "Random circuits are none, or from 100",
    );
    expect(refused(circuit, "--family", family, "--prompts", "1", "--ablation", "mean")).toContain(
      "mean of one prompt",
    );
    const changed = readFileSync(circuit, "utf8").replace(
      /"modelChecksum":"[0-9a-f]{64}"/,
      `"modelChecksum":"${"0".repeat(64)}"`,
    );
    expect(refused(write("changed.json", changed), "--family", family)).toContain("another model");
    const long = write(
      "long.jsonl",
      JSON.stringify({ text: "[END:Once]", answer: " Bartholomew", distractor: " Tom" }),
    );
    expect(refused(circuit, "--family", long)).toMatch(/Prompt 1's answer, " Bartholomew", is \d tokens/);
  },
  patience,
);

test(
  "a text of one's own has the roles that are named, and several circuits are one",
  () => {
    const others = write(
      "two.jsonl",
      [line("Tom", "Lucy", ["Mary", "John"]), line("Anna", "Dave", ["Mary", "John"])].join("\n"),
    );
    const roles = ["--role", "IO=2", "--role", "S1=4", "--role", "S2=10", "--role", "END=14"];
    const asked = ["--family", others, "--random", "0", "--ablation", "zero", "--json", ...roles];
    const once = JSON.parse(commons("evaluate", circuit, ...asked).stdout);
    const twice = JSON.parse(commons("evaluate", circuit, circuit, ...asked).stdout);
    expect(twice.circuit).toEqual(once.circuit);
    expect(twice.byAblation).toEqual(once.byAblation);
    expect(twice.circuits).toHaveLength(2);
  },
  patience,
);
