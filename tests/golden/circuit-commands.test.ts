import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { goldenCircuits as goldenDocuments } from "@/lib/attribution-graphs/circuit-samples";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { commons } from "./commons";
import { readGolden } from "./golden-file";

/** Milliseconds for several commands, one after another, on a busy machine. */
const patience = 120_000;
const folder = mkdtempSync(path.join(tmpdir(), "circuits-"));
afterAll(() => rmSync(folder, { recursive: true }));

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
  let run: ReturnType<typeof commons>;
  beforeAll(() => {
    run = commons("circuit", ...text, "--target", target, "--threshold", "0.05", "--json");
  }, patience);

  test("prints the golden circuit, its tokens named by their text, in exactly the published format", () => {
    const { status, stdout, stderr } = run;
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
    writeFileSync(file, run.stdout);
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

test("commons import lists on standard error whatever the document it prints has no place for, with both programs' scores", () => {
  const graph = readFileSync(
    path.join(import.meta.dirname, "../../lib/attribution-graphs/strange-graphs/marked-graph.json"),
    "utf8",
  );
  const file = path.join(folder, "marked.json");
  // As Python writes what is no number.
  writeFileSync(file, graph.replace('"weight": -0.5', '"weight": NaN'));
  const { status, stdout, stderr } = commons("import", file);
  expect(status).toBe(0);
  expect(circuitSchema.parse(JSON.parse(stdout)).spec.target).toBe("logit.11@3");
  const lines = stderr.trimEnd().split("\n");
  expect(lines).toContain(
    'Problem: links[4].weight: "NaN" is not a number that can be used; the link is left out.',
  );
  for (const field of [
    ...["nodes[].clerp", "nodes[].influence", "nodes[].token_prob", "metadata.slug"],
    ...["metadata.node_threshold", "qParams.pinnedIds", "qParams.supernodes", "qParams.clickedId"],
  ])
    expect(lines.filter((line) => line.startsWith(`Lost: ${field}: `))).toHaveLength(1);
  expect(lines.at(-1)).toMatch(
    /^Scores: replacement \d\.\d{3}, .* for logit\.11@3; as circuit-tracer has them/,
  );
});

describe("the options of commons circuit", () => {
  const gender = ["--model", "storybook-4l", "--text", readGolden("gender").text];
  const himself = [...gender, "--target", 'logit." himself"@9', "--threshold", "0.05", "--json"];
  /** The one of an attention feature at the last token. */
  const attention = goldenDocument(/^gender\.json attn\.\S+@9 residual$/);
  let whole: Circuit;
  let few: Circuit;
  let strong: Circuit;
  let residual: Circuit;
  beforeAll(() => {
    whole = traced(...himself);
    few = traced(...himself, "--max-nodes", "3");
    strong = traced(...himself, "--edge-threshold", "0.001");
    const feature = ["--target", attention.spec.target, "--mode", "residual", "--threshold", "0.05"];
    residual = traced(...gender, ...feature, "--json");
  }, patience);

  test("a logit's token in quotes stands for its number", () => {
    expect(whole.spec).toMatchObject({ target: "logit.727@9", mode: "direct", maxNodes: 5_000 });
    expect(differenceFrom(goldenDocument(/^gender\.json logit\.727@9 direct$/), whole)).toBeLessThan(1e-3);
    expect(whole).toMatchObject({ truncated: false, rest: [] });
    expect(whole).not.toHaveProperty("unexpandedInfluence");
  });

  test("--mode residual goes through residual features", () => {
    expect(residual.spec).toMatchObject({ target: attention.spec.target, mode: "residual" });
    expect(differenceFrom(attention, residual)).toBeLessThan(1e-3);
    expect(expandedOf(residual).map(({ kind }) => kind)).toContain("resid");
  });

  test("--max-nodes expands so many at most, and says how much influence that leaves", () => {
    expect(few.spec.maxNodes).toBe(3);
    expect(few.truncated).toBe(true);
    expect(expandedOf(whole).length).toBeGreaterThan(3);
    expect(expandedOf(few)).toHaveLength(3);
    const left = few.nodes.filter(
      ({ kind, influence, expanded }) =>
        (kind === "attn" || kind === "mlp") && influence >= 0.05 && !expanded,
    );
    const influenceLeft = left.reduce((sum, { influence }) => sum + influence, 0);
    expect(few.unexpandedInfluence).toBeCloseTo(influenceLeft, 6);
    expect(sumsOff(few)).toBeLessThan(1e-4);
  });

  test("--edge-threshold keeps the edges of so much influence; the rest is counted and summed", () => {
    expect(strong.spec.edgeThreshold).toBe(0.001);
    const kept = whole.edges.filter((edge) => influenceOf(whole, edge) >= 0.001);
    expect(strong.edges).toEqual(kept);
    expect(kept.length).toBeLessThan(whole.edges.length);
    expect(strong.rest.map(({ target }) => target)).toEqual(expandedOf(whole).map(({ id }) => id));
    for (const { target, count, absoluteSum } of strong.rest) {
      const dropped = edgesInto(whole, target).filter((edge) => !kept.includes(edge));
      expect(count).toBe(dropped.length);
      expect(absoluteSum).toBeCloseTo(absolute(dropped), 5);
    }
    expect(sumsOff(strong)).toBeLessThan(1e-4);
    const numbers = ({ nodes }: Circuit) => nodes.filter(({ id }) => strong.nodes.some((n) => n.id === id));
    expect(numbers(whole)).toEqual(strong.nodes);
  });
});

function traced(...options: string[]): Circuit {
  const { status, stdout, stderr } = commons("circuit", ...options);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return circuitSchema.parse(JSON.parse(stdout));
}

function goldenDocument(name: RegExp): Circuit {
  const [, circuit] = goldenDocuments().find(([each]) => name.test(each)) ?? [];
  if (!circuit) throw new Error(`there is no golden circuit ${name}`);
  return circuit;
}

/** The largest difference of an edge; NaN where the two do not have the same edges. */
function differenceFrom(golden: Circuit, { edges }: Circuit): number {
  const name = ({ source, target }: Circuit["edges"][number]) => `${source} ${target}`;
  const wanted = new Map(golden.edges.map((edge) => [name(edge), edge.contribution]));
  if (edges.length !== wanted.size) return Number.NaN;
  return Math.max(
    ...edges.map((edge) => Math.abs(edge.contribution - (wanted.get(name(edge)) ?? Number.NaN))),
  );
}

function expandedOf({ nodes }: Circuit): Circuit["nodes"] {
  return nodes.filter(({ expanded }) => expanded);
}

function edgesInto({ edges }: Circuit, id: string): Circuit["edges"] {
  return edges.filter(({ target }) => target === id);
}

function absolute(edges: Circuit["edges"]): number {
  return edges.reduce((sum, { contribution }) => sum + Math.abs(contribution), 0);
}

/** What an edge hands on of its target's influence, in a circuit that keeps every edge. */
function influenceOf(circuit: Circuit, { target, contribution }: Circuit["edges"][number]): number {
  const influence = circuit.nodes.find(({ id }) => id === target)?.influence ?? Number.NaN;
  return (influence * Math.abs(contribution)) / absolute(edgesInto(circuit, target));
}

/** The largest |edges and rest - value| / (1 + sum |contribution|) of an expanded node: section 6 allows 1e-4. */
function sumsOff(circuit: Circuit): number {
  return Math.max(
    ...expandedOf(circuit).map(({ id, activation }) => {
      const edges = edgesInto(circuit, id);
      const rest = circuit.rest.find(({ target }) => target === id) ?? { sum: 0, absoluteSum: 0 };
      const sum = edges.reduce((sum, { contribution }) => sum + contribution, rest.sum);
      return Math.abs(sum - (activation ?? Number.NaN)) / (1 + absolute(edges) + rest.absoluteSum);
    }),
  );
}

test("commons circuit prints a table without --json", () => {
  const { status, stdout } = commons("circuit", ...text, "--target", 'logit." Mary"@14');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^logit\.605@14 .* 100\.00% /m);
  expect(stdout).toMatch(/^Heads that wrote most, .*: \d\.\d \d+\.\d%,/m);
  expect(stdout).toMatch(/^Replacement .*completeness/m);
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
    "no node to expand",
    ["circuit", ...text, "--target", "logit.1@3", "--max-nodes", "0"],
    /^The circuit's maxNodes is wrong: /,
  ],
  [
    "an edge threshold past 1",
    ["circuit", ...text, "--target", "logit.1@3", "--edge-threshold", "2"],
    /^The circuit's edgeThreshold is wrong: /,
  ],
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
  ["a count that is no number", ["circuit", ...text, "--target", "logit.1@3", "--max-nodes", "few"]],
  ["a missing target", ["dfa", ...text]],
  ["a missing file", ["verify"]],
])("%s is wrong usage: exit code 2", (_, args) => {
  const { status, stderr } = commons(...args);
  expect(stderr).not.toBe("");
  expect(status).toBe(2);
});
