import { Term } from "@/app/_components/term/term";
import { TermLink } from "@/app/_components/term/term-link";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { Num } from "@/components/ui/num";
import { Skeleton } from "@/components/ui/progress";
import { RelativeDate } from "@/components/ui/relative-date";
import type { CircuitView } from "@/lib/circuits/view";

/** What was found, in numbers, each with what it means one hover away. */
export function CircuitFacts({ circuit }: { circuit: CircuitView }) {
  const { value, replacementScore, completenessScore, largestResidual, nodeCount, edgeCount } = circuit;
  return (
    <>
      {value !== null && (
        <div>
          <dt>
            <TermLink
              to="pre-activation"
              says="What the model computes here: of a feature its activation, of a logit the logit. The effects of all leaves add up to it, with those too small to be listed."
            >
              value
            </TermLink>
          </dt>
          <dd>
            <Num value={value} />
          </dd>
        </div>
      )}
      {replacementScore !== null && (
        <div>
          <dt>
            <Term
              of="replacement-score"
              says="The part of the influence that ends in tokens and positions rather than in errors, biases and unexpanded nodes. 100% would mean: traced to the text without a gap."
            >
              replacement
            </Term>
          </dt>
          <dd>
            <data value={replacementScore} title={String(replacementScore)}>
              {formatProbability(replacementScore)}
            </data>
          </dd>
        </div>
      )}
      {completenessScore !== null && (
        <div>
          <dt>
            <Term
              of="completeness"
              says="Of all that expanded nodes get, the part that does not come from dictionary errors, weighed by influence."
            >
              completeness
            </Term>
          </dt>
          <dd>
            <data value={completenessScore} title={String(completenessScore)}>
              {formatProbability(completenessScore)}
            </data>
          </dd>
        </div>
      )}
      {largestResidual !== null && (
        <div>
          <dt>
            <Term
              of="largest-residual"
              says="For every expanded node the contributions must add up to its value. This is the worst miss in the circuit, beside the size of what is added: rounding, if all is well. Over 0.0001 a circuit is not accepted."
            >
              largest residual
            </Term>
          </dt>
          <dd>
            <Num value={largestResidual} />
          </dd>
        </div>
      )}
      {nodeCount !== null && edgeCount !== null && (
        <div>
          <dt>size</dt>
          <dd>
            {formatCount(nodeCount)} nodes, {formatCount(edgeCount)} edges
          </dd>
        </div>
      )}
      {circuit.computedAt && (
        <div>
          <dt>
            computed <RelativeDate date={circuit.computedAt} />
          </dt>
          <dd>
            <span>
              in {formatCount(circuit.computeMillis ?? 0)} ms by{" "}
              <span className="mono">{circuit.computedBy}</span>
            </span>
          </dd>
        </div>
      )}
    </>
  );
}

const coming = [
  ["value", "w-10"],
  ["replacement", "w-12"],
  ["completeness", "w-12"],
  ["largest residual", "w-16"],
  ["size", "w-36"],
  ["computed", "w-52"],
] as const;

/** The same while it is computed, so that nothing moves when the numbers come. */
export function CircuitFactsSkeleton() {
  return coming.map(([name, width]) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd>
        <Skeleton className={`h-4 ${width}`} />
      </dd>
    </div>
  ));
}
