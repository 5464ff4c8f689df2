import { type EntryContent, entryContentFormat, entryHash } from "@/lib/bounty-format/entry-content";
import type { JudgedEntry } from "@/lib/bounty-format/entry-file";
import { type EntryFacts, factsFormat } from "@/lib/bounty-format/facts";
import {
  type BountyTerms,
  type RuleTerms,
  termsFormat,
  termsHash,
  usualRubric,
} from "@/lib/bounty-format/terms";
import { type Circuit, circuitFormat } from "@/lib/circuit-format/circuit";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { featureNodesOf } from "./feature-nodes-of";

/** For tests: terms, a circuit over two attention layers, and an honest entry of it. */

export const madeUpChecksums = { model: "a".repeat(64), attn: "b".repeat(64), mlp: "c".repeat(64) };

export function madeUpTerms(rules: RuleTerms[], change: Partial<BountyTerms> = {}): BountyTerms {
  return {
    ...{ format: termsFormat, slug: "a-bounty", title: "A bounty", brief: "", licence: "CC-BY-4.0" },
    ...{ nullResults: false, replications: false, rules, rubric: [...usualRubric] },
    ...{ maxEntriesADay: 5, maxTeam: 5, ...change },
  };
}

export type Edges = readonly [source: string, target: string, contribution: number][];

export const honestTarget = "attn.2.7@6";
/** Influence: attn.1.3@4 3/7, attn.0.2@3 and mlp.0.5@4 2/7 each, mlp.1.9@6 and attn.0.8@6 1.5/7 each. */
export const honestEdges: Edges = [
  ["attn.1.3@4", honestTarget, 3],
  ["attn.0.2@3", honestTarget, 2],
  ["mlp.1.9@6", honestTarget, 1.5],
  ["attn-error.1@6", honestTarget, 0.5],
  ["mlp.0.5@4", "attn.1.3@4", 2],
  ["embed@4", "attn.1.3@4", 1],
  ["embed@3", "attn.0.2@3", 2],
  ["attn.0.8@6", "mlp.1.9@6", 1.5],
  ["embed@4", "mlp.0.5@4", 2],
  ["embed@6", "attn.0.8@6", 1],
];

export function circuitOf(edges: Edges = honestEdges, target = honestTarget): Circuit {
  const graph = madeUpCircuit(target, edges, Object.fromEntries(edges.map(([, to]) => [to, 2])));
  const tokens = ["<|endoftext|>", "When", " Mary", " and", " John", " met", ","].map((text, position) => {
    return { position, id: position, text };
  });
  return {
    format: circuitFormat,
    spec: {
      ...{ model: "made-up", modelChecksum: madeUpChecksums.model },
      dictionarySets: [
        { kind: "attn", name: "a", checksum: madeUpChecksums.attn },
        { kind: "mlp", name: "m", checksum: madeUpChecksums.mlp },
      ],
      ...{ tokenIds: tokens.map(({ id }) => id), target, mode: "direct", threshold: 0.01, edgeThreshold: 0 },
      maxNodes: 5_000,
    },
    tokens,
    nodes: [...graph.nodes],
    edges: edges.map(([source, to, contribution]) => ({ source, target: to, contribution })),
    ...{ rest: [], scores: { replacement: 0.9, completeness: 0.8 }, checks: { largestResidual: 0 } },
    truncated: false,
  };
}

export const [opened, committed] = ["2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"];

interface Change {
  circuit?: Circuit;
  content?: Partial<EntryContent>;
  facts?: Partial<EntryFacts>;
}

export function madeUpEntry(terms: BountyTerms, change: Change = {}): JudgedEntry {
  const { circuit = circuitOf() } = change;
  const content: EntryContent = {
    ...{ format: entryContentFormat, finding: "0193a000-0000-7000-8000-0000abcd1234", revision: 3 },
    ...{ title: "Who met whom", tags: [], arrangement: "", licence: "CC-BY-4.0", entrants: ["ada"] },
    writeUp:
      "Mary is read by `attn.1.3@4`, and `mlp.0.5@4 > attn.1.3@4` says from where: it's the first name.",
    ...{ circuit: canonicalHash(circuit), terms: termsHash(terms), nonce: "1".repeat(64) },
    ...change.content,
  };
  const nodes = featureNodesOf(circuit);
  const points = nodes.map(({ id, effect }) => ({ id, predicted: effect, measured: 0.8 * effect }));
  const check = { value: 2, points, nodeCount: nodes.length, pearson: 0.9, spearman: 0.8 };
  const leading = nodes.map(({ id, influence }) => ({ id, influence }));
  const { threshold } = circuit.spec;
  const facts: EntryFacts = {
    ...{ format: factsFormat, content: entryHash(content), committedAt: committed, opensAt: opened },
    verification: { passed: true, largestDifference: 1e-7, at: committed },
    causalChecks: { free: check, frozen: check },
    thresholds: {
      halved: { threshold: threshold / 2, leading },
      doubled: { threshold: threshold * 2, leading },
    },
    supportedLabels: [
      { feature: "attn.1.3", supportedSince: opened, hasPart: false },
      { feature: "attn.0.2", supportedSince: opened, hasPart: false },
    ],
    ...{ firstPublished: null, earlier: [], earlierAcross: [], earlierWithoutFeatures: [], ownPublished: [] },
    evaluations: [],
    ...change.facts,
  };
  return { content, facts, circuit };
}
