import { useMemo } from "react";
import { Explain } from "@/components/ui/explain";
import { HeatLegend } from "@/components/ui/legend";
import { TokenStrip } from "@/components/ui/token-strip";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { influenceByToken } from "./influence-by-token";

interface CircuitTokensProps {
  index: GraphIndex;
  words: NodeWords;
  /** The token of the chosen node. */
  selected: number | null;
  onSelect: (node: string) => void;
}

/** The text, with the influence that ends at each token behind it. A token leads to its most influential node. */
export function CircuitTokens({ index, words, selected, onSelect }: CircuitTokensProps) {
  const { values, top, measure, leadsTo } = useMemo(() => influenceByToken(index), [index]);
  return (
    <div>
      <div className="circuit-strip scroller">
        <TokenStrip
          tokens={words.tokens}
          label="The tokens of the text. Arrow keys walk from one to the next."
          size="m"
          selected={selected ?? 0}
          href={(position) => `?node=${leadsTo.get(position) ?? index.root}`}
          onSelect={(position) => {
            const node = leadsTo.get(position);
            if (node !== undefined) onSelect(node);
          }}
          values={values}
          top={top}
          measure={measure}
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
