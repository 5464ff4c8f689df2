import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import type { PlacedToken } from "@/lib/tokens/token-text";

/** The data that a graph is drawn from. Nothing here says where it comes from. */

export const nodeMarks = [
  ...dictionaryKinds,
  "embed",
  "pos",
  "error",
  "opaque",
  "bias",
  "target",
  "group",
] as const;

/** The sign a node is drawn with: its shape, and its hue second. */
export type NodeMark = (typeof nodeMarks)[number];

export interface GraphNode {
  id: string;
  mark: NodeMark;
  /** The text on the chip. */
  text: string;
  /** The whole name, for those who cannot see the chip, and on hover. */
  name: string;
  /** The number of the row, from 0 at the bottom. */
  row: number;
  /** The number of the column, from 0 at the left. */
  column: number;
  /** Its influence, 0 to 1, which the bar under its text shows as long as there is nothing measured. */
  weight: number;
  /** After a causal check: sizes of effects on one scale, 0 to 1. */
  bar?: ChipBar;
  /** Whether it is drawn for its measured effect alone, which the circuit did not tell. */
  missed?: boolean;
  sign: -1 | 0 | 1;
  pinned: boolean;
  noted: boolean;
  /** Whether it could be expanded: where it came from is not in the graph yet. */
  unopened: boolean;
  /** The nodes that it stands for, where it is several. */
  holds?: readonly string[];
  /** How its label stands, where its text is one that people gave it. */
  standing?: "proposed" | "contested" | "supported" | undefined;
  /** Whether, of two graphs side by side, this one alone has it. */
  own?: boolean;
}

export interface ChipBar {
  predicted: number;
  /** Null of what was not ablated. */
  measured: number | null;
  /** Whether the measured effect has the other sign than the predicted one. */
  opposite: boolean;
}

export interface GraphEdge {
  source: string;
  target: string;
  /** The part of all that the target gets that comes this way, 0 to 1. */
  share: number;
  sign: -1 | 1;
  /** Whether it is drawn only while one of its ends is chosen. */
  quiet?: boolean;
  /** The hue of what carries it, from 1 to `edgeHues`, one more for all others; 0 where nothing does. Without it the hue says its sign. */
  hue?: number;
}

/** So many hues of edges are told apart at a glance (tokens.css). */
export const edgeHues = 6;

/** What a node takes from a column itself, over and above edges: of attention, by head. */
export interface GraphArc {
  id: string;
  node: string;
  column: number;
  /** The part of all that the node's arcs bring, 0 to 1. */
  share: number;
  sign: -1 | 1;
  /** What it is among all that is lit together (`lit-things.ts`). */
  thing: string;
  /** What it is, in a few words: "head 3.5 \u00b7 0.62", and in one: "3.5". */
  name: string;
  label: string;
}

export interface GraphRow {
  label: string;
  /** The number of the band. Rows of one band stand on one ground. */
  band: number;
}

export interface GraphColumn {
  label: string;
  name: string;
  /** The token that it is of; without one where it is of none. */
  token?: PlacedToken & { position: number };
}

/** What the heads of token columns show and lead to. */
export interface GraphStrip {
  /** The heat of each token, by position, on a scale from 0 to `top`. */
  values: ReadonlyMap<number, number>;
  top: number;
  /** What the heat stands for. */
  measure: string;
  /** The node that a token leads to, by position. */
  leadsTo: ReadonlyMap<number, string>;
}
