import {
  type Arrangement,
  arrange,
  chipHeight,
  type GridSize,
  type Manner,
  narrowest,
  type ShownNode,
} from "./arrange";
import { chipWidth, cutText } from "./chip-text";
import { type CrowdedCell, coarsenesses, crowd, crowdedChip, mostThatFit } from "./crowded";

export type { Box } from "./arrange";

/** What a drawing has to fit into, in pixels. */
export interface Room {
  width: number;
  height: number;
}

export interface GraphLayout extends Arrangement {
  /** What each chip shows of its node's text; nothing where it is folded to its sign. */
  texts: ReadonlyMap<string, string>;
  /** Cells, or neighbouring ones together, whose lightest nodes are one chip, since all of them do not fit in any way. */
  crowded: readonly CrowdedCell[];
  /** Whether all of it stands in the room at its own size, where 11 px are 11 px. */
  fits: boolean;
}

export interface LayoutNode extends ShownNode {
  /** Whether it is drawn for its measured effect alone. */
  missed?: boolean;
}

/** 0: drawn by itself whatever the room; 1: before the others, however light it is. */
export type Rank = 0 | 1 | 2;

/** A picture's, which is not looked at in a window: about a printed page across. */
export const pageRoom: Room = { width: 1_400, height: 1_120 };

const spreads = [3, 1.4, 0.7, 0.35, 0.15];
/** What gives way, step by step, until all fits: how many characters a chip shows at most, and the room of a heading. */
const steps = [
  { length: 32, minColumn: 96, maxFold: 150 },
  { length: 22, minColumn: 80, maxFold: 72 },
  { length: 14, minColumn: 64, maxFold: 48 },
  { length: 14, minColumn: 40, maxFold: narrowest.fold },
] as const;
/** In a room as narrow as a phone's, columns stand close and names are cut shorter, so that more than a few stand side by side. */
const phoneWidth = 400;
const close = { length: 9, minColumn: narrowest.column, maxFold: 10, padding: 4 };
const last = ({ width }: Room): Step =>
  width < phoneWidth ? close : { length: 14, minColumn: narrowest.column, maxFold: narrowest.fold };
/** With what was missed drawn besides all else, names are cut shorter before one of the influential goes. */
const lengthBesideMissed = 10;
const minRowPadding = 5;
const maxSpare = 40;

/**
 * Places nodes on fixed axes so that all of it stands in the room at scale 1, where its text is read: texts are cut, then
 * chips are folded to their signs, the lightest first. Where even that is too much and ranks are given, the lightest of
 * each cell are one chip that says how many they are, those of the last rank before others; without them all chips have a
 * text, and the whole fits only from further away. The same nodes in the same room are always placed the same way.
 */
export function layoutGraph(
  nodes: readonly LayoutNode[],
  size: GridSize,
  room: Room = pageRoom,
  ranks?: (node: LayoutNode) => Rank,
): GraphLayout {
  const rank = ranks ?? (() => 2);
  const heaviest = [...nodes].sort(
    (a, b) => rank(a) - rank(b) || b.weight - a.weight || (a.id < b.id ? -1 : 1),
  );
  const countAlone = nodes.filter((node) => rank(node) === 0).length;
  const inTurn = takingTurns(heaviest, rank);
  const shown = ({ length, ...manner }: Step, named = nodes.length) =>
    fittest(cut(inTurn, length, named), size, { room, ...manner });
  /** The layout where it fits. Chips that together cover more than the room are not tried. */
  function fitting(step: Step, named = nodes.length): GraphLayout | null {
    if (coveredBy(cut(inTurn, step.length, named)) > room.width * room.height) return null;
    const layout = shown(step, named);
    return layout.fits ? layout : null;
  }
  for (const step of steps) {
    const layout = fitting(step);
    if (layout) return layout;
  }
  const least = nodes.some(({ missed }) => missed)
    ? { ...last(room), length: Math.min(last(room).length, lengthBesideMissed) }
    : last(room);
  let best = fitting(least) ?? fitting(least, 0);
  if (!best) return (ranks && crowdedLayout(heaviest, size, room, countAlone)) ?? shown(least);
  if (![...best.texts.values()].includes("")) return best;
  let [fits, exceeds] = [0, nodes.length];
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    const layout = fitting(least, middle);
    if (layout) [fits, best] = [middle, layout];
    else exceeds = middle;
  }
  return best;
}

/**
 * The order in which nodes are given names. What was missed matters little by its influence and much by what was measured:
 * it takes turns with the most influential, so that both have names before any that is neither. Those of the first ranks that
 * were not missed come first.
 */
function takingTurns(heaviest: readonly LayoutNode[], rank: (node: LayoutNode) => Rank): LayoutNode[] {
  const missed = heaviest.filter((node) => node.missed);
  const others = heaviest.filter((node) => !node.missed);
  const begun = others.filter((node) => rank(node) < 2).length;
  const inTurn = others.slice(0, begun);
  for (const [i, node] of others.slice(begun).entries()) {
    const turn = missed[i];
    inTurn.push(node, ...(turn ? [turn] : []));
  }
  return [...inTurn, ...missed.slice(others.length - begun)];
}

/**
 * As many nodes as fit with their texts, and the others of each cell, or of neighbouring ones, as one chip; null where
 * nothing fits in which the first `least` stand by themselves.
 */
function crowdedLayout(
  heaviest: readonly LayoutNode[],
  size: GridSize,
  room: Room,
  least: number,
): GraphLayout | null {
  const { length, ...manner } = last(room);
  for (const coarseness of coarsenesses(size)) {
    const as = (kept: number): GraphLayout => {
      const crowded = crowd(heaviest, kept, coarseness);
      const nodes = [...cut(heaviest.slice(0, kept), length, kept), ...crowded.map(crowdedChip)];
      return { ...fittest(nodes, size, { room, ...manner }), crowded };
    };
    const kept = mostThatFit({ least, most: heaviest.length }, (kept) => as(kept).fits);
    if (kept !== null) return as(kept);
  }
  return null;
}

/** In square pixels. */
function coveredBy(nodes: readonly LayoutNode[]): number {
  return nodes.reduce((sum, { text }) => sum + chipWidth(text) * chipHeight, 0);
}

/** The nodes with the texts of their chips: of the first `named` so many characters, of the others none. */
function cut(nodes: readonly LayoutNode[], length: number, named: number): LayoutNode[] {
  return nodes.map((node, i) => ({ ...node, text: i < named ? cutText(node.text, length) : "" }));
}

interface Given extends Pick<Manner, "minColumn" | "maxFold" | "padding"> {
  room: Room;
}

interface Step extends Omit<Given, "room"> {
  length: number;
}

function fittest(nodes: readonly LayoutNode[], size: GridSize, { room, ...given }: Given): GraphLayout {
  const as = (spread: number, rowPadding: number) => arrange(nodes, size, { spread, rowPadding, ...given });
  const texts = new Map(nodes.map(({ id, text }) => [id, text]));
  let best: Arrangement | null = null;
  let bestSpread = 1;
  let bestScale = 0;
  for (const spread of spreads) {
    const tried = as(spread, minRowPadding);
    const scale = Math.min(room.width / Math.max(1, tried.width), room.height / Math.max(1, tried.height));
    if (best && Math.min(1.25, scale) <= bestScale * 1.02) continue;
    [best, bestSpread, bestScale] = [tried, spread, Math.min(1.25, scale)];
  }
  best ??= as(bestSpread, minRowPadding);
  const fits = best.width <= room.width && best.height <= room.height;
  // The height to spare goes between the rows, where it gives edges room to be told apart.
  const full = best.rows.filter(({ empty }) => !empty).length;
  const wanted = fits ? room.height : (best.width * room.height) / room.width;
  const spare = Math.min(maxSpare, Math.floor((wanted - best.height) / Math.max(1, 2 * full)));
  if (spare > 0) best = as(bestSpread, minRowPadding + spare);
  return { ...best, texts, fits, crowded: [] };
}
