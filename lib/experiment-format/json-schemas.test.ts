import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { experimentJsonSchema, experimentResultJsonSchema } from "./json-schemas";
import { madeUpExperiment } from "./made-up-experiment";
import { madeUpResult } from "./made-up-result";
import { readExperiment } from "./read-experiment";
import { readExperimentResult } from "./result";

const published = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../../public/schemas/${name}-1.json`), "utf8"));

test.each([
  ["experiment", experimentJsonSchema],
  ["experiment-result", experimentResultJsonSchema],
] as const)("the published JSON Schema of an %s is the one it is read with", (name, schema) => {
  const outdated = `write it again: npx tsx cli/commons.ts schema ${name} > public/schemas/${name}-1.json`;
  expect(published(name), outdated).toEqual(JSON.parse(JSON.stringify(schema())));
});

/** A validator of other people's; strict: a keyword that it does not know is an error of the schema. */
function validator(name: string): (document: unknown) => string[] {
  const validate = new Ajv2020({ strict: true, formats: { "date-time": true } }).compile(published(name));
  return (document) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

const faultsOfExperiment = validator("experiment");
const faultsOfResult = validator("experiment-result");
const experiment = madeUpExperiment();
const [condition] = experiment.conditions;

test("a validator of other people's takes a sound experiment, as it is written and as it is read", () => {
  expect(faultsOfExperiment(experiment)).toEqual([]);
  expect(faultsOfExperiment(JSON.parse(JSON.stringify(readExperiment(experiment))))).toEqual([]);
});

test.each([
  ["without a hypothesis", { hypothesis: undefined }, " required"],
  ["of another format", { format: "circuit-commons/experiment@2" }, "/format const"],
  ["without a condition", { conditions: [] }, "/conditions minItems"],
  ["with a field that is none", { author: "a" }, " additionalProperties"],
  ["with a short hash", { family: { from: "bundled", name: "a", hash: "0" } }, "/family/hash pattern"],
  ["of a metric that is none", { metrics: ["loss"] }, "/metrics/0 enum"],
  [
    "that does something unheard of",
    { conditions: [{ ...condition, interventions: [{ do: "invert" }] }] },
    "/conditions/0/interventions/0 oneOf",
  ],
])("an experiment %s is refused by the schema and by the reader", (_, change, fault) => {
  const broken = JSON.parse(JSON.stringify({ ...experiment, ...change }));
  expect(faultsOfExperiment(broken)).toContain(fault);
  expect(() => readExperiment(broken)).toThrow("This is not a sound circuit-commons/experiment@1 file");
});

test("it takes a sound result, and none with a number as text or a value that is missing", () => {
  const result = JSON.parse(JSON.stringify(madeUpResult()));
  expect(faultsOfResult(result)).toEqual([]);
  expect(() => readExperimentResult(result)).not.toThrow();
  expect(faultsOfResult({ ...result, seed: "1" })).toContain("/seed type");
  expect(faultsOfResult({ ...result, computedAt: undefined })).toContain(" required");
});
