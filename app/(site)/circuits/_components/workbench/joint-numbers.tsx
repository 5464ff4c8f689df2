import { TermLink } from "@/app/_components/term/term-link";
import { formatCount } from "@/components/ui/format-number";
import { Num } from "@/components/ui/num";

interface JointNumbersProps {
  /** What its members are. */
  what: string;
  count: number;
  /** What is told of the influence. */
  explanation: string;
  influence: number;
  effect: number;
}

/** How much several nodes matter together. */
export function JointNumbers({ what, count, explanation, influence, effect }: JointNumbersProps) {
  return (
    <dl className="node-numbers">
      <div>
        <dt>{what}</dt>
        <dd>{formatCount(count)}</dd>
      </div>
      <div>
        <dt>
          <TermLink to="influence" says={explanation}>
            influence
          </TermLink>
        </dt>
        <dd>
          <Num value={influence} />
        </dd>
      </div>
      <div>
        <dt>effect</dt>
        <dd>
          <Num value={effect} />
        </dd>
      </div>
    </dl>
  );
}
