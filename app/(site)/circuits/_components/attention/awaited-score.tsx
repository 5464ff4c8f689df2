import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Refused } from "@/app/_components/refused";
import { attentionScoreQuery, attentionScoresAddress } from "@/app/_queries/attention-scores";
import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";
import { Button } from "@/components/ui/button";
import type { AttentionPlace } from "@/lib/attention-scores/view";
import type { AttentionScore } from "@/lib/circuit-format/attention-score";

interface AwaitedScoreProps {
  runId: string;
  place: AttentionPlace;
  label: string;
  className: string;
  /** Of what stands there until it is told how far it is. */
  waitingClassName: string;
  head?: ReactNode;
  /** What is shown of the score, with the names of its features by `resid.3.17`. */
  children: (score: AttentionScore, names: ReadonlyMap<string, string>) => ReactNode;
}

/** A section about an attention score: how far it is or why there is none, and once it is there what is said of it. */
export function AwaitedScore(props: AwaitedScoreProps) {
  const { runId, place, label, className, waitingClassName, head, children } = props;
  const { data: asked, error, isFetching, refetch } = useQuery(attentionScoreQuery(runId, place));
  const failure = asked?.status === "failed" ? asked.failure : null;
  const failed = (error !== null || failure !== null) && !isFetching;
  return (
    <section className={className} aria-label={label} aria-busy={!asked?.result && !failed}>
      {head}
      {failed && (
        <div className="grid justify-items-start gap-2">
          {failure ? <p role="alert">{failure}</p> : <Refused error={error} />}
          <Button size="s" onClick={() => refetch()}>
            Ask again
          </Button>
        </div>
      )}
      {!asked && !failed && <p className={waitingClassName}>Being computed</p>}
      {asked?.status === "computing" && (
        <LiveProgress
          key={asked.id}
          kind="attention-score"
          address={`${attentionScoresAddress(runId)}/${asked.id}`}
          initial={asked}
          look={() => void refetch()}
        />
      )}
      {asked?.result && children(asked.result, new Map(asked.names))}
    </section>
  );
}
