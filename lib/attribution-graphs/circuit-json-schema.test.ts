import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circuitJsonSchema } from "./circuit-json-schema";
import { circuits, goldenCircuits, throughJson } from "./circuit-samples";

const file = path.resolve(import.meta.dirname, "../../public/schemas/circuit-1.json");
const published: Record<string, unknown> = JSON.parse(readFileSync(file, "utf8"));

test("the published JSON Schema is the one circuits are read with", () => {
  const outdated = "write it again: npx tsx cli/commons.ts schema > public/schemas/circuit-1.json";
  expect(published, outdated).toEqual(JSON.parse(JSON.stringify(circuitJsonSchema())));
});

test("it names every field of a circuit, requires all but two, and allows no other", () => {
  const schema = circuitJsonSchema();
  const fields = ["format", "spec", "tokens", "nodes", "edges", "rest", "scores", "checks", "truncated"];
  const optional = ["heads", "unexpandedInfluence"];
  expect(Object.keys(schema.properties ?? {}).toSorted()).toEqual([...fields, ...optional].toSorted());
  expect(schema.required).toEqual(fields);
  expect(schema.additionalProperties).toBe(false);
});

describe("a validator of other people's, with the published schema", () => {
  // Strict: a keyword it does not know is an error of the schema.
  const validate = new Ajv2020({ strict: true }).compile(published);
  const faults = (document: unknown) => (validate(document) ? [] : (validate.errors ?? []));

  test.each(goldenCircuits())("accepts the golden circuit %s", (_, circuit) => {
    expect(faults(throughJson(circuit))).toEqual([]);
  });

  test("accepts circuits of every kind of node", () => {
    fc.assert(
      fc.property(circuits, (circuit) => {
        expect(faults(throughJson(circuit))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  const [, circuit] = goldenCircuits().find(([name]) => name.includes("gender.json logit.")) ?? [];
  if (!circuit) throw new Error("there is no golden circuit to break");
  const { spec, scores, ...rest } = circuit;
  const { mode, ...modeless } = spec;
  const [node, ...nodes] = circuit.nodes;
  const checksum = spec.modelChecksum;
  test.each([
    ["no scores", { spec, ...rest }, "", "required"],
    ["no mode", { ...circuit, spec: modeless }, "/spec", "required"],
    ["a node without its kind", { ...circuit, nodes: [{ id: node?.id }, ...nodes] }, "/nodes/0", "required"],
    ["another format", { ...circuit, format: "circuit-commons/circuit@2" }, "/format", "const"],
    [
      "a number as text",
      { ...circuit, scores: { ...scores, replacement: "0.1" } },
      "/scores/replacement",
      "type",
    ],
    ["half a token", { ...circuit, spec: { ...spec, tokenIds: [0.5] } }, "/spec/tokenIds/0", "type"],
    [
      "a number that is none",
      { ...circuit, scores: { ...scores, replacement: null } },
      "/scores/replacement",
      "type",
    ],
    ["a list as an object", { ...circuit, edges: {} }, "/edges", "type"],
    [
      "a threshold of 0",
      { ...circuit, spec: { ...spec, threshold: 0 } },
      "/spec/threshold",
      "exclusiveMinimum",
    ],
    ["an unknown mode", { ...circuit, spec: { ...spec, mode: "sideways" } }, "/spec/mode", "enum"],
    [
      "an unknown kind",
      { ...circuit, nodes: [{ ...node, kind: "neuron" }, ...nodes] },
      "/nodes/0/kind",
      "enum",
    ],
    ["an unknown field", { ...circuit, author: "a" }, "", "additionalProperties"],
    [
      "an unknown field of the spec",
      { ...circuit, spec: { ...spec, seed: 1 } },
      "/spec",
      "additionalProperties",
    ],
    [
      "a short checksum",
      { ...circuit, spec: { ...spec, modelChecksum: checksum.slice(1) } },
      "/spec/modelChecksum",
      "pattern",
    ],
    [
      "a checksum in capitals",
      { ...circuit, spec: { ...spec, modelChecksum: checksum.toUpperCase() } },
      "/spec/modelChecksum",
      "pattern",
    ],
  ])("refuses %s", (_, broken, instancePath, keyword) => {
    expect(faults(broken)).toMatchObject([{ instancePath, keyword }]);
  });
});
