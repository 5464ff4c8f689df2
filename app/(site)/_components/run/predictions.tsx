import { TraceButton } from "@/app/(site)/circuits/_components/trace/trace-button";
import { Bar } from "@/components/ui/bar";
import { formatProbability } from "@/components/ui/format-number";
import { TokenChip } from "@/components/ui/token-text";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import type { PredictionView, TokenView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";

interface PredictionsProps {
  after: TokenView | undefined;
  /** What the text itself goes on with there. */
  next: TokenView | undefined;
  predictions: readonly PredictionView[];
}

/** What the model expects after a token, with what really follows marked. */
export function Predictions({ after, next, predictions }: PredictionsProps) {
  const [first] = predictions;
  const rank = next ? predictions.findIndex(({ id }) => id === next.id) : -1;
  return (
    <section aria-label="Next-token predictions">
      <h2 className="text-base">
        Expected after <TokenChip token={after} />
      </h2>
      <ol className="mt-2 text-m">
        {predictions.map(({ id, logit, probability, ...token }, place) => (
          <li
            key={id}
            className="grid grid-cols-[6rem_1fr_3.25rem_3rem_3.5rem] items-center gap-2 border-line border-b py-1 max-lg:nth-[n+6]:hidden"
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
            {after && first && place > 0 && (
              <TraceButton
                target={formatNodeId({
                  kind: "logit-diff",
                  index: first.id,
                  minus: id,
                  position: after.position,
                })}
                name={`why ${tokenName(first)} and not ${tokenName(token)} after token ${after.position}`}
              >
                vs first
              </TraceButton>
            )}
          </li>
        ))}
      </ol>
      {next && (
        <p className="mt-2 text-ink-soft text-s">
          The text goes on with <TokenChip token={next} />
          {rank >= 0 ? `, number ${rank + 1} here.` : ", which is not among these."}
        </p>
      )}
    </section>
  );
}
