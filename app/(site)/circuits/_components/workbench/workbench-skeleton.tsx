import { Skeleton } from "@/components/ui/progress";
import { TokenText } from "@/components/ui/token-text";
import type { TokenView } from "@/lib/runs/view";

const rows = ["a", "b", "c", "d", "e"];

/** The shape of the workbench while its graph or its script is on the way, with the text that will stand there. */
export function WorkbenchSkeleton({ tokens }: { tokens: readonly TokenView[] }) {
  return (
    <div className="workbench" aria-hidden="true">
      <div className="workbench-parts">
        <div className="workbench-tools">
          <Skeleton className="h-8 w-full max-w-xl" />
        </div>
        <div className="workbench-body">
          <div className="graph-pane">
            <div className="graph graph-waiting">
              <div className="strip" data-size="s">
                {tokens.map((token) => (
                  <span key={token.position} className="token">
                    <TokenText token={token} />
                  </span>
                ))}
              </div>
            </div>
          </div>
          <div className="side-pane grid content-start gap-3">
            <Skeleton className="h-6 w-48" />
            {rows.map((row) => (
              <Skeleton key={row} className="h-5 w-full" />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
