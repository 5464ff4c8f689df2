import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { likenessWithoutFeatures } from "@/lib/bounty-rules/likeness-without-features";
import { circuitOf, type Edges, honestEdges, honestTarget } from "@/lib/bounty-rules/made-up-entry";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { packDocument } from "@/lib/documents/packed-document";
import { likenesses, type SetCounterparts } from "./likenesses";

/** The made-up circuit as another set of attention dictionaries has it, whose features have numbers 500 above. */
function inAnotherSet() {
  const circuit = circuitOf(honestEdges, honestTarget);
  const dictionarySets = circuit.spec.dictionarySets.map((set) =>
    set.kind === "attn" ? { ...set, checksum: "d".repeat(64) } : set,
  );
  const nodes = circuit.nodes.map((node) =>
    node.kind === "attn" && node.index !== null && node.id !== circuit.spec.target
      ? { ...node, index: node.index + 500, id: node.id.replace(`.${node.index}@`, `.${node.index + 500}@`) }
      : node,
  );
  return { ...circuit, spec: { ...circuit.spec, dictionarySets }, nodes };
}

const wholes = (asked: Omit<Parameters<typeof likenesses>[0], "isCut">) =>
  likenesses({ ...asked, isCut: false }).map((found) => found?.whole ?? null);
/** What of an entry's frozen file is read here. */
const frozen = (circuit: Circuit) => packDocument({ circuit });

test("across dictionaries a circuit is as alike as its counterparts say, and what nothing was compared with is not known", () => {
  const own = circuitOf(honestEdges, honestTarget);
  const copy = inAnotherSet();
  const found = (
    [
      ["1", 3],
      ["0", 2],
      ["0", 8],
    ] as const
  ).map(([layer, index]) => ({
    ...{ kind: "attn" as const, layer: Number(layer), index },
    others: [[index + 500, 0.95] satisfies [number, number]],
  }));
  const set = (checksum: string): SetCounterparts => ({ kind: "attn", checksum: checksum.repeat(64), found });
  const others = [
    { spec: copy.spec, packed: packDocument(copy) },
    { spec: own.spec, packed: packDocument(own) },
    { spec: { ...copy.spec, modelChecksum: "e".repeat(64) }, packed: packDocument(copy) },
  ];
  const alike = (counterparts: SetCounterparts[], measure: "likeness@1" | "likeness@2" = "likeness@2") =>
    wholes({ own, file: frozen(own), others, measure, counterparts });
  const [within, self] = alike([], "likeness@1");
  expect(self).toBeCloseTo(1, 9);
  const [across, sameSets, otherModel] = alike([set("d")]);
  expect([sameSets, otherModel]).toEqual([0, 0]);
  expect(across).toBeGreaterThan(0.95);
  expect(across).toBeLessThan(1);
  // Of the MLP features alone, whose set is the same.
  expect(within).toBeLessThan(0.5);
  expect(alike([])).toEqual([null, 0, 0]);
  expect(alike([set("f")])).toEqual([null, 0, 0]);
});

test("without features a circuit is compared by its target, and not where nothing was compared with that", () => {
  const ends: Edges = [
    ["embed@4", honestTarget, 3],
    ["attn-error.1@6", honestTarget, 1],
  ];
  const own = circuitOf(ends);
  const target = honestTarget.replace(".7@", ".507@");
  const renamed = circuitOf(
    ends.map(([from, , much]) => [from, target, much]),
    target,
  );
  const dictionarySets = renamed.spec.dictionarySets.map((set) => ({ ...set, checksum: "d".repeat(64) }));
  const copy = { ...renamed, spec: { ...renamed.spec, dictionarySets } };
  const whole = circuitOf();
  // Of another model's dictionaries nothing is compared, and nothing needs to be.
  const elsewhere = { ...copy, spec: { ...copy.spec, modelChecksum: "e".repeat(64) } };
  const others = [own, copy, whole, { ...whole, spec: { ...whole.spec, dictionarySets } }, elsewhere].map(
    (each) => {
      return { spec: each.spec, packed: packDocument(each) };
    },
  );
  const [layer, index] = [2, 7];
  const found = [{ kind: "attn" as const, layer, index, others: [[507, 0.9]] satisfies [number, number][] }];
  const alike = (counterparts: SetCounterparts[]) =>
    wholes({ own, file: frozen(own), others, measure: "likeness@3", counterparts });
  const close = (value: number) => expect.closeTo(value, 9);
  const compared: SetCounterparts = { kind: "attn", checksum: "d".repeat(64), found };
  const toWhole = close(likenessWithoutFeatures(own, whole));
  expect(likenessWithoutFeatures(own, whole)).toBeGreaterThan(0.1);
  expect(alike([compared])).toEqual([close(1), close(0.9), toWhole, 0, 0]);
  const unknown = [close(1), null, toWhole, null, 0];
  expect(alike([])).toEqual(unknown);
  expect(alike([{ ...compared, kind: "mlp" }])).toEqual(unknown);
  // Nor where that set was compared with other features alone.
  expect(alike([{ ...compared, found: found.map((each) => ({ ...each, index: 8 })) }])).toEqual(unknown);
});

test("how alike a circuit is to one that cannot be read is not known, and no 0", () => {
  const { spec, nodes, ...rest } = circuitOf(honestEdges, honestTarget);
  const packed = packDocument({ spec, nodes, ...rest });
  const others = [
    { spec, packed },
    { spec, packed: new Uint8Array(gzipSync("{}")) },
    { spec: null, packed: new Uint8Array([1, 2, 3]) },
  ];
  expect(
    wholes({ own: { spec, nodes }, file: packed, others, measure: "likeness@1", counterparts: [] }),
  ).toEqual([expect.closeTo(1, 9), null, null]);
});

test("a copy at other thresholds is as alike as it is where both are cut at the coarser, where its edges are there and that is asked", () => {
  const wide: Edges = Array.from({ length: 12 }, (_, n): Edges => {
    return [
      [`attn.1.${n}@4`, honestTarget, 14 - n],
      [`attn.0.${n}@3`, `attn.1.${n}@4`, 1],
    ];
  }).flat();
  const fine = circuitOf(wide);
  const coarse = circuitOf(wide.filter(([from, to]) => to === honestTarget || /\.[01]@3$/.test(from)));
  const other = { ...coarse, spec: { ...coarse.spec, threshold: 0.12 } };
  const alike = (own: Circuit, [spec, packed]: [Circuit["spec"] | null, Uint8Array], isCut = true) =>
    likenesses({
      ...{ own, file: frozen(own), measure: "likeness@1", counterparts: [], isCut },
      others: [{ spec, packed }],
    })[0];
  const whole = alike(fine, [other.spec, packDocument({ nodes: other.nodes })]);
  expect(whole).toEqual({ whole: expect.any(Number), cut: null });
  expect(whole?.whole).toBeLessThan(0.9);
  const asOne = { ...whole, cut: expect.closeTo(1, 9) };
  expect(alike(fine, [other.spec, packDocument(other)])).toEqual(asOne);
  expect(alike(other, [fine.spec, packDocument(fine)])).toEqual(asOne);
  expect(alike(fine, [null, frozen(other)])).toEqual(asOne);
  expect(alike(fine, [other.spec, packDocument(other)], false)).toEqual(whole);
  // Nothing is gained where they are the same as they are.
  const finer = { ...fine, spec: { ...fine.spec, threshold: 0.001 } };
  expect(alike(fine, [finer.spec, packDocument(finer)])).toEqual({ whole: expect.closeTo(1, 9), cut: null });
});
