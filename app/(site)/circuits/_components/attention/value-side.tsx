import { useQuery } from "@tanstack/react-query";
import { expansionQuery } from "@/app/_queries/expansions";
import { Num } from "@/components/ui/num";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { readThere } from "@/lib/circuit-graph/edge-heads";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { HeadRead } from "@/lib/circuit-graph/head-reads";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { tokenName } from "@/lib/tokens/token-words";
import { ContributionList } from "../workbench/contribution-list";

interface ValueSideProps {
  address: string;
  node: CircuitNode;
  index: GraphIndex;
  words: NodeWords;
  table: readonly (readonly number[])[];
  read: HeadRead;
  onSelect: (id: string) => void;
}

/** What wrote what a head reads at one token, where edges are split by head; else what all heads together read there. */
export function ValueSide({ address, node, index, words, table, read, onSelect }: ValueSideProps) {
  const { data: expansion } = useQuery({ ...expansionQuery(address, node.id), enabled: false });
  const { position } = read;
  const split = readThere(index, node.id, read);
  // Where every source there is too small to be split, what they give at all is told.
  const own = split && split.length > 0 ? split : null;
  const whole = (index.incoming.get(node.id) ?? []).map(({ source, contribution }) => {
    return { source, value: contribution };
  });
  const drawn = (own ?? whole).flatMap(({ source, value }) => {
    const from = index.nodes.get(source);
    return from?.position === position ? [{ node: from, value }] : [];
  });
  const listed = (expansion?.contributions ?? []).filter(({ source }) => positionOf(source) === position);
  // Of what the answer does not list either, nobody can tell where it stands.
  const hasMore = listed.length > drawn.length || (expansion?.rest.count ?? 0) > 0;
  const heads = table.reduce((sum, row) => sum + (row[position] ?? 0), 0);
  const whose = own ? read.value : heads;
  const brought = drawn.reduce((sum, { value }) => sum + value, 0);
  return (
    <section className="read-way" aria-label="What wrote this there">
      <p>
        All heads together bring <Num value={heads} /> from token {position},{" "}
        {tokenName(words.tokens[position] ?? { text: "" })}; this head <Num value={read.value} />. By who
        wrote it there,{" "}
        {own
          ? "what this head reads of each"
          : "for all heads together, as no edge from there is split by head"}
        {expansion?.mode === "residual" ? ", in residual features of the stream" : ""}:
      </p>
      {drawn.length > 0 ? (
        <ContributionList label="What wrote this there" rows={drawn} words={words} onSelect={onSelect} />
      ) : (
        <p className="text-ink-soft">
          {node.expanded ? "Nothing in the graph stands at this token." : "The node is being expanded."}
        </p>
      )}
      {drawn.length > 0 && (
        <p className="text-ink-soft">
          These bring <Num value={brought} />. The other <Num value={whose - brought} /> are biases read there
          {hasMore && (own ? " and sources too small to be split" : " and sources too small for the graph")}.
          All are parts of the feature's pre-activation, with attention patterns and LayerNorm denominators
          held.
        </p>
      )}
    </section>
  );
}

function positionOf(source: string): number | undefined {
  const id = parseNodeId(source);
  return id && "position" in id ? id.position : undefined;
}
