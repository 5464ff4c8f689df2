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
  /** Where links stand that were added to others. */
  added: number[];
}

/**
 * Reads `links`. What cannot be a circuit's edge is reported with its place and left out. What a target gets from biases that the file keeps
 * apart and a circuit does not is added up.
 */
export function readGraphLinks(
  list: readonly unknown[],
  nodes: readonly ReadNode[],
  problems: ImportProblems,
): ReadLinks {
  const nodeOf = new Map<string, number>();
  for (const [i, { nodeId, otherIds }] of nodes.entries())
    for (const id of [nodeId, ...otherIds]) nodeOf.set(id, i);
  const links: ReadLinks = { at: [], sources: [], targets: [], weights: [], added: [] };
  const takenBy = new Map<number, { at: number; link: number; said: Set<unknown> }>();
  for (const [at, value] of list.entries()) {
    const link = readGraphLink(value, nodes, nodeOf);
    if ("fault" in link) {
      problems.add(`links[${at}]${link.field}`, `${link.fault}; the link is left out`);
      continue;
    }
    const place = link.source * nodes.length + link.target;
    const taken = takenBy.get(place);
    if (taken?.said.has(link.said))
      problems.add(`links[${at}]`, `it repeats links[${taken.at}]; the link is left out`);
    else if (taken) {
      taken.said.add(link.said);
      links.weights[taken.link] = (links.weights[taken.link] ?? 0) + link.weight;
      links.added.push(at);
    } else {
      takenBy.set(place, { at, link: links.at.length, said: new Set([link.said]) });
      links.at.push(at);
      links.sources.push(link.source);
      links.targets.push(link.target);
      links.weights.push(link.weight);
    }
  }
  return links;
}

type ReadLink =
  /** `said` is the source as the file has it. */
  { source: number; target: number; weight: number; said: string } | { field: string; fault: string };

function readGraphLink(
  value: unknown,
  nodes: readonly ReadNode[],
  nodeOf: ReadonlyMap<string, number>,
): ReadLink {
  if (!isRecord(value)) return { field: "", fault: "not an object" };
  const { source: said, target: into, weight } = value;
  const source = typeof said === "string" ? nodeOf.get(said) : undefined;
  const from = nodes[source ?? -1];
  if (typeof said !== "string" || source === undefined || !from)
    return { field: ".source", fault: `no node ${quoted(said)}` };
  const target = typeof into === "string" ? nodeOf.get(into) : undefined;
  const node = nodes[target ?? -1];
  if (target === undefined || !node) return { field: ".target", fault: `no node ${quoted(into)}` };
  const ends = [
    ["source", from, said],
    ["target", node, into],
  ] as const;
  for (const [end, { sharesId }, id] of ends)
    if (sharesId) return { field: `.${end}`, fault: `${quoted(id)} is the id of several nodes` };
  if (source === target) return { field: "", fault: `it links ${quoted(said)} to itself` };
  if (!isTarget(node.id))
    return { field: ".target", fault: `${quoted(into)} is a leaf, which nothing contributes to` };
  return typeof weight === "number" && Math.abs(weight) <= maxNumber
    ? { source, target, weight, said }
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
    added: links.added,
  };
}
