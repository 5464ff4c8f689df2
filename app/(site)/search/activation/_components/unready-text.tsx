import { runAddress } from "@/app/_queries/runs";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/progress";
import type { Viewer } from "@/lib/auth/viewer-type";
import { getProgress } from "@/lib/computations/watch";
import { runComputation } from "@/lib/runs/run-computation";
import type { RunView } from "@/lib/runs/view";
import { RetryButton } from "../../../_components/computation/retry-button";
import { LiveProgress } from "../../../_components/run/unready-run-lazily";

/** A text whose tokens are not there yet: how far it is, or why it failed. The page is made anew when that ends. */
export async function UnreadyText({ run, viewer }: { run: RunView; viewer: Viewer }) {
  if (run.status === "failed")
    return (
      <Notice
        tone="error"
        title="This text could not be run."
        actions={<RetryButton address={runAddress(run.id)}>Compute it again</RetryButton>}
      >
        {run.failure ?? "The worker gave no reason."} <TextLink href={`/runs/${run.id}`}>Its page</TextLink>{" "}
        says more.
      </Notice>
    );
  const progress = await getProgress(runComputation, { id: run.id }, viewer);
  return (
    <section aria-label="The text is run">
      <p className="max-w-prose whitespace-pre-wrap break-words text-m">
        <bdi>{run.text}</bdi>
      </p>
      <LiveProgress kind="run" address={runAddress(run.id)} initial={progress} />
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <div className="grid max-w-prose gap-2" aria-hidden="true">
        <Skeleton className="h-6 w-full" />
        <Skeleton className="h-6 w-2/3" />
      </div>
    </section>
  );
}
