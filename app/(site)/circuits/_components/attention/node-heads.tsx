import { useState } from "react";
import { TermLink } from "@/app/_components/term/term-link";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { Num } from "@/components/ui/num";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import {
  type Carrier,
  type Carriers,
  carriersOf,
  type HeadWay,
  headWays,
} from "@/lib/circuit-graph/edge-heads";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { ContributionList } from "../workbench/contribution-list";
import { headName } from "../workbench/drawn-edges";
import "./attention.css";

interface NodeHeadsProps {
  node: CircuitNode;
  index: GraphIndex;
  words: NodeWords;
  onSelect: (id: string) => void;
}

const ways: Record<HeadWay, { title: string; says: string; list: string; rest: string }> = {
  read: {
    title: "Edges, by the head that reads",
    says: "What each head of this feature's layer reads of every source in the graph, at the source's own token, with attention patterns held. Each edge's parts add up to it.",
    list: "What each head reads, and of which source",
    rest: "edges too small to be split",
  },
  wrote: {
    title: "Edges, by the head that wrote",
    says: "Of what this node gets from attention, the part that each head's numbers hold, behind the output matrix. Of a feature its dictionary says which these are, which need not be the heads that made it fire. Each edge's parts add up to it.",
    list: "What each head wrote, and by which source",
    rest: "all that no head wrote, biases among it, and edges too small to be split",
  },
};

/** Which head carries what to a node, and from which source, as far as its edges are split. */
export function NodeHeads(props: NodeHeadsProps) {
  return headWays.map((way) => {
    const carriers = carriersOf(props.index, props.node.id, way);
    return (
      carriers && <WayOfHeads key={`${props.node.id} ${way}`} {...props} way={way} carriers={carriers} />
    );
  });
}

const rowsAtFirst = 6;

function WayOfHeads({
  way,
  carriers,
  index,
  words,
  onSelect,
}: NodeHeadsProps & { way: HeadWay; carriers: Carriers }) {
  const [all, setAll] = useState(false);
  const { heads, value, ofNoHead, others } = carriers;
  const { title, says, list, rest } = ways[way];
  const top = Math.max(0, ...heads.map((each) => Math.abs(each.value)));
  return (
    <section className="mt-4">
      <h3 className="panel-heading">
        <TermLink to="edge-by-head" says={says}>
          {title}
        </TermLink>
      </h3>
      <ul aria-label={list}>
        {heads.slice(0, all ? heads.length : rowsAtFirst).map((each) => (
          <li key={headName(each)}>
            <HeadRow {...{ each, top, index, words, onSelect }} />
          </li>
        ))}
      </ul>
      {heads.length > rowsAtFirst && (
        <button type="button" className="show-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `${formatCount(heads.length - rowsAtFirst)} more heads`}
        </button>
      )}
      <p className="text-ink-soft text-s">
        Together <Num value={value} />
        {ofNoHead !== 0 && (
          <>
            , the dictionary's own biases <Num value={ofNoHead} />
          </>
        )}
        , {rest} <Num value={others} />.
      </p>
    </section>
  );
}

interface HeadRowProps extends Pick<NodeHeadsProps, "index" | "words" | "onSelect"> {
  each: Carrier;
  /** The largest of the list by size, which has the longest bar. */
  top: number;
}

function HeadRow({ each, top, index, words, onSelect }: HeadRowProps) {
  const rows = each.from.flatMap(({ source, value }) => {
    const node = index.nodes.get(source);
    return node ? [{ node, value }] : [];
  });
  return (
    <details className="head-carrier">
      <summary>
        <span className="mono">{headName(each)}</span>
        <SignedBar value={each.value} top={top} />
        <Num value={each.value} className="text-end" />
        <span className="text-end text-ink-soft">{formatProbability(each.share)}</span>
      </summary>
      <ContributionList label={`Of head ${headName(each)}, from whom`} {...{ rows, words, onSelect }} />
    </details>
  );
}
