import type { CircuitNode } from "@/lib/circuit-format/circuit";
import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import { unpackNodes } from "@/lib/documents/circuit-nodes";
import { maxRows, type Row, type TableFormat } from "./table";
import { headLine, rowLine } from "./write-row";

export const nodeColumns = [
  ...["node", "kind", "layer", "index", "position", "token", "name", "named"],
  ...["activation", "influence", "effect", "expanded"],
];

export interface PackedTable {
  /** What `readPackedNodes` gave. */
  packed: Uint8Array;
  format: TableFormat;
  /** The texts of the tokens, by position. */
  tokens: readonly string[];
  /** Names of features, by `attn.3.697`. */
  names: readonly (readonly [string, string])[];
  /** How those of them stand that people gave; the others are made by rule. */
  labelled: readonly (readonly [string, LabelStanding])[];
}

/** A circuit's nodes as the text of a file, the most influential first, 10,000 of them at most. It runs on a thread. */
export function nodeRows({ packed, format, tokens, names, labelled }: PackedTable): string {
  const standings = new Map(labelled);
  const nameOf = new Map(
    names.map(([feature, name]): [string, Name] => [
      feature,
      { name, named: standings.get(feature) ?? "rule" },
    ]),
  );
  const nodes = unpackNodes(packed).toSorted((a, b) => b.influence - a.influence);
  const lines = nodes
    .slice(0, maxRows)
    .map((node) => rowLine(nodeColumns, rowOf(node, tokens, nameOf), format));
  return headLine(nodeColumns, format) + lines.join("");
}

interface Name {
  name: string;
  named: LabelStanding | "rule";
}

function rowOf(node: CircuitNode, tokens: readonly string[], names: ReadonlyMap<string, Name>): Row {
  const { id, kind, layer, index, position, activation, influence, effect, expanded } = node;
  const token = position === null ? null : (tokens[position] ?? null);
  const { name, named } = names.get(`${kind}.${layer}.${index}`) ?? { name: null, named: null };
  return [id, kind, layer, index, position, token, name, named, activation, influence, effect, expanded];
}
