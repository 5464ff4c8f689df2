import { TokenChip } from "@/components/ui/token-text";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import { labelOf, type NodeWords, nodeName } from "@/lib/circuit-graph/node-words";
import { bareId } from "./bare-id";

interface CheckedNodeProps {
  id: string;
  index: GraphIndex;
  words: NodeWords;
  onSelect: (id: string) => void;
}

/** A node of a sentence or a list, by its name where it has one, and the way to it. */
export function CheckedNode({ id, index, words, onSelect }: CheckedNodeProps) {
  const node = index.nodes.get(id);
  if (!node) return <span className="mono">{id}</span>;
  const label = labelOf(node, words);
  const bare = bareId(id);
  return (
    <button
      type="button"
      className="checked-node"
      data-thing={id}
      title={nodeName(node, words)}
      onClick={() => onSelect(id)}
    >
      {label ? <span>{label}</span> : <span className="mono">{bare}</span>} at{" "}
      <TokenChip token={node.position === null ? undefined : words.tokens[node.position]} />
    </button>
  );
}
