import { expect, test } from "vitest";
import { circuitIdentity } from "./circuit-identity";

const question = {
  modelChecksum: "a",
  dictionarySetChecksums: ["b", "c"],
  tokenIds: [1, 2],
  spec: { target: "logit.1@1", mode: "direct", threshold: 0.01, edgeThreshold: 0, maxNodes: 10 } as const,
};

test("the order of the dictionary sets does not make another circuit, and anything else does", () => {
  const identity = circuitIdentity(question);
  expect(identity).toMatch(/^[0-9a-f]{64}$/);
  expect(circuitIdentity({ ...question, dictionarySetChecksums: ["c", "b"] })).toBe(identity);
  const others = [
    { ...question, modelChecksum: "d" },
    { ...question, dictionarySetChecksums: ["b"] },
    { ...question, tokenIds: [1, 3] },
    { ...question, spec: { ...question.spec, mode: "residual" as const } },
    { ...question, spec: { ...question.spec, maxNodes: 11 } },
  ].map(circuitIdentity);
  expect(new Set([identity, ...others]).size).toBe(others.length + 1);
});
