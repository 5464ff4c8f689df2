import { known, Prefetched } from "@/app/_queries/prefetched";
import { runAddress, runPositionQuery } from "@/app/_queries/runs";
import type { Viewer } from "@/lib/auth/viewer-type";
import { getProgress } from "@/lib/computations/watch";
import { countTokens } from "@/lib/runs/count-tokens";
import { runComputation } from "@/lib/runs/run-computation";
import type { RunView } from "@/lib/runs/view";
import { FeaturesOf } from "../feature-card/features-of";
import { chosenAtFirst } from "../prompt/chosen-sets";
import { loadPromptForm } from "../prompt/load-prompt-form";
import { loadExplorer } from "./load-explorer";
import { RunExplorer } from "./run-explorer";
import { RunSkeleton } from "./run-skeleton";
import { FailedRun, LiveProgress } from "./unready-run-lazily";

interface RunBodyProps {
  run: RunView;
  params: URLSearchParams;
  viewer: Viewer;
}

/** A run as far as it is: its progress, why it failed, or what fires in it. */
export async function RunBody({ run, params, viewer }: RunBodyProps) {
  if (run.status === "ready") {
    const { explorer, position } = await loadExplorer(run, params);
    return (
      <Prefetched answers={position ? [known(runPositionQuery(run.id, position.position), position)] : []}>
        <FeaturesOf model={run.model.name} kinds={run.kinds}>
          <RunExplorer {...explorer} />
        </FeaturesOf>
      </Prefetched>
    );
  }
  if (run.status === "failed") {
    const form = await loadPromptForm({
      ...{ text: run.text, asWritten: run.asWritten },
      count: await countTokens(run),
      modelName: run.model.name,
      chosen: chosenAtFirst(run.kinds),
      label: "Change the text and run it",
      heading: "h2",
      keptAs: `prompt:${run.id}`,
    });
    return <FailedRun runId={run.id} failure={run.failure} form={form} />;
  }
  const progress = await getProgress(runComputation, { id: run.id }, viewer);
  return (
    <div>
      <PlainStrip text={run.text} />
      <LiveProgress kind="run" address={runAddress(run.id)} initial={progress} />
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <RunSkeleton />
    </div>
  );
}

/** The text where its tokens will stand, in words, since its tokens are not known yet. */
function PlainStrip({ text }: { text: string }) {
  return (
    <div className="run-strip-tokens scroller">
      <p className="strip whitespace-pre-wrap" data-size="l">
        {text}
      </p>
    </div>
  );
}
