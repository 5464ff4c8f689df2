import { useState } from "react";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { edgeThing } from "@/components/ui/graph/lit-things";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { headWays } from "@/lib/circuit-graph/edge-heads";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { VisibleGraph } from "@/lib/circuit-graph/visible-graph";

import { headWords } from "./edge-words";

interface EdgeTableProps {
  index: GraphIndex;
  visible: VisibleGraph;
  onSelect: (id: string) => void;
}

const rowsAtFirst = 100;

/** The edges of what is shown, the largest part of its target first: what lines say to those who see them. */
export function EdgeTable({ index, visible, onSelect }: EdgeTableProps) {
  const [all, setAll] = useState(false);
  const contributions = new Map(
    [...index.incoming.values()].flat().map((edge) => [`${edge.source} ${edge.target}`, edge.contribution]),
  );
  const edges = visible.edges.toSorted((a, b) => b.share - a.share);
  const shown = all ? edges : edges.slice(0, rowsAtFirst);
  return (
    <>
      <Table caption="The edges between them">
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">to</th>
            <th scope="col" className="numeric">
              contribution
            </th>
            <th scope="col" className="numeric">
              part of the target
            </th>
            {index.heads.size > 0 && <th scope="col">by head</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ source, target, share, sign }) => (
            <tr key={`${source} ${target}`} data-thing={edgeThing({ source, target })}>
              {[source, target].map((id) => (
                <td key={id}>
                  <button type="button" className="node-button mono" onClick={() => onSelect(id)}>
                    {id}
                  </button>
                </td>
              ))}
              <td className="numeric">
                {/* What a group gives or gets is of several targets, each in units of its own. */}
                {contributions.has(`${source} ${target}`) && (
                  <Num value={contributions.get(`${source} ${target}`) ?? 0} />
                )}
              </td>
              <td className="numeric">
                <data value={sign * share} title={String(sign * share)}>
                  {sign < 0 && "\u2212"}
                  {formatProbability(share)}
                </data>
              </td>
              {index.heads.size > 0 && (
                <td>{headWays.flatMap((way) => headWords(index, { source, target }, way)).join("; ")}</td>
              )}
            </tr>
          ))}
        </tbody>
      </Table>
      {edges.length > rowsAtFirst && (
        <button type="button" className="show-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `${formatCount(edges.length - rowsAtFirst)} more edges`}
        </button>
      )}
    </>
  );
}
