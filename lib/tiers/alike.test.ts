import { expect, test } from "vitest";
import type { SetCounterparts } from "@/lib/bounty-entries/likenesses";
import { circuitOf, type Edges, honestEdges, honestTarget } from "@/lib/bounty-rules/made-up-entry";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { packNodes } from "@/lib/documents/circuit-nodes";
import { isFoundAgain } from "@/lib/evidence-format/found-again";
import { alike } from "./alike";

const own = circuitOf(honestEdges, honestTarget);
const sideOf = (circuit: Circuit) => ({ spec: circuit.spec, packed: packNodes(circuit) });

/** The circuit as another set of attention dictionaries has it, whose features have numbers 500 above. */
function inAnotherSet(): Circuit {
  const dictionarySets = own.spec.dictionarySets.map((set) =>
    set.kind === "attn" ? { ...set, checksum: "d".repeat(64) } : set,
  );
  const nodes = own.nodes.map((node) =>
    node.kind === "attn" && node.index !== null && node.id !== own.spec.target
      ? { ...node, index: node.index + 500, id: node.id.replace(`.${node.index}@`, `.${node.index + 500}@`) }
      : node,
  );
  return { ...own, spec: { ...own.spec, dictionarySets }, nodes };
}

const counterparts: SetCounterparts[] = [
  {
    ...{ kind: "attn", checksum: "d".repeat(64) },
    found: ["1.3", "0.2", "0.8"].map((name) => {
      const [layer = 0, index = 0] = name.split(".").map(Number);
      return {
        kind: "attn" as const,
        layer,
        index,
        others: [[index + 500, 0.95] satisfies [number, number]],
      };
    }),
  },
];

test("a circuit is as alike to its copy in another set as counterparts say, and where none are known as what both have in common", () => {
  const others = [sideOf(own), sideOf(inAnotherSet())];
  const later = { isVerified: true, isOtherText: false, isOtherDictionaries: true };
  const [self, across] = alike({ own: sideOf(own), others, counterparts });
  expect(self).toBeCloseTo(1, 9);
  expect(across).toBeGreaterThan(0.95);
  expect(across).toBeLessThan(1);
  expect(isFoundAgain({ ...later, likeness: across ?? null })).toBe(true);
  const [, within] = alike({ own: sideOf(own), others, counterparts: [] });
  expect(within).toBeLessThan(0.5);
  expect(isFoundAgain({ ...later, likeness: within ?? null })).toBe(false);
});

test("one without features is like none, and how alike another is that cannot be read is not known", () => {
  const ends: Edges = [
    ["embed@4", honestTarget, 3],
    ["attn-error.1@6", honestTarget, 1],
  ];
  const bare = circuitOf(ends);
  expect(alike({ own: sideOf(bare), others: [sideOf(bare)], counterparts: [] })).toEqual([null]);
  const broken = { spec: own.spec, packed: new Uint8Array([1, 2, 3]) };
  expect(alike({ own: sideOf(own), others: [broken, sideOf(bare)], counterparts: [] })).toEqual([null, 0]);
});
