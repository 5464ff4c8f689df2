import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { withLeaves, withSkips } from "@/lib/engine/oracle/opened-places";
import { type RandomModelSpec, writeRandomModel } from "@/lib/engine/oracle/random-model";
import { commons } from "@/tests/golden/commons";

const patience = 120_000;
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-leaves-"));
const model = path.join(folder, "model");
const circuitFile = path.join(folder, "circuit.json");
const text = ["--model", model, "--text", "abcdef"];
let circuit: Circuit;

const spec: RandomModelSpec = {
  ...{ seed: 11, layers: 2, heads: 3, dHead: 6, dMlp: 20, vocabularySize: 95, contextLength: 9 },
  ...({ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" } as const),
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [0, 1].flatMap((layer) =>
    (["attn", "mlp", "resid"] as const).map((kind) => {
      return { kind, layer, dFeatures: 30, rule: "relu" as const, dtype: "F32" as const };
    }),
  ),
};

beforeAll(() => {
  writeRandomModel(model, withLeaves(spec, ["attn", "mlp"]));
  const { status, stdout, stderr } = commons("circuit", ...text, "--target", "logit.5@6", "--json");
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringContaining("are leaves of circuits"),
  });
  circuit = circuitSchema.parse(JSON.parse(stdout));
  writeFileSync(circuitFile, stdout);
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));

test(
  "a circuit with dictionaries that open leaves is traced, verified and refused once a number is changed",
  () => {
    const features = circuit.nodes.filter(({ kind }) => kind === "attn" || kind === "mlp");
    expect(features.length).toBeGreaterThan(10);
    expect(features.some(({ expanded }) => expanded)).toBe(false);
    const sum = circuit.edges.reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(circuit.nodes[0]?.activation ?? Number.NaN, 4);
    expect(commons("verify", circuitFile, "--model", model)).toMatchObject({ status: 0 });
    const changed = path.join(folder, "changed.json");
    const nodes = circuit.nodes.map((node, i) => (i === 1 ? { ...node, effect: -node.effect - 0.1 } : node));
    writeFileSync(changed, JSON.stringify({ ...circuit, nodes }));
    expect(commons("verify", changed, "--model", model).status).not.toBe(0);
  },
  patience,
);

test(
  "it is exported as an attribution graph in which every node is distinct, and comes back the same",
  () => {
    const graphFile = path.join(folder, "graph.json");
    expect(commons("export", circuitFile, "--format", "neuronpedia", "--out", graphFile).status).toBe(0);
    const graph: { nodes: { node_id: string; layer: string; feature: number; ctx_idx: number }[] } =
      JSON.parse(readFileSync(graphFile, "utf8"));
    expect(graph.nodes.length).toBeGreaterThanOrEqual(circuit.nodes.length);
    expect(new Set(graph.nodes.map(({ node_id }) => node_id)).size).toBe(graph.nodes.length);
    const places = graph.nodes.map(({ layer, feature, ctx_idx }) => `${layer} ${feature} ${ctx_idx}`);
    expect(new Set(places).size).toBe(graph.nodes.length);
    const imported = commons("import", graphFile);
    expect(imported).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(imported.stdout)).toEqual(circuit);
  },
  patience,
);

test(
  "a target that is a leaf, and a transcoder beside another set of the kind, are refused by a sentence",
  () => {
    const feature = circuit.nodes.find(({ kind }) => kind === "mlp");
    const leaf = commons("circuit", ...text, "--target", feature?.id ?? "");
    expect(leaf).toMatchObject({ status: 1, stdout: "" });
    expect(leaf.stderr).toContain(`Nothing is traced behind ${feature?.id.split("@")[0]}, which is a leaf`);
    const both = ["--dictionaries", "mlp=transcoders", "--dictionaries", "mlp=outputs"];
    const twice = commons("circuit", ...text, "--target", "logit.5@6", ...both);
    expect(twice.status).not.toBe(0);
    expect(twice.stderr).toContain("The set of mlp is named twice: a text is read with one set of a kind");
  },
  patience,
);

test(
  "what goes past a skip transcoder's features is a leaf of its own, verified and exported beside the error",
  () => {
    const skips = path.join(folder, "skips");
    writeRandomModel(skips, withSkips(spec));
    const asked = commons("circuit", "--model", skips, "--text", "abcdef", "--target", "logit.5@6", "--json");
    expect(asked.status).toBe(0);
    const traced = circuitSchema.parse(JSON.parse(asked.stdout));
    const places = traced.nodes.filter(({ kind }) => kind === "mlp-skip").map(({ id }) => id);
    expect(places.length).toBeGreaterThan(2);
    expect(traced.nodes.some(({ kind, expanded }) => kind === "mlp" && expanded)).toBe(true);
    const [file, graphFile] = ["skips.json", "skips-graph.json"].map((name) => path.join(folder, name));
    writeFileSync(file ?? "", asked.stdout);
    expect(commons("verify", file ?? "", "--model", skips).status).toBe(0);
    expect(commons("export", file ?? "", "--format", "neuronpedia", "--out", graphFile ?? "").status).toBe(0);
    const { nodes }: { nodes: { node_id: string; layer: string; feature: number; ctx_idx: number }[] } =
      JSON.parse(readFileSync(graphFile ?? "", "utf8"));
    expect(nodes.filter(({ node_id }) => node_id.includes("_skip_mlp_"))).toHaveLength(places.length);
    expect(new Set(nodes.map(({ layer, feature, ctx_idx }) => `${layer} ${feature} ${ctx_idx}`)).size).toBe(
      nodes.length,
    );
    expect(JSON.parse(commons("import", graphFile ?? "").stdout)).toEqual(traced);
  },
  patience,
);
