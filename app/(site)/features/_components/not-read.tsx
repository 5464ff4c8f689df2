import { formatCount } from "@/components/ui/format-number";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import type { FeatureView } from "@/lib/features/view";
import { LookAgain } from "./look-again";

const stateWords = {
  waiting: "waits for a worker",
  reading: "is being read",
  assembling: "was read and is being put together",
} as const;

/** A feature of which nothing was measured yet: what its dictionary says, and how far reading a corpus is. */
export function NotRead({ feature }: { feature: FeatureView }) {
  const { reading, features, architecture, hookIn, hookOut } = feature;
  return (
    <div className="mt-4 grid gap-4">
      <p className="max-w-prose text-m">
        It is one of {formatCount(features)} features of a dictionary ({architecture}) that reads{" "}
        <code>{hookIn}</code>
        {hookOut !== hookIn && (
          <>
            {" "}
            and writes <code>{hookOut}</code>
          </>
        )}
        .
      </p>
      {reading === null && (
        <EmptyState title="No corpus has been read with this dictionary yet.">
          Until one is, nobody knows where this feature fires. It can be tried on a text of your own.
        </EmptyState>
      )}
      {reading?.state === "failed" && (
        <Notice tone="error" title={`${reading.corpus} could not be read.`}>
          {reading.failure ?? "The worker gave no reason."}
        </Notice>
      )}
      {reading && reading.state !== "failed" && (
        <div className="max-w-prose" role="status">
          <p className="mb-2 text-m">
            {reading.corpus} {stateWords[reading.state]}. What it shows of this feature will stand here.
          </p>
          <Progress value={reading.progress} label={`How far ${reading.corpus} is`} />
          <LookAgain />
          <noscript>
            <meta httpEquiv="refresh" content="5" />
          </noscript>
        </div>
      )}
    </div>
  );
}
