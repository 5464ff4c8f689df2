import { useEffect, useRef } from "react";
import { useFeaturePath } from "@/app/(site)/_components/feature-card/features-at";
import { formatNumber } from "@/components/ui/format-number";
import { useIsLit } from "@/components/ui/graph/pointed-arc";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { Num } from "@/components/ui/num";
import { TokenChip } from "@/components/ui/token-text";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { featureOf } from "@/lib/circuit-format/node-id";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { HeadRead, Way } from "@/lib/circuit-graph/head-reads";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { tokenName } from "@/lib/tokens/token-words";

interface ReadRowProps {
  /** What it and its arc are (`lit-things.ts`). */
  thing: string;
  layer: number;
  read: HeadRead;
  /** The largest of the list by size, which has the longest bar. */
  top: number;
  words: NodeWords;
  index: GraphIndex;
  chosen: boolean;
  way: Way | null;
  onWay: (way: Way | null) => void;
  onSelect: (id: string) => void;
}

/** One head's read of one token: how much it brings, and the two ways from there. */
export function ReadRow(props: ReadRowProps) {
  const { thing, layer, read, top, words, index, chosen, way, onWay, onSelect } = props;
  const token = words.tokens[read.position];
  const said = `head ${layer}.${read.head} from token ${read.position}, ${tokenName(token ?? { text: "" })}, ${formatNumber(read.value)}`;
  const pointed = useIsLit(thing);
  const row = useRef<HTMLDivElement>(null);
  // Its arc was chosen in the graph, or its address opened.
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const there = strongestAt(index, read.position);
  const card = useFeaturePath(there && featureOf(there));
  return (
    <div ref={row} className="head-read" data-thing={thing} data-chosen={chosen || pointed || undefined}>
      <span className="mono">
        {layer}.{read.head}
      </span>
      <button
        type="button"
        className="head-read-token"
        disabled={there === undefined}
        data-card={card}
        title={
          there === undefined
            ? "No node stands at this token"
            : `The most influential node at token ${read.position}`
        }
        onClick={() => there && onSelect(there.id)}
      >
        <TokenChip token={token} />
      </button>
      <SignedBar value={read.value} top={top} />
      <Num value={read.value} className="text-end" />
      <span className="head-read-ways">
        <WayButton is="wrote" {...{ way, onWay, said }} word="wrote" whole="what wrote this there" />
        <WayButton is="why" {...{ way, onWay, said }} word="why" whole="why it looked there" />
      </span>
    </div>
  );
}

interface WayButtonProps {
  is: Way;
  way: Way | null;
  onWay: (way: Way | null) => void;
  word: string;
  /** What it leads to. */
  whole: string;
  /** The read, as a sentence can name it. */
  said: string;
}

function WayButton({ is, way, onWay, word, whole, said }: WayButtonProps) {
  return (
    <button
      type="button"
      className="text-link"
      aria-expanded={way === is}
      aria-label={`${whole}: ${said}`}
      title={whole}
      onClick={() => onWay(way === is ? null : is)}
    >
      {word}
    </button>
  );
}

function strongestAt({ nodes, root }: GraphIndex, position: number): CircuitNode | undefined {
  let best: CircuitNode | undefined;
  for (const node of nodes.values())
    if (node.position === position && node.id !== root && (!best || node.influence > best.influence))
      best = node;
  return best;
}
