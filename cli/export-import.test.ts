import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import { foreignGraph } from "@/lib/attribution-graphs/foreign-graph";
import { MibReader } from "@/lib/component-circuits/mib-reader";
import { streamSite } from "@/lib/engine/architectures/sites";
import { parseTargetId } from "@/lib/engine/attribution/target";
import { traceCircuit } from "@/lib/engine/attribution/trace-circuit";
import { describeModel } from "@/lib/engine/describe-model";
import { openModel } from "@/lib/engine/model";
import { bundledModel } from "@/lib/engine/oracle/model-variant";
import { openRuntime } from "@/lib/engine/runtime";
import { commons } from "@/tests/golden/commons";

const folder = mkdtempSync(path.join(os.tmpdir(), "commons-interchange-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const [, circuit] = goldenCircuits().find(([name]) => name.includes("gender.json logit.")) ?? [];
const circuitFile = write("circuit.json", JSON.stringify(circuit));

test("a circuit exported and imported is the same circuit, and the losses are on standard error", () => {
  const graphFile = path.join(folder, "graph.json");
  const exported = commons("export", circuitFile, "--format", "neuronpedia", "--out", graphFile);
  expect(exported).toMatchObject({ status: 0, stdout: "" });
  expect(exported.stderr).toContain("Not for other readers: spec.modelChecksum: ");
  expect(JSON.parse(readFileSync(graphFile, "utf8"))).toMatchObject({ metadata: { scan: "storybook-4l" } });
  const imported = commons("import", graphFile);
  expect(imported).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(imported.stdout)).toEqual(circuit);
});

test("an export whose model is named has the target's probability, and is the same circuit again", async () => {
  const { tokenIds, target } = circuit?.spec ?? { tokenIds: [], target: "" };
  const [, id, position] = /^logit\.(\d+)@(\d+)$/.exec(target)?.map(Number) ?? [];
  const { checksum: modelChecksum } = await describeModel(bundledModel);
  const ofModel = (checksum: string) => ({
    ...circuit,
    spec: { ...circuit?.spec, modelChecksum: checksum },
  });
  const exportWith = (checksum: string) =>
    commons(
      ...["export", write(`${checksum}.json`, JSON.stringify(ofModel(checksum)))],
      ...["--format", "neuronpedia", "--model", "storybook-4l"],
    );
  const exported = exportWith(modelChecksum);
  expect(exported).toMatchObject({ status: 0 });
  const graph: { nodes: { token_prob: number; is_target_logit: boolean; clerp: string }[] } = JSON.parse(
    exported.stdout,
  );
  const node = graph.nodes.find((each) => each.is_target_logit);
  // Over the whole vocabulary, by logits from elsewhere than what the export reads.
  const model = await openModel(bundledModel, { runtime: await openRuntime({ provider: "cpu" }) });
  const site = streamSite(model.config, model.config.layers);
  const stream = (await model.forward(tokenIds, [site])).get(site);
  if (!stream) throw new Error("the forward pass gives its last site");
  const predicted = (await model.predict(stream))[position ?? -1]?.find((each) => each.id === id);
  await model.close();
  expect(predicted?.probability).toBeGreaterThan(0);
  expect(node?.token_prob).toBeCloseTo(predicted?.probability ?? Number.NaN, 5);
  expect(node?.clerp).toContain(`(p=${node?.token_prob.toFixed(3)})`);
  const imported = commons("import", write("with-probability.json", exported.stdout));
  expect(JSON.parse(imported.stdout)).toEqual(ofModel(modelChecksum));
  const other = exportWith("0".repeat(64));
  expect(other.status).not.toBe(0);
  expect(other.stderr).toContain(
    "storybook-4l has other weights than the model that the circuit was computed with",
  );
});

test("export --format mib is the circuit over components that MIB reads: what the circuit's nodes do, by who wrote it", async () => {
  const { tokenIds, target } = circuit?.spec ?? { tokenIds: [], target: "" };
  const { name, checksum, sets } = await describeModel(bundledModel);
  const dictionarySets = sets
    .filter(({ kind }) => kind !== "resid")
    .map(({ kind, name, checksum }) => {
      return { kind, name, checksum };
    });
  const identity = { model: name, modelChecksum: checksum, dictionarySets };
  const runtime = await openRuntime({ provider: "cpu" });
  const model = await openModel(bundledModel, { runtime, sets: { resid: null } });
  const { layers, heads } = model.config;
  const traced = await traceCircuit(model, tokenIds, {
    identity,
    target: parseTargetId(target),
    threshold: 0.03,
  });
  await model.close();
  const exported = commons("export", write("traced.json", JSON.stringify(traced)), "--format", "mib");
  expect(exported).toMatchObject({ status: 0 });
  expect(exported.stderr).toContain("Not in it: queries and keys of heads");
  const read = new MibReader(exported.stdout);
  expect(read.nodes.size).toBe(1 + layers * (heads + 1));
  const effectOf = (kinds: readonly string[], layer: number | null) =>
    traced.nodes
      .filter((node) => kinds.includes(node.kind) && node.layer === layer)
      .reduce((sum, { effect }) => sum + effect, 0);
  const scoreOf = (name: string) => read.nodes.get(name)?.score ?? Number.NaN;
  expect(scoreOf("input")).toBeCloseTo(effectOf(["embed"], null), 3);
  for (let l = 0; l < layers; l++) {
    expect(scoreOf(`m${l}`)).toBeCloseTo(effectOf(["mlp", "mlp-error"], l), 3);
    const ofHeads = Array.from({ length: heads }, (_, h) => scoreOf(`a${l}.h${h}`));
    expect(ofHeads.reduce((sum, score) => sum + score, 0)).toBeCloseTo(
      effectOf(["attn", "attn-error"], l),
      3,
    );
  }
  expect([...read.edges.values()].filter(({ score }) => score !== 0).length).toBeGreaterThan(50);
  const refused = (spec: object) =>
    commons(
      "export",
      write("other.json", JSON.stringify({ ...traced, spec: { ...traced.spec, ...spec } })),
      "--format",
      "mib",
    );
  expect(refused({ modelChecksum: "0".repeat(64) }).stderr).toContain("traced on another model");
  const feature = traced.nodes.find(({ kind }) => kind === "mlp")?.id;
  expect(refused({ target: feature })).toMatchObject({ status: 1, stdout: "" });
  expect(refused({ target: feature }).stderr).toContain("MIB's circuits end in the logits");
});

test("export --format circuit prints the circuit after checking it", () => {
  const { status, stdout, stderr } = commons("export", circuitFile, "--format", "circuit");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual(circuit);
});

test("another program's graph is imported with its problems and losses on standard error", () => {
  const graph = foreignGraph();
  const file = write("foreign.json", JSON.stringify({ ...graph, links: [...graph.links, {}] }));
  const { status, stdout, stderr } = commons("import", file, "--target", "logit.19@2");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    format: "circuit-commons/circuit@1",
    spec: { target: "logit.19@2" },
  });
  expect(stderr).toContain("Problem: links[6].source: no node nothing; the link is left out.\n");
  expect(stderr).toContain("Lost: nodes[].influence: ");
});

test.each([
  [
    "a graph without nodes",
    "import",
    [],
    '{"nodes":1}',
    "This attribution graph cannot be imported: nodes: there is no such list.\n",
  ],
  ["a text that is no JSON", "import", [], "{", "file.json: it is not valid JSON.\n"],
  ["a key twice", "import", [], '{"nodes":[],"nodes":[]}', 'file.json: the key "nodes" stands twice.\n'],
  [
    "a target that is not there",
    "import",
    ["--target", "logit.1@1"],
    JSON.stringify(foreignGraph()),
    "This attribution graph cannot be imported: nodes: none of them is the target logit.1@1.\n",
  ],
  [
    "a circuit of another format",
    "export",
    ["--format", "neuronpedia"],
    JSON.stringify({ ...circuit, format: "x" }),
    /^This is not a sound circuit-commons\/circuit@1 document: format: .*\n$/,
  ],
  [
    "an output that cannot be written",
    "export",
    ["--format", "circuit", "--out", "/nowhere/x"],
    JSON.stringify(circuit),
    /^\/nowhere\/x cannot be written: .*\n$/,
  ],
])("%s is refused in one sentence with exit code 1", (_, command, options, text, message) => {
  const { status, stdout, stderr } = commons(command, write("file.json", text), ...options);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(message);
});

test.each([
  ["a file that is not there", ["import", "nothing.json"], 1, "There is no file nothing.json.\n"],
  ["a folder", ["import", "lib"], 1, "lib is not a file.\n"],
  [
    "an unknown format",
    ["export", circuitFile, "--format", "svg"],
    2,
    "Allowed choices are neuronpedia, mib, circuit.",
  ],
  ["no format", ["export", circuitFile], 2, "required option '--format <format>' not specified"],
])("%s is told apart by exit code", (_, args, status, message) => {
  const result = commons(...args);
  expect(result).toMatchObject({ status, stdout: "" });
  expect(result.stderr).toContain(message);
});
