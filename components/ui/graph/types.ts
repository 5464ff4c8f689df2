import { dictionaryKinds } from "@/lib/circuit-format/kinds";

/** What is drawn, and nothing of where it comes from. */

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
  /** On the chip: short. */
  text: string;
  /** For those who cannot see it, and on hover. */
  name: string;
  /** 0 is the bottom row. */
  row: number;
  /** 0 is the leftmost column. */
  column: number;
  /** How much it matters, 0 to 1: the length of the bar under its text. */
  weight: number;
  sign: -1 | 0 | 1;
  pinned: boolean;
  noted: boolean;
  /** Where it came from is not in the graph, and could be. */
  unopened: boolean;
  /** Of two graphs side by side, only this one has it. */
  own?: boolean;
}

export interface GraphEdge {
  source: string;
  target: string;
  /** Of all that the target gets, the part that comes this way: 0 to 1. */
  share: number;
  sign: -1 | 1;
  /** Drawn only while one of its ends is chosen. */
  quiet?: boolean;
}

export interface GraphRow {
  label: string;
  /** Rows of one band stand on one ground. */
  band: number;
}

export interface GraphColumn {
  label: string;
  name: string;
}
