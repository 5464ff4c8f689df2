import { TextLink } from "@/components/ui/link";
import type { RetraceView } from "@/lib/retraces/view";

/** How far a circuit is traced in another text, for those without a script: they go on from the new run's own page. */
export function PlainRetrace({ retrace: { circuitId, runId, standing } }: { retrace: RetraceView }) {
  const run = <TextLink href={`/runs/${runId}`}>Open the run of the new text</TextLink>;
  switch (standing.is) {
    case "running":
      return <p>The new text is being run. This page looks again by itself.</p>;
    case "failed":
      return (
        <p>
          The same was not traced in the new text: {standing.message} {run}
        </p>
      );
    case "choose":
      return (
        <p>
          {standing.message} {run}, and choose there what is to be traced.
        </p>
      );
    case "traced":
      return (
        <p>
          The same is traced in the new text.{" "}
          <TextLink href={`/circuits/${standing.newCircuitId}?from=${circuitId}`}>Open its circuit</TextLink>
        </p>
      );
    case "unasked":
      return <p>The new text is run, and its circuit is not asked for yet. {run}</p>;
  }
}
