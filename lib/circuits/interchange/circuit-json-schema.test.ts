import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { circuitJsonSchema } from "./circuit-json-schema";

const file = path.resolve(import.meta.dirname, "../../../public/schemas/circuit-1.json");

test("the published JSON Schema is the one circuits are read with", () => {
  const outdated = "write it again: npx tsx cli/commons.ts schema > public/schemas/circuit-1.json";
  expect(JSON.parse(readFileSync(file, "utf8")), outdated).toEqual(
    JSON.parse(JSON.stringify(circuitJsonSchema())),
  );
});

test("it names every field of a circuit, requires all but one, and allows no other", () => {
  const schema = circuitJsonSchema();
  const fields = ["format", "spec", "tokens", "nodes", "edges", "rest", "scores", "checks", "truncated"];
  expect(Object.keys(schema.properties ?? {})).toEqual([...fields, "unexpandedInfluence"]);
  expect(schema.required).toEqual(fields);
  expect(schema.additionalProperties).toBe(false);
});
