import { TraceButton } from "@/app/(site)/circuits/_components/trace/trace-button";
import { TraceDifference } from "@/app/(site)/circuits/_components/trace/trace-difference";
import { Bar } from "@/components/ui/bar";
import { formatProbability } from "@/components/ui/format-number";
import { TokenChip } from "@/components/ui/token-text";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import type { PredictionView, TokenView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";

interface PredictionsProps {
  /** Its name. */
  model: string;
  after: TokenView | undefined;
  /** What the text itself goes on with there. */
  next: TokenView | undefined;
  predictions: readonly PredictionView[];
}

/** What the model expects after a token, with what really follows marked. */
export function Predictions({ model, after, next, predictions }: PredictionsProps) {
  const rank = next ? predictions.findIndex(({ id }) => id === next.id) : -1;
  return (
    <section aria-label="Next-token predictions">
      <h2 className="text-base">
        Expected after <TokenChip token={after} />
      </h2>
      <ol className="mt-2 text-m">
        {predictions.map(({ id, logit, probability, ...token }) => (
          <li
            key={id}
            className="grid grid-cols-[7rem_1fr_3.5rem_1.75rem] items-center gap-3 border-line border-b py-1 max-lg:nth-[n+6]:hidden"
          >
            <span className="truncate" title={`token ${id}, logit ${logit}`}>
              <TokenChip token={token} />
            </span>
            <Bar value={probability} top={1} scale="plain" />
            <data value={probability} title={String(probability)} className="whitespace-nowrap text-end">
              {formatProbability(probability)}
            </data>
            {after && (
              <TraceButton
                target={formatNodeId({ kind: "logit", index: id, position: after.position })}
                name={`the logit of ${tokenName(token)} after token ${after.position}`}
              />
            )}
          </li>
        ))}
      </ol>
      {after && (
        <TraceDifference
          key={after.position}
          model={model}
          position={after.position}
          predictions={predictions}
        />
      )}
      {next && (
        <p className="mt-2 text-ink-soft text-s">
          The text goes on with <TokenChip token={next} />
          {rank >= 0 ? `, number ${rank + 1} here.` : ", which is not among these."}
        </p>
      )}
    </section>
  );
}
