import { expect, test } from "vitest";
import type { EdgeHeads } from "@/lib/circuit-format/circuit";
import { faultOfHeads } from "./check-heads";

const edges = [
  { source: "attn.0.1@0", target: "attn.1.2@1", contribution: 3 },
  { source: "bias", target: "attn.1.2@1", contribution: -1 },
];
const sound: EdgeHeads[] = [
  { source: "attn.0.1@0", target: "attn.1.2@1", readBy: [2.5, 0.5], writtenBy: [-1, 4] },
  { source: "bias", target: "attn.1.2@1", readBy: [0.5, -1], ofNoHead: -0.5 },
];

test("edges split by head that add up have no fault, nor have none", () => {
  expect(faultOfHeads(sound, edges)).toBeUndefined();
  expect(faultOfHeads([], [])).toBeUndefined();
});

test.each<[string, (heads: [EdgeHeads, EdgeHeads]) => unknown, string]>([
  ["no edge", ([first]) => Object.assign(first, { source: "attn.0.1@1" }), "no such edge"],
  [
    "an edge the other way round",
    ([first]) => Object.assign(first, { source: first.target, target: first.source }),
    "no such edge",
  ],
  ["an edge twice", (heads) => Object.assign(heads[1], heads[0], { ofNoHead: undefined }), "split twice"],
  ["readers that miss it", ([first]) => Object.assign(first, { readBy: [2.5, 1.5] }), "do not add up"],
  ["writers that miss it", ([first]) => Object.assign(first, { writtenBy: [-1, 3] }), "do not add up"],
  [
    "biases without what no head reads",
    ([, bias]) => Object.assign(bias, { ofNoHead: undefined }),
    "do not add up",
  ],
  [
    "sums that overflow",
    ([first]) => Object.assign(first, { readBy: [Number.MAX_VALUE, Number.MAX_VALUE] }),
    "do not add up",
  ],
  ["other heads", ([first]) => Object.assign(first, { writtenBy: [-1, 4, 0] }), "3 heads"],
  [
    "nothing",
    ([first]) => Object.assign(first, { readBy: undefined, writtenBy: undefined }),
    "nothing of heads",
  ],
])("an entry with %s is told", (_, change, fault) => {
  const heads = structuredClone(sound);
  const [first, bias] = heads;
  if (!first || !bias) throw new Error("there are two");
  const pair: [EdgeHeads, EdgeHeads] = [first, bias];
  change(pair);
  expect(faultOfHeads(pair, edges)?.fault).toContain(fault);
});
