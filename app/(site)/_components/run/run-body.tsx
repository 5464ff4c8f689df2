import { Notice } from "@/components/ui/notice";
import { getRunProgress } from "@/lib/runs/get-run-progress";
import type { RunView } from "@/lib/runs/view";
import { PromptBox } from "../prompt-box";
import { loadExplorer } from "./load-explorer";
import { RunExplorer } from "./run-explorer";
import { RunProgress } from "./run-progress";
import { RunRetry } from "./run-retry";
import { RunSkeleton } from "./run-skeleton";

interface RunBodyProps {
  run: RunView;
  params: URLSearchParams;
  /** Whether the reader may stop this run. */
  canCancel: boolean;
}

/** A run as far as it is: its progress, why it failed, or what fires in it. */
export async function RunBody({ run, params, canCancel }: RunBodyProps) {
  if (run.status === "ready") return <RunExplorer {...(await loadExplorer(run, params))} />;
  if (run.status === "failed") return <FailedRun run={run} />;
  const progress = await getRunProgress(run.id);
  return (
    <div>
      <PlainStrip text={run.text} />
      <RunProgress runId={run.id} initial={progress} canCancel={canCancel} />
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
    <div className="run-strip-tokens">
      <p className="strip whitespace-pre-wrap" data-size="l">
        {text}
      </p>
    </div>
  );
}

function FailedRun({ run }: { run: RunView }) {
  return (
    <div className="grid gap-6">
      <Notice tone="error" title="This run failed." actions={<RunRetry runId={run.id} />}>
        {run.failure ?? "The worker gave no reason."}
      </Notice>
      <PromptBox
        text={run.text}
        modelName={run.model.name}
        label="Change the text and run it"
        remember={false}
      />
    </div>
  );
}
