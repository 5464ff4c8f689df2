import { z } from "zod";
import type { Circuit, CircuitNode } from "@/lib/circuit-format/circuit";

/** The parts of a path that are told apart: a feature of attention, or of an MLP. Residual features are passed over. */
export const pathSteps = ["attn", "mlp"] as const;
export type PathStep = (typeof pathSteps)[number];

/** Steps in a row that a circuit is found by. */
export const [minPathSteps, maxPathSteps] = [2, 5];
/** The share of the target's influence from which a circuit is said to have some steps in a row. */
export const structureShare = 0.05;
/** The share of the influence that ends in the text's tokens, from which a circuit is said to start at one of them. */
export const startShare = 0.1;
/** The share that comes over so many attention layers, for a circuit to be said to cross them. */
export const crossingShare = 0.1;
/** Where less than this of the target's influence comes over some steps, what lies before them is not followed. */
const leastFollowed = 5e-4;

/** How a circuit is made, as it is searched for; of the size of the model's depth, not of the graph's. */
export const circuitStructureSchema = z.object({
  /** Texts of tokens, without the spaces around them, whose embeddings together have `startShare` of what ends in tokens. */
  starts: z.array(z.string().max(100)),
  /** The most attention features in a row of paths that together bring `crossingShare` of the influence. */
  crosses: z.number().int().min(0),
  /** Steps in a row, from the text to the target, such as `attn-mlp-attn`, that paths with `structureShare` of it have. */
  paths: z.array(z.string()),
});
export type CircuitStructure = z.infer<typeof circuitStructureSchema>;

/** What paths bring, 0 to 1, by their steps from the text to the target, a letter each. */
type Brought = Map<string, number>;

const letters: Partial<Record<CircuitNode["kind"], string>> = { attn: "A", mlp: "M" };
const letterOf = (node: CircuitNode | undefined) => (node && letters[node.kind]) ?? "";

/**
 * A path goes from the target against the edges, and brings of the influence the product of the shares of its contributions
 * (docs/attribution.md, section 3), so that all paths together bring 1. Where the graph ends, or less than `leastFollowed` comes
 * that way, a path is what is known of it: a share is never too large. Pure.
 */
export function structureOf(
  { nodes, edges, rest, tokens }: Pick<Circuit, "nodes" | "edges" | "rest" | "tokens">,
  target: string,
): CircuitStructure {
  const paths = [...pathsOf({ nodes, edges, rest }, target)];
  const sum = (has: (path: string) => boolean) =>
    paths.reduce((total, [path, share]) => (has(path) ? total + share : total), 0);
  let crosses = 0;
  while (sum((path) => path.split("A").length - 1 > crosses) >= crossingShare) crosses++;
  const rows = new Set(paths.flatMap(([path]) => rowsOf(path)));
  return {
    starts: startsOf(nodes, tokens),
    crosses,
    paths: [...rows]
      .filter((row) => sum((path) => path.includes(row)) >= structureShare)
      .map((row) => Array.from(row, (letter) => (letter === "A" ? "attn" : "mlp")).join("-"))
      .toSorted(),
  };
}

/** All that is brought to the target, by the steps of the paths over which it comes; together 1. */
function pathsOf({ nodes, edges, rest }: Pick<Circuit, "nodes" | "edges" | "rest">, target: string): Brought {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const incoming = new Map<string, Circuit["edges"]>();
  for (const edge of edges) {
    const known = incoming.get(edge.target);
    if (known) known.push(edge);
    else incoming.set(edge.target, [edge]);
  }
  const restOf = new Map(rest.map((each) => [each.target, each.absoluteSum]));
  const brought = new Map<string, Brought>([[target, new Map([[letterOf(byId.get(target)), 1]])]]);
  const ended: Brought = new Map();
  for (const id of fromTarget(incoming, target)) {
    const from = brought.get(id) ?? new Map<string, number>();
    brought.delete(id);
    const sources = incoming.get(id) ?? [];
    const total = sources.reduce((sum, edge) => sum + Math.abs(edge.contribution), restOf.get(id) ?? 0);
    // What ends at the sources, by their letter; the rest is of sources that are not told.
    const shares: Brought = new Map([["", total > 0 ? (restOf.get(id) ?? 0) / total : 1]]);
    const opened: { into: Brought; letter: string; share: number }[] = [];
    for (const { source, contribution } of sources) {
      const letter = letterOf(byId.get(source));
      const share = total > 0 ? Math.abs(contribution) / total : 0;
      if (!incoming.has(source)) add(shares, letter, share);
      else {
        const into = brought.get(source) ?? new Map<string, number>();
        brought.set(source, into);
        opened.push({ into, letter, share });
      }
    }
    for (const [path, share] of from) {
      if (share < leastFollowed) {
        add(ended, path, share);
        continue;
      }
      for (const [letter, part] of shares) add(ended, letter + path, share * part);
      for (const { into, letter, share: part } of opened) add(into, letter + path, share * part);
    }
  }
  return ended;
}

function add(to: Brought, path: string, share: number): void {
  if (share > 0) to.set(path, (to.get(path) ?? 0) + share);
}

/** The nodes that something comes to, each after all that it brings something to. A graph has no circles; of one that had, the rest is left out. */
function fromTarget(incoming: ReadonlyMap<string, readonly { source: string }[]>, target: string): string[] {
  const reached = new Set([target]);
  const waiting = new Map<string, number>();
  for (const id of reached)
    for (const { source } of incoming.get(id) ?? []) {
      if (!incoming.has(source)) continue;
      reached.add(source);
      waiting.set(source, (waiting.get(source) ?? 0) + 1);
    }
  const order = [target];
  for (const id of order)
    for (const { source } of incoming.get(id) ?? []) {
      const left = (waiting.get(source) ?? 0) - 1;
      waiting.set(source, left);
      if (left === 0) order.push(source);
    }
  return order;
}

/** The parts of a path that are looked for, each once. */
function rowsOf(path: string): string[] {
  const rows: string[] = [];
  for (let steps = minPathSteps; steps <= maxPathSteps; steps++)
    for (let at = 0; at + steps <= path.length; at++) rows.push(path.slice(at, at + steps));
  return rows;
}

/** By the tokens' texts, as the catalogue has them; position 0 stands before every text. */
function startsOf(nodes: readonly CircuitNode[], tokens: Circuit["tokens"]): string[] {
  const texts = new Map(tokens.map(({ position, text }) => [position, startText(text)]));
  const shares: Brought = new Map();
  for (const { kind, position, influence } of nodes)
    if (kind === "embed" && position) add(shares, texts.get(position) ?? "", influence);
  const all = [...shares.values()].reduce((sum, share) => sum + share, 0);
  return [...shares]
    .filter(([text, share]) => text !== "" && share >= startShare * all)
    .map(([text]) => text)
    .toSorted();
}

function startText(text: string): string {
  return [
    ...text
      .replaceAll("\0", "")
      .toWellFormed()
      .replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, ""),
  ]
    .slice(0, 100)
    .join("");
}

/** A path pattern as somebody types it, `attention, MLP, attention`, as a circuit's `paths` have it; null where it is none. */
export function readPathPattern(text: string): string | null {
  const words = text
    .toLowerCase()
    .split(/[\s,;>→-]+/u)
    .filter((word) => word !== "");
  const steps = words.flatMap((word): PathStep[] => {
    if (/^(?:attn|attention|att|a)$/.test(word)) return ["attn"];
    return /^(?:mlps?|m)$/.test(word) ? ["mlp"] : [];
  });
  const isWhole =
    steps.length === words.length && steps.length >= minPathSteps && steps.length <= maxPathSteps;
  return isWhole ? steps.join("-") : null;
}
