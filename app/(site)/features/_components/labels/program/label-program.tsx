import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { Refused } from "@/app/_components/refused";
import { labelsQuery } from "@/app/_queries/labels";
import { measureMutation, programScoreAddress } from "@/app/_queries/program-scores";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import type { ProgramScore } from "@/lib/label-programs/score/program-score";
import type { LabelProgramView } from "@/lib/label-programs/score/view";
import { LiveProgress } from "../../../../_components/run/unready-run-lazily";
import { ProgramChart, spanOf } from "./program-chart";
import "./program.css";

interface LabelProgramProps {
  program: LabelProgramView;
  path: string;
  signedIn: boolean;
}

/** A label as a program, and how that does on all that the feature's evidence is of. */
export function LabelProgram({ program: { source, score }, path, signedIn }: LabelProgramProps) {
  const client = useQueryClient();
  const { mutate: measure, isPending, error } = useMutation(measureMutation(path));
  const look = () => client.invalidateQueries({ queryKey: labelsQuery(path).queryKey, exact: true });
  const offer = (words: string) =>
    signedIn && (
      <Button size="s" look="plain" busy={isPending} onClick={() => measure(source)}>
        {words}
      </Button>
    );
  return (
    <section className="label-program" aria-label="As a program">
      <Source source={source} />
      {score === null && (
        <p className="feature-note">
          Nobody has had it measured on the corpora that were read last. {offer("Measure it")}
        </p>
      )}
      {score?.status === "failed" && (
        <p className="feature-note">
          It was not measured: {score.failure} {offer("Measure it again")}
        </p>
      )}
      {score?.status === "computing" && (
        <Suspense fallback={<p className="feature-note">It is being measured.</p>}>
          <LiveProgress
            kind="program-score"
            address={programScoreAddress(score.id)}
            initial={null}
            look={look}
          />
        </Suspense>
      )}
      {score?.result && <Scored score={score.result} />}
      <Refused error={error} />
    </section>
  );
}

/** Longer ones are opened by who wants to read them. */
const maxCharactersShown = 500;

function Source({ source }: { source: string }) {
  const written = (
    <pre className="program-source">
      <code>{source}</code>
    </pre>
  );
  if (source.length <= maxCharactersShown) return written;
  return (
    <details>
      <summary>A program of {formatCount(source.length)} characters</summary>
      {written}
    </details>
  );
}

function Scored({ score }: { score: ProgramScore }) {
  const { tokens, marked, read, sensitivity, specificity, precision } = score;
  return (
    <>
      <p className="feature-note">
        {sensitivity && <>It marks {spanOf(sensitivity)} of the tokens at which the feature fires</>}
        {specificity && (
          <>
            {sensitivity ? ", and leaves out " : "It leaves out "}
            {spanOf(specificity)} of the others
          </>
        )}
        .{" "}
        {precision
          ? `Of what it marks, the feature fires at ${spanOf(precision)}.`
          : "It marks nothing in these corpora."}
      </p>
      <ProgramChart score={score} />
      <p className="feature-note">
        {read === marked.windows
          ? `Counted exactly on all ${formatCount(tokens)} tokens of the corpora.`
          : `Estimated: of ${formatCount(marked.windows)} windows in which it marks something, ${formatCount(read)} drawn at random were read through the model. What it marks and how often the feature fires is exact; intervals are of 90%.`}{" "}
        How strongly it fires is no part of a program, nor is what stood before a window.{" "}
        <TextLink href="/docs/features#programs">What these numbers are</TextLink>
      </p>
    </>
  );
}
