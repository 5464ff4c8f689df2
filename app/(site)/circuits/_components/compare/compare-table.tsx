import { Term } from "@/app/_components/term/term";
import { formatCount } from "@/components/ui/format-number";
import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import { markOfKind } from "@/components/ui/graph/node-mark";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { NameMark } from "@/components/ui/label-state";
import { Link } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { TokenChip } from "@/components/ui/token-text";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import type { MatchedNode, MatchKind } from "@/lib/circuit-graph/match-circuits";
import type { CircuitView } from "@/lib/circuits/view";

export const matchWords: Record<MatchKind, string> = {
  common: "in both",
  elsewhere: "in both, at another token",
  left: "only left",
  right: "only right",
};

interface ComparedSide extends CircuitView {
  /** Of its features, by `attn.2.17`. */
  names: ReadonlyMap<string, string>;
  /** How those stand that people gave. */
  labelled: ReadonlyMap<string, LabelStanding>;
}

interface CompareTableProps {
  rows: readonly MatchedNode[];
  left: ComparedSide;
  right: ComparedSide;
}

/** The nodes of two circuits, a line for what is the same. */
export function CompareTable({ rows, left, right }: CompareTableProps) {
  // Effects are in each target's own units, so each side has its own scale.
  const topOf = (side: "left" | "right") =>
    Math.max(0, ...rows.map((row) => Math.abs(row[side]?.effect ?? 0)));
  const tops = { left: topOf("left"), right: topOf("right") };
  return (
    <Table caption={`${formatCount(rows.length)} nodes, the most influential on either side first`}>
      <thead>
        <tr>
          <th scope="col">
            <Term of="node" />
          </th>
          <th scope="col">where</th>
          <th scope="col">left, at</th>
          <th scope="col" className="numeric">
            <Term of="influence" />
          </th>
          <th scope="col" className="compare-effect">
            <Term of="effect" />
          </th>
          <th scope="col">right, at</th>
          <th scope="col" className="numeric">
            influence
          </th>
          <th scope="col" className="compare-effect">
            effect
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const node = row.left ?? row.right;
          const id = node?.id.replace(/@\d+$/, "") ?? "";
          const side = row.left ? left : right;
          const name = side.names.get(id);
          return (
            node && (
              <tr key={`${row.left?.id} ${row.right?.id}`}>
                <th scope="row">
                  <span className="node-button">
                    <MarkGlyph mark={markOfKind[node.kind]} />
                    {name && <span>{name}</span>}
                    <NameMark state={side.labelled.get(id) ?? null} />
                    <span className={name ? "mono text-ink-soft text-s" : "mono"}>{id}</span>
                  </span>
                </th>
                <td className="text-ink-soft text-s">{matchWords[row.kind]}</td>
                <Numbers node={row.left} circuit={left} top={tops.left} />
                <Numbers node={row.right} circuit={right} top={tops.right} />
              </tr>
            )
          );
        })}
      </tbody>
    </Table>
  );
}

function Numbers({ node, circuit, top }: { node: CircuitNode | null; circuit: CircuitView; top: number }) {
  if (!node) return <td colSpan={3} />;
  return (
    <>
      <td>
        <Link className="compare-place" href={`/circuits/${circuit.id}?node=${node.id}`}>
          {node.position === null ? (
            "no token"
          ) : (
            <>
              <span className="text-ink-soft">{node.position}</span>{" "}
              <TokenChip token={circuit.tokens[node.position]} />
            </>
          )}
        </Link>
      </td>
      <td className="numeric">
        <Num value={node.influence} />
      </td>
      <td className="compare-effect">
        <span>
          <SignedBar value={node.effect} top={top} />
          <Num value={node.effect} className="text-end" />
        </span>
      </td>
    </>
  );
}
