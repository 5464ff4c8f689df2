import { FoldAway } from "@/app/_components/fold-away";
import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import type { CircuitView } from "@/lib/circuits/view";
import { CheckedFact } from "./causal-check/checked-fact";
import { CircuitFacts, CircuitFactsSkeleton } from "./circuit-facts";
import { Recompute } from "./recompute";
import { Verification } from "./verification";

/** How a circuit was asked for and computed, and whether that was done again: one press away, so that the graph has the page. */
export function HowTraced({ circuit }: { circuit: CircuitView }) {
  const { id, runId, target, mode, threshold, edgeThreshold, maxNodes, model, kinds, status } = circuit;
  return (
    <FoldAway summary="How it was traced" className="how-traced">
      <dl className="circuit-facts scroller">
        <div>
          <dt>
            <Term of="model" />
          </dt>
          <dd>
            <TextLink href={`/models/${model.name}`}>{model.displayName}</TextLink>
          </dd>
        </div>
        <div>
          <dt>
            <Term of="dictionary">read with</Term>
          </dt>
          <dd>
            {kinds.length === 0
              ? "no dictionaries"
              : new Intl.ListFormat("en").format(kinds.map(({ set }) => set.displayName))}
          </dd>
        </div>
        <Recompute
          key={id}
          runId={runId}
          spec={{ target, mode, threshold, edgeThreshold, maxNodes }}
          hasResidual={kinds.some(({ kind }) => kind === "resid")}
        />
        {status === "computing" ? <CircuitFactsSkeleton /> : <CircuitFacts circuit={circuit} />}
        {status === "ready" && <CheckedFact key={`${id} check`} circuitId={id} />}
        {status === "ready" && <Verification key={`${id} verification`} circuitId={id} />}
      </dl>
    </FoldAway>
  );
}
