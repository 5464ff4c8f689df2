import { Fragment, type ReactNode } from "react";
import { Refused } from "@/app/_components/refused";
import { causalChecksAddress } from "@/app/_queries/causal-checks";
import { describeProgress } from "@/app/(site)/_components/computation/live-progress";
import { useProgress } from "@/app/(site)/_components/computation/use-progress";
import { Button } from "@/components/ui/button";
import type { CausalCheckResult } from "@/lib/causal-checks/causal-check";
import type { EffectScale } from "@/lib/causal-checks/effect-scale";
import {
  furtherWords,
  shownWords,
  type Verdict as VerdictOfGraph,
  verdictOf,
} from "@/lib/causal-checks/verdict";
import type { CausalCheckView } from "@/lib/causal-checks/view";
import { targetUnit } from "@/lib/circuit-format/target-unit";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { standingIn, type VisibleGraph } from "@/lib/circuit-graph/visible-graph";
import { CheckedNode } from "./checked-node";
import { heldWords } from "./held-words";
import { type Freeze, useCausalCheck } from "./use-causal-check";
import { VerdictNumbers } from "./verdict-numbers";
import "./causal-check.css";

export interface VerdictProps {
  circuitId: string;
  index: GraphIndex;
  visible: VisibleGraph;
  /** The measured effects beside what the graph predicts now; null while nothing was measured. */
  scale: EffectScale | null;
  words: NodeWords;
  onSelect: (id: string) => void;
  /** To look at: no check is asked for. */
  readOnly?: boolean;
}

/** So many of what the graph misses are named in one line. */
const namedMissed = 2;

/** What the causal check says of the graph as it is drawn, in a line; the numbers behind it one press away. */
export function Verdict({ circuitId, readOnly = false, ...graph }: VerdictProps) {
  const { freeze, now, result, asking, refusal, check, choose, look } = useCausalCheck(circuitId);
  if (result)
    return <Standing {...graph} result={result} freeze={freeze} onFreeze={readOnly ? null : choose} />;
  return (
    <div className="verdict">
      {now?.status === "computing" ? (
        <Running key={now.id} circuitId={circuitId} now={now} look={look} />
      ) : (
        <>
          <span>Not causally checked{freeze === "frozen" && `, ${heldWords.frozen}`}</span>
          {!readOnly && (
            <Button size="s" busy={asking} onClick={() => check()}>
              Check
            </Button>
          )}
        </>
      )}
      <Refused error={refusal} />
      {!refusal && now?.failure && <Refused error={new Error(now.failure)} />}
    </div>
  );
}

interface RunningProps {
  circuitId: string;
  now: CausalCheckView;
  look: () => void;
}

function Running({ circuitId, now, look }: RunningProps) {
  const address = `${causalChecksAddress(circuitId)}/${now.id}`;
  const { progress } = useProgress("causal-check", address, look);
  const state = progress ?? now;
  return (
    <>
      <progress
        className="verdict-progress"
        max={1}
        value={state.progress}
        aria-label="How far the check is"
      />
      <span role="status">{describeProgress(state)}</span>
    </>
  );
}

interface StandingProps extends Omit<VerdictProps, "circuitId" | "readOnly"> {
  result: CausalCheckResult;
  freeze: Freeze;
  /** Null where nothing is asked for. */
  onFreeze: ((freeze: Freeze) => void) | null;
}

function Standing({ scale, result, freeze, onFreeze, index, visible, words, onSelect }: StandingProps) {
  const verdict = verdictOf([...(scale?.measured.values() ?? [])], (id) => standingIn(visible, id));
  const node = (id: string) => <CheckedNode id={id} index={index} words={words} onSelect={onSelect} />;
  return (
    <div className="verdict">
      <div className="verdict-words">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what of it is cut is shown while it has the focus */}
        <p tabIndex={0}>
          <strong>Causally checked</strong>, {heldWords[freeze]}.{" "}
          <Sentence verdict={verdict} count={result.nodeCount} node={node} />
        </p>
      </div>
      <VerdictNumbers {...{ verdict, result, freeze, onFreeze, node }} unit={targetUnit(index.root)} />
    </div>
  );
}

interface SentenceProps {
  verdict: VerdictOfGraph;
  /** How many features the circuit has besides its target. */
  count: number;
  node: (id: string) => ReactNode;
}

function Sentence({ verdict, count, node }: SentenceProps) {
  if (count === 0) return <>the circuit has no feature besides its target, so there was nothing to ablate.</>;
  const named = verdict.missed.slice(0, namedMissed);
  const others = verdict.missed.length - named.length;
  return (
    <>
      {shownWords(verdict)}
      {named.length > 0 && "; it misses "}
      {named.map((id, n) => (
        <Fragment key={id}>
          {n > 0 && (others === 0 && n === named.length - 1 ? " and " : ", ")}
          {node(id)}
        </Fragment>
      ))}
      {others > 0 && ` and ${others} more`}
      {furtherWords(verdict).map((clause) => `; ${clause}`)}.
    </>
  );
}
