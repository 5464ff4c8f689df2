import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { circuitSchema } from "@/lib/engine/attribution/circuit-format";
import { readGolden } from "./golden-file";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "circuits-"));
afterAll(() => rmSync(folder, { recursive: true }));

function commons(...args: string[]) {
  const program = ["--import", "tsx", "cli/commons.ts", ...args];
  return spawnSync(process.execPath, program, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
}

const golden = readGolden("indirect-object");
const text = ["--model", "storybook-4l", "--text", golden.text];
const goldenCircuits = z
  .object({
    circuits: z.array(
      z.object({
        target: z.string(),
        mode: z.string(),
        value: z.number(),
        edges: z.array(z.object({ source: z.string(), target: z.string(), contribution: z.number() })),
        scores: z.object({ replacement: z.number(), completeness: z.number() }),
      }),
    ),
    dfa: z.array(
      z.object({ target: z.string(), preActivation: z.number(), table: z.array(z.array(z.number())) }),
    ),
    qk: z.object({
      layer: z.number(),
      head: z.number(),
      query: z.number(),
      key: z.number(),
      score: z.number(),
    }),
  })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "indirect-object.json"), "utf8")));

/** An attention feature that is active at two or three positions, and not at the first. */
const rare = rareFeature();

function rareFeature() {
  const positions = new Map<string, number[]>();
  for (const { kind, layer, index, position } of golden.features) {
    const name = `${kind}.${layer}.${index}`;
    if (kind === "attn") positions.set(name, [...(positions.get(name) ?? []), position]);
  }
  for (const [name, places] of positions)
    if ([2, 3].includes(places.length) && !places.includes(0)) return { name, positions: places };
  throw new Error("no attention feature is active at two or three positions");
}

describe("commons circuit --json", () => {
  const expected = goldenCircuits.circuits.find(({ target }) => target.startsWith("logit-diff"));
  const target = 'logit-diff." Mary"-" Ruth"@14';
  const run = () => commons("circuit", ...text, "--target", target, "--threshold", "0.05", "--json");

  test("prints the golden circuit, its tokens named by their text, in exactly the published format", () => {
    const { status, stdout, stderr } = run();
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const circuit = circuitSchema.parse(JSON.parse(stdout));
    expect(circuit.spec).toMatchObject({
      model: "storybook-4l",
      target: expected?.target,
      ...{ mode: "direct", threshold: 0.05, edgeThreshold: 0 },
    });
    expect(circuit.tokens).toEqual(golden.tokens);
    expect(circuit.nodes[0]?.activation).toBeCloseTo(expected?.value ?? Number.NaN, 3);
    const edges = new Map(
      expected?.edges.map((edge) => [`${edge.source} ${edge.target}`, edge.contribution]),
    );
    expect(circuit.edges).toHaveLength(edges.size);
    const differences = circuit.edges.map(({ source, target, contribution }) =>
      Math.abs(contribution - (edges.get(`${source} ${target}`) ?? Number.NaN)),
    );
    expect(Math.max(...differences)).toBeLessThan(1e-3);
    expect(circuit.scores.replacement).toBeCloseTo(expected?.scores.replacement ?? Number.NaN, 4);
  });

  test("what it prints is verified; a number changed in it is found, with its place", () => {
    const file = path.join(folder, "circuit.json");
    writeFileSync(file, run().stdout);
    const good = commons("verify", file);
    expect(good.stderr).toBe("");
    expect(good.status).toBe(0);
    const comparison = z
      .object({
        matches: z.literal(true),
        largestDifference: z.number(),
        edges: z.number(),
        nodes: z.number(),
      })
      .parse(JSON.parse(good.stdout));
    expect(comparison.largestDifference).toBeLessThan(1e-3);

    const circuit = circuitSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const edge = circuit.edges[7];
    if (!edge) throw new Error("the circuit has fewer than eight edges");
    edge.contribution += 0.5;
    writeFileSync(file, JSON.stringify(circuit));
    const bad = commons("verify", file);
    expect(bad.status).toBe(1);
    expect(bad.stderr).toMatch(/^The circuit does not match its recomputation: \d+ differences/);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      matches: false,
      where: `${edge.source} -> ${edge.target}, contribution`,
    });
  });
});

test("commons circuit prints a table without --json", () => {
  const { status, stdout } = commons("circuit", ...text, "--target", 'logit." Mary"@14');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^logit\.605@14 .* 100\.00% /m);
  expect(stdout).toMatch(/^Replacement .*completeness/m);
});

test("commons dfa prints the golden table", () => {
  const [dfa] = goldenCircuits.dfa;
  if (!dfa) throw new Error("there is no golden table");
  const { status, stdout } = commons("dfa", ...text, "--target", dfa.target);
  expect(status).toBe(0);
  const printed = z
    .strictObject({
      target: z.literal(dfa.target),
      preActivation: z.number(),
      table: z.array(z.array(z.number())),
    })
    .parse(JSON.parse(stdout));
  expect(printed.preActivation).toBeCloseTo(dfa.preActivation, 3);
  expect(printed.table.map((row) => row.length)).toEqual(dfa.table.map((row) => row.length));
  for (const [h, row] of dfa.table.entries())
    for (const [s, value] of row.entries()) expect(printed.table[h]?.[s]).toBeCloseTo(value, 3);
});

test("commons qk prints all pairs of the golden head, which add up to its score", () => {
  const { layer, head, query, key, score } = goldenCircuits.qk;
  const places = Object.entries({ layer, head, query, key }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const { status, stdout } = commons("qk", ...text, ...places);
  expect(status).toBe(0);
  const side = z.union([z.number().int(), z.enum(["error", "bias"])]);
  const printed = z
    .strictObject({
      ...{ layer: z.literal(layer), head: z.literal(head), query: z.literal(query), key: z.literal(key) },
      ...{ score: z.number(), total: z.number() },
      pairs: z.array(z.strictObject({ query: side, key: side, value: z.number() })),
    })
    .parse(JSON.parse(stdout));
  expect(printed.score).toBeCloseTo(score, 3);
  expect(printed.pairs.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 3);
});

test("commons ablate prints a target and the predictions before and after", () => {
  const feature = "attn.2.1529@14";
  const { status, stdout } = commons("ablate", ...text, "--feature", feature, "--target", 'logit." Mary"@14');
  expect(status).toBe(0);
  const prediction = z.object({
    id: z.number(),
    text: z.string(),
    logit: z.number(),
    probability: z.number(),
  });
  const printed = z
    .object({
      features: z.tuple([z.literal(feature)]),
      target: z.strictObject({ id: z.literal("logit.605@14"), before: z.number(), after: z.number() }),
      predictions: z.strictObject({
        before: z.array(prediction).length(10),
        after: z.array(prediction).length(10),
      }),
    })
    .parse(JSON.parse(stdout));
  const [before] = golden.predictions;
  expect(printed.target.before).toBeCloseTo(before?.logit ?? Number.NaN, 3);
  expect(printed.predictions.before.map(({ id }) => id)).toEqual(golden.predictions.map(({ id }) => id));
  expect(printed.target.after).not.toBeCloseTo(printed.target.before, 2);
  expect(printed.predictions.after[0]?.logit).toBeCloseTo(printed.target.after, 3);
});

test.each([
  [
    "a feature that is not active there",
    ["circuit", ...text, "--target", `${rare.name}@0`],
    `${rare.name} is not active at position 0. It is active at positions ${rare.positions.join(", ")}.\n`,
  ],
  [
    "the same for an ablation",
    ["ablate", ...text, "--feature", `${rare.name}@0`],
    /is not active at position 0\. It is active at/,
  ],
  ["a target that is none", ["circuit", ...text, "--target", "embed@3"], /^"embed@3" is not a target\./],
  [
    "a text of two tokens",
    ["circuit", ...text, "--target", 'logit." Mary and"@3'],
    /^" Mary and" is 2 tokens/,
  ],
  ["a head table of a logit", ["dfa", ...text, "--target", "logit.1@3"], /^logit\.1@3 has no heads/],
  [
    "a look into the future",
    ["qk", ...text, "--layer", "0", "--head", "0", "--query", "2", "--key", "3"],
    /^Position 2 cannot look at position 3, which comes later\.\n$/,
  ],
  ["a file that is missing", ["verify", "nowhere.json"], "There is no file nowhere.json.\n"],
  [
    "a file that is no circuit",
    ["verify", "package.json"],
    /^This is not a circuit-commons\/circuit@1 document/,
  ],
])("%s is one sentence on standard error and exit code 1", (_, args, message) => {
  const { status, stdout, stderr } = commons(...args);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stdout).toBe("");
  expect(status).toBe(1);
});

test.each([
  ["a mode that does not exist", ["circuit", ...text, "--target", "logit.1@3", "--mode", "sideways"]],
  ["a threshold that is no number", ["circuit", ...text, "--target", "logit.1@3", "--threshold", "low"]],
  ["a missing target", ["dfa", ...text]],
  ["a missing file", ["verify"]],
])("%s is wrong usage: exit code 2", (_, args) => {
  const { status, stderr } = commons(...args);
  expect(stderr).not.toBe("");
  expect(status).toBe(2);
});
