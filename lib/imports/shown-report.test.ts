import { expect, test } from "vitest";
import { packReport } from "./import-report";
import { shownReport } from "./shown-report";
import type { ImportReport, ImportSummary } from "./view";

const summary: ImportSummary = {
  ...{ model: "m", target: "logit.1@0", mode: "direct", threshold: 0.1, edgeThreshold: 0, maxNodes: 1 },
  tokens: [{ position: 0, id: 1, text: "\ufffd", bytes: "f0" }],
  ...{ prompt: "a text", description: "what it shows", creator: "somebody", layers: 1, value: 1 },
  ...{ scores: { replacement: 1, completeness: 1 }, truncated: false, fromLinks: true },
  ...{ modelChecksum: "0".repeat(64), dictionaryChecksums: [], nodeCount: 1, edgeCount: 0 },
  ...{ labels: [["mlp.0.1", "a label"]], outputs: [[1, " a"]], pinned: ["mlp.0.1@0"], groups: [] },
  ...{ targets: [], tracerScores: null },
};
const shownOf = (report: Partial<ImportReport>) =>
  shownReport(
    packReport({ summary, finding: null, problems: ["one"], lost: ["two"], extras: {}, ...report }),
  );

test("what is as long as a page can hold is shown as it is, without what only an export needs", () => {
  const extras = { description: "d".repeat(100_000) };
  expect(shownOf({ extras })).toEqual({
    summary,
    finding: null,
    ...{ problems: ["one"], lost: ["two"] },
  });
});

test("a page shows as much of a file's texts as it can hold, however long they are and however many", () => {
  const count = 4_096;
  const long = {
    ...{ description: "<".repeat(900_000), creator: "c".repeat(900_000), prompt: "p".repeat(900_000) },
    tokens: Array.from({ length: count }, (_, position) => ({ position, id: 1, text: "t".repeat(6_000) })),
    labels: Array.from({ length: count }, (_, n): [string, string] => [`mlp.0.${n}`, "l".repeat(200)]),
    outputs: Array.from({ length: count }, (_, n): [number, string] => [n, "o".repeat(300)]),
  };
  const shown = shownOf({ summary: { ...summary, ...long } });
  expect(JSON.stringify(shown).length).toBeLessThan(1_500_000);
  expect(shown.summary.tokens).toHaveLength(count);
  expect(shown.summary.tokens[0]?.text).toMatch(/^t+\u2026$/);
  expect(shown.summary.labels.at(-1)).toEqual(["mlp.0.4095", expect.stringMatching(/^l+\u2026$/)]);
  expect(shown.summary.description).toHaveLength(5_001);
});

test("a token that is cut says nothing of its bytes, which would be those of the whole", () => {
  const token = { position: 0, id: 1, text: "\ufffd", bytes: "f0".repeat(300_000) };
  const { summary: shown } = shownOf({ summary: { ...summary, tokens: [token] } });
  expect(shown.tokens).toEqual([{ position: 0, id: 1, text: "\ufffd" }]);
});
