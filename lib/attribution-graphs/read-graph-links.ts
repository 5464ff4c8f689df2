import { isTarget } from "@/lib/circuit-format/node-id";
import { type ImportProblems, quoted } from "./import-problems";
import { orderByLinks } from "./link-order";
import { isRecord } from "./losses";
import type { ReadNode } from "./read-graph-nodes";
import { maxNumber } from "./read-node-id";

export interface ReadLinks {
  /** Where each stands in the file. */
  at: number[];
  /** Indices into the nodes read. */
  sources: number[];
  targets: number[];
  weights: number[];
}

/** Reads `links`. What cannot be a circuit's edge is reported with its place and left out. */
export function readGraphLinks(
  list: readonly unknown[],
  nodes: readonly ReadNode[],
  problems: ImportProblems,
): ReadLinks {
  const nodeOf = new Map(nodes.map(({ nodeId }, i) => [nodeId, i]));
  const links: ReadLinks = { at: [], sources: [], targets: [], weights: [] };
  const takenBy = new Map<number, number>();
  for (const [at, value] of list.entries()) {
    const link = readGraphLink(value, nodes, nodeOf);
    const place = "fault" in link ? -1 : link.source * nodes.length + link.target;
    const taken = takenBy.get(place);
    if ("fault" in link) problems.add(`links[${at}]${link.field}`, `${link.fault}; the link is left out`);
    else if (taken !== undefined)
      problems.add(`links[${at}]`, `it repeats links[${taken}]; the link is left out`);
    else {
      takenBy.set(place, at);
      links.at.push(at);
      links.sources.push(link.source);
      links.targets.push(link.target);
      links.weights.push(link.weight);
    }
  }
  return links;
}

type ReadLink = { source: number; target: number; weight: number } | { field: string; fault: string };

function readGraphLink(
  value: unknown,
  nodes: readonly ReadNode[],
  nodeOf: ReadonlyMap<string, number>,
): ReadLink {
  if (!isRecord(value)) return { field: "", fault: "not an object" };
  const source = typeof value.source === "string" ? nodeOf.get(value.source) : undefined;
  if (source === undefined) return { field: ".source", fault: `no node ${quoted(value.source)}` };
  const target = typeof value.target === "string" ? nodeOf.get(value.target) : undefined;
  const node = nodes[target ?? -1];
  if (target === undefined || !node) return { field: ".target", fault: `no node ${quoted(value.target)}` };
  if (source === target) return { field: "", fault: `it links ${quoted(value.source)} to itself` };
  if (!isTarget(node.id))
    return { field: ".target", fault: `${quoted(value.target)} is a leaf, which nothing contributes to` };
  const { weight } = value;
  return typeof weight === "number" && Math.abs(weight) <= maxNumber
    ? { source, target, weight }
    : { field: ".weight", fault: `${quoted(weight)} is not a number that can be used` };
}

/** The links without those that close a cycle, which are reported. */
export function withoutCycles(
  links: ReadLinks,
  nodes: readonly ReadNode[],
  root: number,
  problems: ImportProblems,
): ReadLinks {
  const { sources, targets } = links;
  const closing = new Set(orderByLinks({ nodes: nodes.length, sources, targets, root }).closing);
  for (const link of closing) {
    const [source, target] = [nodes[sources[link] ?? -1], nodes[targets[link] ?? -1]];
    problems.add(
      `links[${links.at[link]}]`,
      `${quoted(source?.nodeId)} to ${quoted(target?.nodeId)} closes a cycle; the link is left out`,
    );
  }
  if (closing.size === 0) return links;
  const stays = (_: number, link: number) => !closing.has(link);
  return {
    at: links.at.filter(stays),
    sources: sources.filter(stays),
    targets: targets.filter(stays),
    weights: links.weights.filter(stays),
  };
}
