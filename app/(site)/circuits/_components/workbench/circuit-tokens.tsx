import { useMemo } from "react";
import { Explain } from "@/components/ui/explain";
import { HeatLegend } from "@/components/ui/legend";
import { TokenStrip } from "@/components/ui/token-strip";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";

interface CircuitTokensProps {
  index: GraphIndex;
  words: NodeWords;
  /** The token of the chosen node. */
  selected: number | null;
  onSelect: (node: string) => void;
}

/** The text, with the influence that ends at each token behind it. A token leads to its most influential node. */
export function CircuitTokens({ index, words, selected, onSelect }: CircuitTokensProps) {
  const { values, top, best } = useMemo(() => influenceByToken(index), [index]);
  return (
    <div>
      <div className="circuit-strip scroller">
        <TokenStrip
          tokens={words.tokens}
          label="The tokens of the text. Arrow keys walk from one to the next."
          size="m"
          selected={selected ?? 0}
          href={(position) => `?node=${best.get(position) ?? index.root}`}
          onSelect={(position) => {
            const node = best.get(position);
            if (node !== undefined) onSelect(node);
          }}
          values={values}
          top={top}
          measure="influence"
        />
      </div>
      <p className="flex flex-wrap items-center gap-x-3 text-ink-soft text-s">
        <Explain explanation="Influence is followed back from the target until it ends in a leaf: here, what ends at each token, over all layers.">
          influence that ends at a token
        </Explain>
        <HeatLegend top={top} />
      </p>
    </div>
  );
}

function influenceByToken({ nodes, root }: GraphIndex) {
  const values = new Map<number, number>();
  const best = new Map<number, string>();
  for (const { id, position, expanded, influence } of nodes.values()) {
    if (position === null) continue;
    if (!expanded) values.set(position, (values.get(position) ?? 0) + influence);
    const before = nodes.get(best.get(position) ?? "");
    if (id !== root && (!before || influence > before.influence)) best.set(position, id);
  }
  return { values, top: Math.max(0, ...values.values()), best };
}
