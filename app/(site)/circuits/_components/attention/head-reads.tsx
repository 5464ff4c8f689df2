import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { TermLink } from "@/app/_components/term/term-link";
import { useRested } from "@/app/_components/use-rested";
import { expansionQuery } from "@/app/_queries/expansions";
import { Button } from "@/components/ui/button";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { arcThing } from "@/components/ui/graph/lit-things";
import { Num } from "@/components/ui/num";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import { type ChosenRead, type HeadRead, readsOf } from "@/lib/circuit-graph/head-reads";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { ExpansionProgress } from "../workbench/expansion-progress";
import { HeadTable } from "./head-table";
import { ReadRow } from "./read-row";
import { ScoreSide } from "./score-side";
import { ValueSide } from "./value-side";
import "./attention.css";

interface HeadReadsProps {
  /** The circuit's in the site's API. */
  address: string;
  runId: string;
  node: CircuitNode;
  index: GraphIndex;
  words: NodeWords;
  /** The read one looks at. */
  read: ChosenRead | null;
  onRead: (read: ChosenRead | null) => void;
  onSelect: (id: string) => void;
  /** Takes what the node gets into the graph. */
  onOpen: () => void;
}

/** Who walks by with the arrow keys does not ask for every table on the way. */
const dwellMillis = 350;

/** Where an attention feature looks, by head and source token, and from each a way to why and to who wrote what it finds. */
export function HeadReads(props: HeadReadsProps) {
  const { address, node } = props;
  const rested = useRested(node.id, dwellMillis) === node.id;
  const {
    data: here,
    error,
    isFetching,
    refetch,
  } = useQuery({ ...expansionQuery(address, node.id), enabled: rested });
  const failed = error !== null && !isFetching;
  return (
    <section className="mt-4" aria-busy={!here && !failed}>
      <h3 className="panel-heading">
        <TermLink
          to="dfa"
          says="Direct feature attribution: what each head brings to this feature's pre-activation from each token, with attention patterns held as they are. Together with the constants it is the feature's value."
        >
          Reads, by head and source
        </TermLink>
      </h3>
      {failed && (
        <div className="grid justify-items-start gap-2">
          <p className="text-ink-soft text-s">{error.message}</p>
          <Button size="s" onClick={() => refetch()}>
            Ask again
          </Button>
        </div>
      )}
      {!here && !failed && (
        <div className="reads-waiting">
          <p>Being computed</p>
          <ExpansionProgress key={node.id} address={address} nodeId={node.id} />
        </div>
      )}
      {here?.heads && <ReadList {...props} {...here.heads} value={here.value} />}
    </section>
  );
}

interface ReadListProps extends HeadReadsProps {
  table: readonly (readonly number[])[];
  constant: number;
  value: number;
}

function ReadList(props: ReadListProps) {
  const { address, runId, node, index, words, table, constant, value, read, onRead, onSelect } = props;
  const reads = useMemo(() => readsOf(table), [table]);
  const [all, setAll] = useState(false);
  const isChosen = ({ head, position }: HeadRead) => read?.head === head && read.position === position;
  const chosen = reads.others.filter(isChosen);
  const shown = [...reads.strongest, ...(all ? reads.others : chosen)];
  const top = Math.max(0, ...reads.strongest.map((each) => Math.abs(each.value)));
  const layer = node.layer ?? 0;
  return (
    <>
      {shown.length === 0 && (
        <p className="text-ink-soft text-s">No head brings anything; its value is its constants.</p>
      )}
      <ul aria-label="What each head brings, and from which token">
        {shown.map((each) => {
          const way = isChosen(each) ? (read?.way ?? null) : null;
          return (
            <li key={`${each.head} ${each.position}`}>
              <ReadRow
                {...{ layer, top, words, index, onSelect }}
                read={each}
                chosen={isChosen(each)}
                way={way}
                thing={arcThing(node.id, each.head, each.position)}
                onWay={(next) => {
                  if (next === "wrote") props.onOpen();
                  onRead({ head: each.head, position: each.position, way: next });
                }}
              />
              {way === "wrote" && (
                <ValueSide {...{ address, node, index, words, table, onSelect }} read={each} />
              )}
              {way === "why" && node.position !== null && (
                <ScoreSide
                  runId={runId}
                  place={{ layer, head: each.head, query: node.position, key: each.position }}
                  tokens={words.tokens}
                  onKey={(position) => onRead({ head: each.head, position, way: "why" })}
                />
              )}
            </li>
          );
        })}
      </ul>
      {reads.others.length > 0 && (
        <>
          <p className="text-ink-soft text-s">
            and <Num value={reads.othersSum} /> in {formatCount(reads.others.length)} smaller reads,{" "}
            {formatProbability(reads.othersShare)} of all by size
          </p>
          <button type="button" className="show-more" aria-expanded={all} onClick={() => setAll(!all)}>
            {all
              ? "Show the largest"
              : `Show all ${formatCount(reads.strongest.length + reads.others.length)}`}
          </button>
        </>
      )}
      <HeadTable table={table} layer={layer} tokens={words.tokens} />
      <p className="text-s">
        Heads bring <Num value={table.flat().reduce((sum, each) => sum + each, 0)} />, constants{" "}
        <Num value={constant} />, together <Num value={value} />, the feature's pre-activation.
      </p>
    </>
  );
}
