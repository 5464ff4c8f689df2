import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format-number";
import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import { markOfKind } from "@/components/ui/graph/node-mark";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { TokenChip } from "@/components/ui/token-text";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { kindWords } from "@/lib/circuit-format/kind-words";
import { labelOf, type NodeWords } from "@/lib/circuit-graph/node-words";
import {
  differenceOf,
  firstDirection,
  measuredSortKeys,
  type NodeSort,
  plainSortKeys,
  type SortKey,
  sortNodes,
} from "@/lib/circuit-graph/sort-nodes";
import { useShownEffects } from "./shown-effects";

interface NodeTableProps {
  nodes: readonly CircuitNode[];
  root: string;
  words: NodeWords;
  selected: string | null;
  groupNames: ReadonlyMap<string, string>;
  sort: NodeSort;
  onSort: (sort: NodeSort) => void;
  onSelect: (id: string) => void;
}

const rowsAtFirst = 100;
const numeric: readonly SortKey[] = ["activation", "influence", "effect", ...measuredSortKeys];

/** The graph's nodes as a table, for those who would rather read it. */
export function NodeTable(props: NodeTableProps) {
  const { nodes, root, words, selected, groupNames, sort, onSort, onSelect } = props;
  const { scale, missed } = useShownEffects();
  const [rows, setRows] = useState(rowsAtFirst);
  const measuredOf = (id: string) => scale?.measured.get(id);
  const sorted = sortNodes(nodes, sort, measuredOf);
  const sortKeys = scale ? [...plainSortKeys, ...measuredSortKeys] : plainSortKeys;
  function sortBy(key: SortKey) {
    onSort({ key, descending: sort.key === key ? !sort.descending : firstDirection(key) });
  }
  return (
    <div>
      <Table caption="The nodes of the circuit" captionHidden>
        <thead>
          <tr>
            {sortKeys.map((key) => (
              <th
                key={key}
                scope="col"
                className={numeric.includes(key) ? "numeric" : ""}
                aria-sort={sort.key === key ? (sort.descending ? "descending" : "ascending") : undefined}
              >
                <button type="button" className="sort-button" onClick={() => sortBy(key)}>
                  {scale && key === "effect" ? "predicted effect" : key}
                  <span aria-hidden="true">
                    {sort.key === key ? (sort.descending ? "\u2193" : "\u2191") : ""}
                  </span>
                </button>
              </th>
            ))}
            <th scope="col">expanded</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, rows).map((node) => (
            <tr key={node.id} data-thing={node.id} aria-current={node.id === selected ? "true" : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="node-button"
                  aria-pressed={node.id === selected}
                  onClick={() => onSelect(node.id)}
                >
                  <MarkGlyph mark={node.id === root ? "target" : markOfKind[node.kind]} />
                  <span className="mono">{node.id}</span>
                </button>
                {missed.has(node.id) && <span className="missed-word">missed</span>}
                <NodeLabel node={node} words={words} />
              </th>
              <td>
                {node.position !== null && (
                  <>
                    <span className="text-ink-soft">{node.position}</span>{" "}
                    <TokenChip token={words.tokens[node.position]} />
                  </>
                )}
              </td>
              <td>
                {node.layer} {kindWords[node.kind].name}
                {groupNames.has(node.id) && (
                  <span className="text-ink-soft">, in {groupNames.get(node.id)}</span>
                )}
              </td>
              <td className="numeric">{node.activation !== null && <Num value={node.activation} />}</td>
              <td className="numeric">
                <Num value={node.influence} />
              </td>
              <td className="numeric">
                <Num value={node.effect} />
              </td>
              {scale &&
                [measuredOf(node.id)?.measured ?? null, differenceOf(measuredOf(node.id))].map((value, n) => (
                  <td key={measuredSortKeys[n]} className="numeric">
                    {value !== null && <Num value={value} />}
                  </td>
                ))}
              <td>{node.expanded ? "yes" : ""}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      {sorted.length > rows && (
        <Button size="s" className="mt-3" onClick={() => setRows(rows + 400)}>
          {formatCount(sorted.length - rows)} more
        </Button>
      )}
    </div>
  );
}

/** A feature's name under its id; nothing of what has none. */
function NodeLabel({ node, words }: { node: CircuitNode; words: NodeWords }) {
  const label = labelOf(node, words);
  return label === undefined ? null : <span className="block font-normal text-ink-soft">{label}</span>;
}
