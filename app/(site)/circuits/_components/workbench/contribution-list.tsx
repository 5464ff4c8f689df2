import { useState } from "react";
import { formatCount } from "@/components/ui/format-number";
import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import { markOfKind } from "@/components/ui/graph/node-mark";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { Num } from "@/components/ui/num";
import { TokenChip } from "@/components/ui/token-text";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { labelOf, type NodeWords, nodeName } from "@/lib/circuit-graph/node-words";
import { MeasuredWords } from "./shown-effects";

export interface ContributionRow {
  node: CircuitNode;
  value: number;
  /** The length of the bar, where the values are in units of their own each; the value itself where left out. */
  weight?: number;
}

interface ContributionListProps {
  label: string;
  rows: readonly ContributionRow[];
  words: NodeWords;
  onSelect: (id: string) => void;
}

const rowsAtFirst = 8;

/** Who gives how much, largest first, each a way to that node. */
export function ContributionList({ label, rows, words, onSelect }: ContributionListProps) {
  const [all, setAll] = useState(false);
  const barOf = ({ value, weight = Math.abs(value) }: ContributionRow) => (value < 0 ? -weight : weight);
  const top = Math.max(...rows.map((row) => Math.abs(barOf(row))), 0);
  const shown = all ? rows : rows.slice(0, rowsAtFirst);
  return (
    <>
      <ul aria-label={label}>
        {shown.map(({ node, value, ...row }) => (
          <li key={node.id}>
            <button
              type="button"
              className="contribution"
              data-thing={node.id}
              title={nodeName(node, words)}
              onClick={() => onSelect(node.id)}
            >
              <MarkGlyph mark={markOfKind[node.kind]} />
              <span className="grid min-w-0">
                <span className="mono truncate">{node.id.replace(/@\d+$/, "")}</span>
                {labelOf(node, words) && (
                  <span className="truncate text-ink-soft">{labelOf(node, words)}</span>
                )}
              </span>
              <span className="truncate">
                {node.position !== null && <TokenChip token={words.tokens[node.position]} />}
              </span>
              <SignedBar value={barOf({ node, value, ...row })} top={top} />
              <Num value={value} className="text-end" />
              <MeasuredWords id={node.id} />
            </button>
          </li>
        ))}
      </ul>
      {rows.length > rowsAtFirst && (
        <button type="button" className="show-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `${formatCount(rows.length - rowsAtFirst)} more`}
        </button>
      )}
    </>
  );
}
