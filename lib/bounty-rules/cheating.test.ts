import { expect, test } from "vitest";
import type { EntryFacts } from "@/lib/bounty-format/facts";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import { judgeEntry } from "./judge-entry";
import { cosineKey, type DecoderCosines, likenessOf } from "./likeness";
import {
  circuitOf,
  committed,
  type Edges,
  honestEdges,
  honestTarget,
  madeUpEntry,
  madeUpTerms,
  opened,
} from "./made-up-entry";
import { seededTerms } from "./seeded-terms";

/** The contest of cheats in its pure form: each is told by the rule that is meant to, and an honest entry beside it passes. */

const terms = madeUpTerms([
  { kind: "novelty", version: 4, maxLikeness: 0.85 },
  { kind: "ancestry", version: 4, fromLikeness: 0.6 },
  { kind: "unpublished", version: 2 },
  { kind: "supported-labels", version: 1, minShare: 0.4, minDays: 0 },
]);

type Earlier = Exclude<EntryFacts["earlier"], string>[number];
interface Cheat {
  circuit: Circuit;
  cosines?: DecoderCosines;
  earlier?: Partial<Earlier>;
  facts?: Partial<EntryFacts>;
}

/** What fails of an entry that is made after a finding of the honest circuit. */
function failuresOf({ circuit, cosines, earlier, facts }: Cheat): string[] {
  const known: Earlier = {
    ...{
      kind: "finding",
      id: "the-first",
      at: opened,
      measure: "likeness@1",
      isOwn: false,
      isAncestor: false,
    },
    likeness: likenessOf(circuitOf(), circuit, cosines),
    ...earlier,
  };
  const within = { earlier: [known], earlierAcross: [] };
  const across = { earlier: [], earlierAcross: [{ ...known, measure: "likeness@2" as const }] };
  const found = cosines ? across : within;
  const { rules } = judgeEntry(terms, madeUpEntry(terms, { circuit, facts: { ...found, ...facts } }));
  return rules.filter(({ outcome }) => outcome !== "passed").map(({ kind }) => kind);
}

/** The circuit with every id and every feature changed as said. */
function changed(of: (id: string) => string, circuit = circuitOf()): Circuit {
  return {
    ...circuit,
    spec: { ...circuit.spec, target: of(circuit.spec.target) },
    nodes: circuit.nodes.map((node) => ({
      ...node,
      ...nodeColumns(parseNodeId(of(node.id)) ?? { kind: "bias" }),
    })),
    edges: circuit.edges.map((edge) => ({ ...edge, source: of(edge.source), target: of(edge.target) })),
  };
}
const movedBy = (by: number) => (id: string) =>
  id.replace(/@(\d+)$/, (_, position) => `@${Number(position) + by}`);

test("an honest entry beside another circuit passes all", () => {
  const edges: Edges = [
    ["attn.1.30@4", honestTarget, 3],
    ["mlp.0.5@4", "attn.1.30@4", 2],
    ["attn.0.2@3", honestTarget, 1],
    ["embed@4", "mlp.0.5@4", 2],
    ["embed@3", "attn.0.2@3", 2],
  ];
  const supportedLabels = ["attn.1.30", "attn.0.2"].map((feature) => {
    return { feature, supportedSince: opened, hasPart: false };
  });
  expect(failuresOf({ circuit: circuitOf(edges), facts: { supportedLabels } })).toEqual([]);
});

test("a copy under other words is not new, and is no fork of what it copies", () => {
  expect(failuresOf({ circuit: circuitOf() })).toEqual(["novelty", "ancestry"]);
});

test("nor is one moved along the text, or of which only parts are moved", () => {
  expect(failuresOf({ circuit: changed(movedBy(-2)) })).toEqual(["novelty", "ancestry"]);
  const parts = changed((id) => (id === honestTarget ? id : movedBy(-1)(id)));
  expect(failuresOf({ circuit: parts })).toEqual(["novelty", "ancestry"]);
});

test("nor one at another threshold, where weak nodes are missing", () => {
  const circuit = circuitOf(
    honestEdges.filter(([source]) => source !== "attn.0.8@6" && source !== "embed@6"),
  );
  const spec = { ...circuit.spec, threshold: 0.05 };
  expect(failuresOf({ circuit: { ...circuit, spec } })).toEqual(["novelty", "ancestry"]);
});

test("nor one of another dictionary of the model, whose features have other numbers", () => {
  const circuit = changed((id) =>
    id.replace(
      /^(attn|mlp)\.(\d+)\.(\d+)/,
      (_, kind, layer, index) => `${kind}.${layer}.${Number(index) + 500}`,
    ),
  );
  const dictionarySets = circuit.spec.dictionarySets.map((set) => ({ ...set, checksum: "d".repeat(64) }));
  const cosines = new Map(
    ["attn.1.3", "attn.0.2", "attn.0.8", "mlp.0.5", "mlp.1.9"].map((feature) => {
      const other = feature.replace(/\d+$/, (index) => `${Number(index) + 500}`);
      return [cosineKey(feature, other), 0.95];
    }),
  );
  const labels = ["attn.1.503", "attn.0.502"].map((feature) => ({
    feature,
    supportedSince: opened,
    hasPart: false,
  }));
  const cheat = {
    circuit: { ...circuit, spec: { ...circuit.spec, dictionarySets } },
    facts: { supportedLabels: labels },
  };
  expect(failuresOf({ ...cheat, cosines })).toEqual(["novelty", "ancestry"]);
  // Another circuit of that dictionary, which shares one weak node, passes beside it.
  const weak = new Map([[cosineKey("mlp.1.9", "mlp.1.509"), 0.95]]);
  expect(failuresOf({ ...cheat, cosines: weak })).toEqual([]);
});

test("what is not known across dictionaries passes nothing, and what is too like within them has failed already", () => {
  const outcomes = (facts: Partial<EntryFacts>) =>
    judgeEntry(terms, madeUpEntry(terms, { facts }))
      .rules.slice(0, 2)
      .map(({ outcome }) => outcome);
  const [copy] = [{ kind: "finding", id: "f", at: opened, likeness: 0.97 } as const];
  const like: Earlier = { ...copy, measure: "likeness@1", isOwn: false, isAncestor: false };
  expect(outcomes({ earlierAcross: "waiting" })).toEqual(["waiting", "waiting"]);
  expect(outcomes({ earlierAcross: "unknown" })).toEqual(["unknown", "unknown"]);
  expect(outcomes({ earlierAcross: undefined })).toEqual(["unknown", "unknown"]);
  expect(outcomes({ earlier: [like], earlierAcross: "waiting" })).toEqual(["failed", "waiting"]);
  expect(outcomes({ earlierAcross: [{ ...like, measure: "likeness@2" }] })).toEqual(["failed", "failed"]);
});

test("of one that is like it both ways the larger likeness counts, once", () => {
  const like: Earlier = {
    ...{ kind: "finding", id: "f", at: opened, likeness: 0.4, measure: "likeness@1" },
    ...{ isOwn: false, isAncestor: false },
  };
  const facts = {
    earlier: [like],
    earlierAcross: [{ ...like, likeness: 0.9, measure: "likeness@2" as const }],
  };
  const [found] = judgeEntry(terms, madeUpEntry(terms, { facts })).rules;
  expect(found).toMatchObject({ outcome: "failed", evidence: { numbers: { likeness: 0.9, tooLike: 1 } } });
  expect(found?.says).toContain("across dictionaries");
});

test("what is like a circuit by its target is told where either is without features, in the third version alone", () => {
  const circuit = circuitOf([
    ["embed@4", honestTarget, 3],
    ["attn-error.1@6", honestTarget, 1],
  ]);
  const earlier: Earlier = {
    ...{ kind: "finding", id: "f", at: opened, likeness: 0.97, measure: "likeness@3" },
    ...{ isOwn: false, isAncestor: false },
  };
  const outcomes = (version: number, facts: Partial<EntryFacts>, of = circuit) => {
    const said = madeUpTerms([
      { kind: "novelty", version, maxLikeness: 0.85 },
      { kind: "ancestry", version, fromLikeness: 0.6 },
    ]);
    return judgeEntry(said, madeUpEntry(said, { circuit: of, facts })).rules.map(({ outcome }) => outcome);
  };
  expect(outcomes(3, { earlierWithoutFeatures: [earlier] })).toEqual(["failed", "failed"]);
  expect(outcomes(3, { earlierWithoutFeatures: [{ ...earlier, likeness: 0.5 }] })).toEqual([
    "passed",
    "passed",
  ]);
  for (const why of ["waiting", "unknown"] as const)
    expect(outcomes(3, { earlierWithoutFeatures: why })).toEqual([why, why]);
  expect(outcomes(3, { earlierWithoutFeatures: undefined })).toEqual(["unknown", "unknown"]);
  // What likeness@1 makes of one target does not count in it, and counts in the versions before as ever.
  const same = { earlier: [{ ...earlier, likeness: 1, measure: "likeness@1" as const }] };
  expect(outcomes(3, same)).toEqual(["passed", "passed"]);
  for (const version of [1, 2]) {
    expect(outcomes(version, same)).toEqual(["failed", "failed"]);
    expect(outcomes(version, { earlierWithoutFeatures: [earlier] })).toEqual(["passed", "passed"]);
  }
  // With features the third version is the second, and what of before is without features counts besides.
  const facts = { earlierAcross: [{ ...earlier, measure: "likeness@2" as const }] };
  expect(outcomes(3, facts, circuitOf())).toEqual(["failed", "failed"]);
  expect(outcomes(3, { earlierAcross: "waiting" }, circuitOf())).toEqual(["waiting", "waiting"]);
  expect(outcomes(3, { earlierWithoutFeatures: [earlier] }, circuitOf())).toEqual(["failed", "failed"]);
  expect(outcomes(3, { earlierWithoutFeatures: [{ ...earlier, likeness: 0.5 }] }, circuitOf())).toEqual([
    "passed",
    "passed",
  ]);
  for (const why of ["waiting", "unknown"] as const)
    expect(outcomes(3, { earlierWithoutFeatures: why }, circuitOf())).toEqual([why, why]);
  expect(outcomes(3, { ...facts, earlierWithoutFeatures: "waiting" }, circuitOf())).toEqual([
    "failed",
    "waiting",
  ]);
});

test("the first version is judged as ever, whatever is known across dictionaries", () => {
  const first = madeUpTerms([{ kind: "novelty", version: 1, maxLikeness: 0.85 }]);
  for (const earlierAcross of ["waiting", "unknown", undefined] as const)
    expect(judgeEntry(first, madeUpEntry(first, { facts: { earlierAcross } })).eligible).toBe(true);
});

test("nor one with hundreds of weak nodes beside the strong ones", () => {
  const weak = Array.from({ length: 400 }, (_, i): Edges[number] => [
    `attn.1.${1_000 + i}@5`,
    honestTarget,
    0.005,
  ]);
  expect(failuresOf({ circuit: circuitOf([...honestEdges, ...weak]) })).toEqual(["novelty", "ancestry"]);
});

test("labels that a team made for the rule, or that are younger than the entry, count nothing", () => {
  const edges: Edges = [
    ["attn.1.30@4", honestTarget, 3],
    ["embed@4", "attn.1.30@4", 1],
  ];
  const label = { feature: "attn.1.30", supportedSince: opened, hasPart: false };
  const circuit = circuitOf(edges);
  const failures = (change: object) =>
    failuresOf({ circuit, facts: { supportedLabels: [{ ...label, ...change }] } });
  expect(failures({})).toEqual([]);
  expect(failures({ hasPart: true })).toEqual(["supported-labels"]);
  expect(failures({ supportedSince: committed })).toEqual(["supported-labels"]);
});

test("a team that enters twice is told by its own earlier entry", () => {
  const own = { kind: "entry", id: "c0ffee", isOwn: true } as const;
  expect(failuresOf({ circuit: circuitOf(), earlier: own })).toEqual(["novelty"]);
});

test("what was public before the opening is told, whoever published it", () => {
  const facts = { firstPublished: "2026-10-01T00:00:00.000Z" };
  expect(failuresOf({ circuit: circuitOf(), earlier: { isOwn: true }, facts })).toEqual(["unpublished"]);
});

test("nor does it help to fork one's own finding of before, from the second version on", () => {
  const outcome = (version: number, facts: Partial<EntryFacts>) => {
    const of = madeUpTerms([{ kind: "unpublished", version }]);
    return judgeEntry(of, madeUpEntry(of, { facts })).rules[0]?.outcome;
  };
  const [before, since] = ["2026-10-31T23:59:59.999Z", opened].map((at, n) => ({ id: `f${n}`, at }));
  const ownPublished = [before, since].flatMap((each) => each ?? []);
  expect(outcome(2, { ownPublished })).toBe("failed");
  expect(outcome(1, { ownPublished })).toBe("passed");
  expect(outcome(2, { ownPublished: ownPublished.slice(1) })).toBe("passed");
  expect(outcome(2, { firstPublished: "2026-10-01T00:00:00.000Z", ownPublished: "waiting" })).toBe("failed");
  expect(outcome(2, { ownPublished: undefined })).toBe("unknown");
  for (const version of [1, 2])
    expect(outcome(version, { opensAt: "unknown", ownPublished })).toBe("unknown");
});

test("a replication that says what it repeats passes where replications are eligible, and nowhere else", () => {
  const earlier = {
    kind: "finding",
    id: "f",
    at: opened,
    likeness: 0.97,
    measure: "likeness@1",
    isOwn: false,
  } as const;
  const outcome = (replications: boolean, isAncestor: boolean) => {
    const of = madeUpTerms(terms.rules, { replications });
    return judgeEntry(of, madeUpEntry(of, { facts: { earlier: [{ ...earlier, isAncestor }] } })).eligible;
  };
  expect([outcome(true, true), outcome(true, false), outcome(false, true)]).toEqual([true, false, false]);
});

test("the seeded bounty has rules that are known here", () => {
  const { rules } = judgeEntry(seededTerms, madeUpEntry(seededTerms));
  expect(rules.map(({ kind }) => kind)).toEqual(seededTerms.rules.map(({ kind }) => kind));
});
