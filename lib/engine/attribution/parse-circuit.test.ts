import { expect, test } from "vitest";
import { parseCircuit } from "./verify-circuit";

test("what is no circuit is refused with the place of its first faults", () => {
  expect(() => parseCircuit(null)).toThrow(/circuit-commons\/circuit@1/);
  const broken = { format: "circuit-commons/circuit@1", nodes: [{ influence: "much" }] };
  expect(() => parseCircuit({ ...broken, spec: { model: "../../etc" } })).toThrow(/ spec\.model: /);
  expect(() => parseCircuit(broken)).toThrow(expect.objectContaining({ code: "invalid-file" }));
});
