import { Skeleton } from "@/components/ui/progress";
import { TokenText } from "@/components/ui/token-text";
import type { TokenView } from "@/lib/runs/view";

const rows = ["a", "b", "c", "d", "e"];

/** The shape of the workbench while its graph or its script is on the way, with the text that will stand there. */
export function WorkbenchSkeleton({ tokens }: { tokens: readonly TokenView[] }) {
  return (
    <div className="workbench" aria-hidden="true">
      <div className="circuit-strip scroller">
        <div className="strip" data-size="m">
          {tokens.map((token) => (
            <span key={token.position} className="token">
              <TokenText token={token} />
            </span>
          ))}
        </div>
      </div>
      <p className="text-s">
        <Skeleton className="h-4 w-64" />
      </p>
      <div className="workbench-tools">
        <Skeleton className="h-8 w-full max-w-xl" />
      </div>
      <div className="workbench-body">
        <div className="graph graph-waiting" />
        <div className="grid content-start gap-3">
          <Skeleton className="h-6 w-48" />
          {rows.map((row) => (
            <Skeleton key={row} className="h-5 w-full" />
          ))}
        </div>
      </div>
    </div>
  );
}
