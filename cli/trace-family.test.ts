import { expect, test } from "vitest";
import type { TracedFamily } from "@/lib/engine/evaluation/trace-family";
import { toTable } from "./trace-family";

const agreement = { mean: null, pairs: 0 };
const traced = (truncated: TracedFamily["truncated"]): TracedFamily => ({
  circuit: { prompts: 20, nodes: [], edges: [], withoutRole: { count: 0, influence: 0 } },
  truncated,
  stability: { prompts: agreement, paraphrases: agreement, halved: agreement, doubled: agreement },
});
const table = (truncated: TracedFamily["truncated"]) =>
  toTable(traced(truncated), { least: 0.5, maxNodes: 100 });

test("a family's table says how many circuits were cut short, and nothing of it where none was", () => {
  expect(table({ own: 0, halved: 0, doubled: 0 })).not.toContain("ut short");
  expect(table({ own: 3, halved: 7, doubled: 0 })).toContain(
    "Cut short, at 100 nodes expanded: 3 of 20 circuits, 7 at half the threshold and 0 at twice.",
  );
  expect(table({ own: 0, halved: 1, doubled: 0 })).toContain("0 of 20 circuits, 1 at half");
});
