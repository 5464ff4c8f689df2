import type { CircuitEdge, CircuitNode } from "@/lib/circuit-format/circuit";
import { isBias } from "@/lib/circuit-format/kinds";
import { type CircuitViewState, groupId, isFoldId, type NodeGroup } from "@/lib/views/view-state";
import { foldErrors, type VisibleFold } from "./fold-errors";
import { flowOf, type GraphIndex, shareOf } from "./graph-index";
import { flowThrough, seatOf } from "./group-flow";

/** What is drawn: nodes by id and groups by theirs, and the edges between them. */
export interface VisibleGraph {
  nodes: readonly string[];
  groups: readonly VisibleGroup[];
  /** Errors of a row that are drawn as one. */
  folds: readonly VisibleFold[];
  edges: readonly VisibleEdge[];
  /** By member, the id of the group or fold it is drawn in. */
  groupOf: ReadonlyMap<string, string>;
  /** Of the largest measured effects, the nodes that are drawn for that alone: their influence is below the threshold. */
  missed: ReadonlySet<string>;
  /** The influence from which nodes are drawn. */
  threshold: number;
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
  /** From biases or folded errors, which give to many nodes: their edges would cross the whole graph. */
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
export function readableThreshold(
  index: GraphIndex,
  most = readableNodes,
  folds: readonly VisibleFold[] = [],
): number {
  const folded = new Set(folds.flatMap(({ members }) => members));
  const alone = [...index.nodes.values()].filter(({ id }) => !folded.has(id));
  const sorted = [...alone, ...folds].map(({ influence }) => influence).sort((a, b) => b - a);
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

export interface VisibleOptions {
  /** Drawn whatever the threshold says: the node one is looking at. */
  also?: string | null;
  /** How many are drawn while nobody has chosen a threshold. */
  most?: number;
  /** The nodes of the largest measured effects, which no threshold hides. */
  largest?: readonly string[];
  /** Whether the errors of a row are drawn as one. */
  isFolded?: boolean;
}

export function visibleGraph(
  index: GraphIndex,
  view: CircuitViewState,
  { also = null, most = readableNodes, largest = [], isFolded = true }: VisibleOptions = {},
): VisibleGraph {
  const hidden = new Set(view.hidden);
  const pinned = new Set(view.pinned);
  const { groups, groupOf, hiddenMembers } = drawnGroups(index, view, hidden);
  const isHidden = (id: string) => hidden.has(id) || hiddenMembers.has(id);
  const { folds: all, opened: openedErrors } = foldErrors(
    index,
    view,
    (id) => !isFolded || groupOf.has(id) || isHidden(id) || pinned.has(id),
  );
  const threshold = view.above ?? readableThreshold(index, most, all);
  const opened = openedSources(index, view.opened);
  const isLarge = new Set(largest);
  const missed = new Set<string>();
  let below = 0;
  let hiddenCount = 0;
  const folds = all.filter(({ id, members, influence }) => {
    const isAsked = id === also || pinned.has(id) || members.some((each) => each === also);
    const isDrawn = view.pinnedOnly
      ? isAsked
      : isAsked || influence >= threshold || members.some((each) => opened.has(each));
    if (hidden.has(id) && id !== also) hiddenCount += members.length;
    else if (!isDrawn) below += members.length;
    else return true;
    return false;
  });
  const folded = new Set(all.flatMap(({ members }) => members));
  for (const { id, members } of folds) for (const member of members) groupOf.set(member, id);
  const nodes: string[] = [];
  for (const [id, { influence }] of index.nodes) {
    if (groupOf.has(id) || folded.has(id)) continue;
    const isBelow = influence < threshold && !opened.has(id) && !openedErrors.has(id);
    const isPulledIn = isBelow && isLarge.has(id) && !pinned.has(id) && !view.pinnedOnly && !isHidden(id);
    if (isPulledIn) missed.add(id);
    if (id === also || id === index.root || isPulledIn) nodes.push(id);
    else if (isHidden(id)) hiddenCount++;
    else if (pinned.has(id)) nodes.push(id);
    else if (view.pinnedOnly || isBelow) below++;
    else nodes.push(id);
  }
  const edges = edgesBetween(index, drawnAs({ nodes, groupOf }));
  return { nodes, groups, folds, edges, groupOf, missed, threshold, below, hidden: hiddenCount };
}

/** As what a node is drawn: itself, or what it is drawn in; null where it is not drawn. */
export function drawnAs({
  nodes,
  groupOf,
}: Pick<VisibleGraph, "nodes" | "groupOf">): (id: string) => string | null {
  const shown = new Set(nodes);
  return (id) => groupOf.get(id) ?? (shown.has(id) ? id : null);
}

/** The groups as they are drawn, and the members of those that are hidden. */
function drawnGroups(index: GraphIndex, view: CircuitViewState, hidden: ReadonlySet<string>) {
  const groupOf = new Map<string, string>();
  const groups: VisibleGroup[] = [];
  for (const group of view.groups) {
    // The target stands by itself, whatever an address or a file says: all else is explained by it.
    const members = group.members.filter((id) => id !== index.root && index.nodes.has(id));
    const id = groupId(group.name);
    if (members.length === 0 || hidden.has(id)) continue;
    for (const member of members) groupOf.set(member, id);
    groups.push({
      ...{ ...group, id, members },
      ...flowThrough(index, new Set(members)),
      seat: seatOf(index, members),
    });
  }
  const hiddenMembers = new Set(
    view.groups.filter(({ name }) => hidden.has(groupId(name))).flatMap(({ members }) => members),
  );
  return { groups, groupOf, hiddenMembers };
}

/** Who expands a node wants to see what it gets, however little that matters to the root. */
function openedSources(index: GraphIndex, opened: readonly string[]): Set<string> {
  const sources = opened.flatMap((id) => (index.incoming.get(id) ?? []).slice(0, sourcesOfOpened));
  return new Set([...opened, ...sources.map(({ source }) => source)]);
}

/**
 * Edges between what is drawn. Where groups are at an end, several edges become one: its share is of all the
 * influence that reaches the members of the target, its sign that of what it carries to the root.
 */
function edgesBetween(index: GraphIndex, placeOf: (id: string) => string | null): VisibleEdge[] {
  const plain: VisibleEdge[] = [];
  const merged = new Map<string, { source: string; target: string; influence: number; effect: number }>();
  const arriving = new Map<string, number>();
  for (const [id, node] of index.nodes) {
    const target = placeOf(id);
    if (target === null) continue;
    const isGroup = target !== id;
    if (isGroup) arriving.set(target, (arriving.get(target) ?? 0) + arrivingAt(node));
    for (const edge of index.incoming.get(id) ?? []) {
      const source = placeOf(edge.source);
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
      quiet: isFoldId(source) || isQuiet(index, source),
    });
  }
  return plain;
}

/** What of the influence that reaches a member of a group goes on over edges. */
export function arrivingAt({ expanded, influence }: Pick<CircuitNode, "expanded" | "influence">): number {
  return expanded ? influence : 0;
}

function plainEdge(index: GraphIndex, edge: CircuitEdge): VisibleEdge {
  return {
    source: edge.source,
    target: edge.target,
    share: shareOf(index, edge),
    sign: edge.contribution < 0 ? -1 : 1,
    quiet: isQuiet(index, edge.source),
  };
}

function isQuiet(index: GraphIndex, source: string): boolean {
  return isBias(index.nodes.get(source)?.kind ?? "logit");
}

/** Where a node of the circuit is: drawn for its influence or by hand, only for its measured effect, or not at all. */
export function standingIn(
  { missed, groupOf, nodes }: Pick<VisibleGraph, "missed" | "groupOf" | "nodes">,
  id: string,
): "shown" | "missed" | "hidden" {
  if (missed.has(id)) return "missed";
  return groupOf.has(id) || nodes.includes(id) ? "shown" : "hidden";
}
