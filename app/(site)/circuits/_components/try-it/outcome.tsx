import type { ReactNode } from "react";
import { Explain } from "@/components/ui/explain";
import { formatNumber, formatProbability } from "@/components/ui/format-number";
import { Num } from "@/components/ui/num";
import { TokenChip } from "@/components/ui/token-text";
import type { PredictedByHand } from "@/lib/circuit-graph/predicted-by-hand";
import type { InterventionResult } from "@/lib/interventions/intervention";
import { byHandWords, predictionWords } from "./change-words";
import { shownTokens, TokenBars } from "./token-bars";

interface OutcomeProps {
  result: InterventionResult;
  /** What is predicted with what was expanded by hand, where that is more. */
  byHand: PredictedByHand | null;
  frozen: boolean;
  /** The target, for a sentence. */
  target: string;
  /** In what the target's value is counted. */
  unit: string;
}

/** What a change did: the target and the next tokens before and after, beside what the circuit predicts. */
export function Outcome({ result, byHand, frozen, target, unit }: OutcomeProps) {
  const { before, after } = result.target;
  const { tokens } = result;
  const predicted = byHand?.predicted ?? result.predicted;
  const change = after - before;
  return (
    <>
      <p role="status" className="sr-only">
        {`The target goes from ${formatNumber(before)} to ${formatNumber(after)} ${unit}.`}
      </p>
      <p className="try-target">{target}</p>
      <Figures
        figures={[
          [`before, ${unit}`, <Num key="before" value={before} />],
          ["after", <Num key="after" value={after} />],
          ["change", <Signed key="change" value={change} />],
          [
            <Explain
              key="predicted"
              explanation="What the circuit says the change does: effects of its nodes, with attention and normalisation held as they are."
            >
              predicted
            </Explain>,
            predicted.change === null ? "unknown" : <Signed key="said" value={predicted.change} />,
          ],
        ]}
      />
      {predicted.change === null && predicted.counted > 0 && (
        <p className="text-ink-soft text-s">
          The part of it that the circuit knows: <Signed value={predicted.known} />.
        </p>
      )}
      {tokens.target.map(({ id, before, after, ...token }) => (
        <p key={id} className="text-s">
          probability of <TokenChip token={token} /> there: {formatProbability(before.probability)} {"\u2192"}{" "}
          {formatProbability(after.probability)}
        </p>
      ))}
      <TokenBars caption="What the model expects after the whole text" tokens={tokens.next} />
      <ul className="try-notes">
        {[...(byHand ? [byHandWords(byHand)] : []), ...predictionWords(predicted, frozen)].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
}

/** The same shape before the numbers are there. */
export function OutcomeSkeleton({ target, unit }: Pick<OutcomeProps, "target" | "unit">) {
  const blank = <span className="skeleton w-12">&nbsp;</span>;
  return (
    <div aria-hidden="true">
      <p className="try-target">{target}</p>
      <Figures
        figures={[
          [`before, ${unit}`, blank],
          ["after", blank],
          ["change", blank],
          ["predicted", blank],
        ]}
      />
      <p className="text-s">&nbsp;</p>
      <div className="try-tokens-waiting">
        {Array.from({ length: shownTokens + 2 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing are all alike
          <p key={row}>
            <span className="skeleton w-full">&nbsp;</span>
          </p>
        ))}
      </div>
    </div>
  );
}

function Figures({ figures }: { figures: readonly (readonly [name: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className="try-figures">
      {figures.map(([name, value], n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the four figures never change places
        <div key={n}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A change, with its sign whichever it is. */
export function Signed({ value }: { value: number }) {
  return (
    <data value={value} title={String(value)}>
      {value > 0 && "+"}
      {formatNumber(value)}
    </data>
  );
}
