import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatNumber, formatProbability } from "@/components/ui/format-number";
import type { CircuitEdge, CircuitNode } from "@/lib/circuit-format/circuit";
import { targetUnit } from "@/lib/circuit-format/target-unit";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import { insertIntoWriteUp } from "./insert";

/** Of the edges of a node, the largest this many each way. */
const maxEdges = 12;

interface Insertable {
  label: string;
  text: string;
}

/** What can be quoted of the chosen node, put where the cursor is. */
export function InsertBar({ node, index }: { node: CircuitNode | undefined; index: GraphIndex }) {
  const [wanted, setWanted] = useState(0);
  if (!node)
    return <p className="text-ink-soft text-s">Choose a node to quote it, its edges or its numbers.</p>;
  const all = insertablesOf(node, index);
  const place = Math.min(wanted, all.length - 1);
  return (
    <div className="flex min-w-0 items-center gap-2">
      <select
        className="input min-w-0 text-s"
        aria-label="What to insert"
        value={place}
        onChange={({ target }) => setWanted(Number(target.value))}
      >
        {all.map(({ label }, n) => (
          <option key={label} value={n}>
            {label}
          </option>
        ))}
      </select>
      <Button size="s" onClick={() => insertIntoWriteUp(all[place]?.text ?? "")}>
        Insert
      </Button>
    </div>
  );
}

function insertablesOf(node: CircuitNode, index: GraphIndex): Insertable[] {
  const unit = targetUnit(index.root);
  const quoted = `\`${node.id}\``;
  const ofNode = (label: string, value: string) => ({ label, text: `${quoted} (${value})` });
  return [
    { label: `this node, ${node.id}`, text: quoted },
    ...(node.activation === null
      ? []
      : [
          ofNode(
            `activation ${formatNumber(node.activation)}`,
            `activation ${formatNumber(node.activation)}`,
          ),
        ]),
    ofNode(
      `influence ${formatProbability(node.influence)}`,
      `influence ${formatProbability(node.influence)} of the target`,
    ),
    ofNode(`effect ${formatNumber(node.effect)}`, `effect ${formatNumber(node.effect)} ${unit}`),
    ...edgesOf(index.incoming.get(node.id), ({ source }) => `from ${source}`, index),
    ...edgesOf(index.outgoing.get(node.id), ({ target }) => `to ${target}`, index),
  ];
}

function edgesOf(
  edges: readonly CircuitEdge[] = [],
  end: (edge: CircuitEdge) => string,
  { root }: GraphIndex,
): Insertable[] {
  return edges.slice(0, maxEdges).map((edge) => {
    const { source, target, contribution } = edge;
    const unit = target === root ? targetUnit(root) : "of its pre-activation";
    return {
      label: `edge ${end(edge)}, ${formatNumber(contribution)}`,
      text: `\`${source} > ${target}\` (${formatNumber(contribution)} ${unit})`,
    };
  });
}
