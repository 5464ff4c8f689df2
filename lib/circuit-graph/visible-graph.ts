import type { CircuitEdge } from "@/lib/circuit-format/circuit";
import type { Flow } from "@/lib/circuit-format/flow";
import { type CircuitViewState, groupId, type NodeGroup } from "@/lib/views/view-state";
import { flowOf, type GraphIndex, partOf, shareOf } from "./graph-index";

/** What is drawn: nodes by id and groups by theirs, and the edges between them. */
export interface VisibleGraph {
  nodes: readonly string[];
  groups: readonly VisibleGroup[];
  edges: readonly VisibleEdge[];
  /** By member, the id of the group it is drawn in. */
  groupOf: ReadonlyMap<string, string>;
  /** How many nodes lie below the threshold. */
  below: number;
  hidden: number;
}

export interface VisibleGroup extends NodeGroup {
  id: string;
  /** The part of the root that leads back to any member, in influence and in effect. */
  influence: number;
  effect: number;
  /** Where it is drawn: the member of most influence. */
  seat: string;
}

export interface VisibleEdge {
  source: string;
  target: string;
  share: number;
  sign: -1 | 1;
  /** From the biases, which give to every node: their edges would cross the whole graph. */
  quiet: boolean;
}

/** More chips than these nobody reads, whatever the screen holds. */
export const readableNodes = 60;
/** So many of the largest sources of a node expanded by hand are shown at once. */
const sourcesOfOpened = 6;

/**
 * The influence from which nodes are shown before one has moved the slider: of those that show as many as can be read, the
 * roundest number.
 */
export function readableThreshold(index: GraphIndex, most = readableNodes): number {
  const sorted = [...index.nodes.values()].map(({ influence }) => influence).sort((a, b) => b - a);
  const next = sorted[most];
  if (next === undefined || next <= 0) return 0;
  const least = sorted.findLast((influence) => influence > next);
  for (let digits = 1; digits <= 15; digits++) {
    const above = roundedUp(next, digits);
    if (least === undefined || above <= least) return above;
  }
  return least ?? 0;
}

/** The least number of so many significant digits that is greater. */
function roundedUp(value: number, digits: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) + 1 - digits);
  const up = Number(((Math.floor(value / step) + 1) * step).toPrecision(digits));
  return up > value ? up : Number((up + step).toPrecision(digits));
}

/**
 * `also` is drawn whatever the threshold says: the node one is looking at. `most` is how many are drawn while nobody has
 * chosen a threshold.
 */
export function visibleGraph(
  index: GraphIndex,
  view: CircuitViewState,
  { also = null, most = readableNodes }: { also?: string | null; most?: number } = {},
): VisibleGraph {
  const threshold = view.above ?? readableThreshold(index, most);
  const hidden = new Set(view.hidden);
  const pinned = new Set(view.pinned);
  const groupOf = new Map<string, string>();
  const groups: VisibleGroup[] = [];
  for (const group of view.groups) {
    // The target stands by itself, whatever an address or a file says: all else is explained by it.
    const members = group.members.filter((id) => id !== index.root && index.nodes.has(id));
    const id = groupId(group.name);
    if (members.length === 0 || hidden.has(id)) continue;
    for (const member of members) groupOf.set(member, id);
    groups.push({
      ...group,
      id,
      members,
      ...flowThrough(index, new Set(members)),
      seat: seatOf(index, members),
    });
  }
  const hiddenGroups = new Set(
    view.groups.filter(({ name }) => hidden.has(groupId(name))).flatMap(({ members }) => members),
  );
  const opened = openedSources(index, view.opened);
  let below = 0;
  let hiddenCount = 0;
  const nodes: string[] = [];
  for (const [id, { influence }] of index.nodes) {
    if (groupOf.has(id)) continue;
    if (id === also || id === index.root) nodes.push(id);
    else if (hidden.has(id) || hiddenGroups.has(id)) hiddenCount++;
    else if (pinned.has(id)) nodes.push(id);
    else if (view.pinnedOnly || (influence < threshold && !opened.has(id))) below++;
    else nodes.push(id);
  }
  const shown = new Set(nodes);
  const drawnAs = (id: string) => groupOf.get(id) ?? (shown.has(id) ? id : null);
  return {
    nodes,
    groups,
    edges: edgesBetween(index, drawnAs),
    groupOf,
    below,
    hidden: hiddenCount,
  };
}

/** Who expands a node wants to see what it gets, however little that matters to the root. */
function openedSources(index: GraphIndex, opened: readonly string[]): Set<string> {
  const sources = opened.flatMap((id) => (index.incoming.get(id) ?? []).slice(0, sourcesOfOpened));
  return new Set([...opened, ...sources.map(({ source }) => source)]);
}

/** The part of the root that leads back to members: a path through several of them counts once. */
function flowThrough(index: GraphIndex, members: ReadonlySet<string>): Flow {
  let influence = 0;
  let effect = 0;
  const known = new Map<string, Flow>();
  for (const member of members) {
    const node = index.nodes.get(member);
    if (!node) continue;
    const already = flowByWayOf(index, members, member, known);
    influence += node.influence - already.influence;
    effect += node.effect - already.effect;
  }
  return { influence, effect };
}

/** What of a node's influence and effect comes to it by way of `members`; `known` has what was found before. */
function flowByWayOf(
  index: GraphIndex,
  members: ReadonlySet<string>,
  id: string,
  known: Map<string, Flow>,
): Flow {
  const before = known.get(id);
  if (before) return before;
  const total = { influence: 0, effect: 0 };
  for (const edge of index.outgoing.get(id) ?? []) {
    const target = index.nodes.get(edge.target);
    if (!target) continue;
    const from = members.has(edge.target) ? target : flowByWayOf(index, members, edge.target, known);
    const part = partOf(index, edge, from);
    total.influence += part.influence;
    total.effect += part.effect;
  }
  known.set(id, total);
  return total;
}

function seatOf(index: GraphIndex, members: readonly string[]): string {
  const influence = (id: string) => index.nodes.get(id)?.influence ?? 0;
  return members.reduce((best, id) => (influence(id) > influence(best) ? id : best), members[0] ?? "");
}

/**
 * Edges between what is drawn. Where groups are at an end, several edges become one: its share is of all the
 * influence that reaches the members of the target, its sign that of what it carries to the root.
 */
function edgesBetween(index: GraphIndex, drawnAs: (id: string) => string | null): VisibleEdge[] {
  const plain: VisibleEdge[] = [];
  const merged = new Map<string, { source: string; target: string; influence: number; effect: number }>();
  const arriving = new Map<string, number>();
  for (const [id, node] of index.nodes) {
    const target = drawnAs(id);
    if (target === null) continue;
    const isGroup = target !== id;
    if (isGroup && node.expanded) arriving.set(target, (arriving.get(target) ?? 0) + node.influence);
    for (const edge of index.incoming.get(id) ?? []) {
      const source = drawnAs(edge.source);
      if (source === null || source === target) continue;
      if (!isGroup && source === edge.source) plain.push(plainEdge(index, edge));
      else {
        const key = `${source} ${target}`;
        const sum = merged.get(key) ?? { source, target, influence: 0, effect: 0 };
        const flow = flowOf(index, edge);
        // Into a plain node the sign is that of the contributions; into a group that of their effects.
        sum.influence += isGroup ? flow.influence : shareOf(index, edge);
        sum.effect += isGroup ? flow.effect : edge.contribution;
        merged.set(key, sum);
      }
    }
  }
  for (const { source, target, influence, effect } of merged.values()) {
    const all = arriving.get(target) ?? 1;
    plain.push({
      source,
      target,
      share: all > 0 ? influence / all : 0,
      sign: effect < 0 ? -1 : 1,
      quiet: source === "bias",
    });
  }
  return plain;
}

function plainEdge(index: GraphIndex, edge: CircuitEdge): VisibleEdge {
  return {
    source: edge.source,
    target: edge.target,
    share: shareOf(index, edge),
    sign: edge.contribution < 0 ? -1 : 1,
    quiet: edge.source === "bias",
  };
}
