import { z } from "zod";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { type MatchedNode, type MatchRule, matchCircuits } from "@/lib/circuit-graph/match-circuits";
import { unpackNodes } from "@/lib/documents/circuit-nodes";

export const matchKinds = ["common", "elsewhere", "left", "right"] as const;

const nodeSchema = circuitSchema.shape.nodes.element.nullable();
const countsSchema = z.record(z.enum(matchKinds), z.number());

export const matchSchema = z.object({
  /** The first of the rows that are shown, the most influential on either side first. */
  rows: z.array(z.object({ kind: z.enum(matchKinds), left: nodeSchema, right: nodeSchema })),
  /** How many rows there are of each kind. */
  counts: countsSchema,
  /** Of each side's influence, the part in nodes that both have. */
  shared: z.object({ left: z.number(), right: z.number() }),
});
export type Match = z.infer<typeof matchSchema>;

interface PackedSide {
  target: string;
  /** What `readPackedNodes` gave. */
  packed: Uint8Array;
}

export interface ToMatch {
  left: PackedSide;
  right: PackedSide;
  rule: MatchRule;
  /** The one kind of rows that is shown; all where null. */
  shown: (typeof matchKinds)[number] | null;
  mostRows: number;
}

/** Which nodes two stored circuits have in common. It runs on a thread. */
export function matchPacked({ left, right, rule, shown, mostRows }: ToMatch): Match {
  const { rows, shared } = matchCircuits(sideOf(left), sideOf(right), rule);
  const counts = { common: 0, elsewhere: 0, left: 0, right: 0 };
  for (const { kind } of rows) counts[kind] += 1;
  const listed: MatchedNode[] = shown ? rows.filter(({ kind }) => kind === shown) : rows;
  return { rows: listed.slice(0, mostRows), counts, shared };
}

function sideOf({ target, packed }: PackedSide) {
  return { target, nodes: unpackNodes(packed) };
}
