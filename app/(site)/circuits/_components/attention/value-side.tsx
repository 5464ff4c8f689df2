import { useQuery } from "@tanstack/react-query";
import { expansionQuery } from "@/app/_queries/expansions";
import { Num } from "@/components/ui/num";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { parseNodeId } from "@/lib/circuit-format/node-id";
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

/** What wrote what a feature reads at one token: its contributions from there, through all heads together. */
export function ValueSide({ address, node, index, words, table, read, onSelect }: ValueSideProps) {
  const { data: expansion } = useQuery({ ...expansionQuery(address, node.id), enabled: false });
  const { position } = read;
  const drawn = (index.incoming.get(node.id) ?? []).flatMap(({ source, contribution }) => {
    const from = index.nodes.get(source);
    return from?.position === position ? [{ node: from, value: contribution }] : [];
  });
  const listed = (expansion?.contributions ?? []).filter(({ source }) => positionOf(source) === position);
  // Of what the answer does not list either, nobody can tell where it stands.
  const hasMore = listed.length > drawn.length || (expansion?.rest.count ?? 0) > 0;
  const heads = table.reduce((sum, row) => sum + (row[position] ?? 0), 0);
  const brought = drawn.reduce((sum, { value }) => sum + value, 0);
  return (
    <section className="read-way" aria-label="What wrote this there">
      <p>
        All heads together bring <Num value={heads} /> from token {position},{" "}
        {tokenName(words.tokens[position] ?? { text: "" })}; this head <Num value={read.value} />. By who
        wrote it there, for all heads together, since what a source gives is computed through all of them at
        once
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
          These bring <Num value={brought} />. The other <Num value={heads - brought} /> are biases that the
          heads read there{hasMore && " and sources too small for the graph"}. All are parts of the feature's
          pre-activation, with attention patterns and LayerNorm denominators held.
        </p>
      )}
    </section>
  );
}

function positionOf(source: string): number | undefined {
  const id = parseNodeId(source);
  return id && "position" in id ? id.position : undefined;
}
