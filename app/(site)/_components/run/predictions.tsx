import { Bar } from "@/components/ui/bar";
import { formatProbability } from "@/components/ui/format-number";
import { TokenChip } from "@/components/ui/token-text";
import type { PredictionView, TokenView } from "@/lib/runs/view";

interface PredictionsProps {
  after: TokenView | undefined;
  /** What the text itself goes on with there. */
  next: TokenView | undefined;
  predictions: readonly PredictionView[];
}

/** What the model expects after a token, with what really follows marked. */
export function Predictions({ after, next, predictions }: PredictionsProps) {
  const rank = next ? predictions.findIndex(({ id }) => id === next.id) : -1;
  return (
    <section aria-label="Next-token predictions">
      <h2 className="text-base">
        Expected after <TokenChip text={after?.text ?? ""} />
      </h2>
      <ol className="mt-2 text-m">
        {predictions.map(({ id, text, logit, probability }) => (
          <li
            key={id}
            className="grid grid-cols-[8rem_1fr_4rem] items-center gap-3 border-line border-b py-1 max-lg:nth-[n+6]:hidden"
          >
            <span className="truncate" title={`token ${id}, logit ${logit}`}>
              <TokenChip text={text} />
            </span>
            <Bar value={probability} top={1} scale="plain" />
            <data value={probability} title={String(probability)} className="text-end">
              {formatProbability(probability)}
            </data>
          </li>
        ))}
      </ol>
      {next && (
        <p className="mt-2 text-ink-soft text-s">
          The text goes on with <TokenChip text={next.text} />
          {rank >= 0 ? `, number ${rank + 1} here.` : ", which is not among these."}
        </p>
      )}
    </section>
  );
}
