import { Skeleton } from "@/components/ui/progress";

const rows = ["a", "b", "c", "d", "e"];

/** The shape of the workbench while its graph or its script is on the way. */
export function WorkbenchSkeleton() {
  return (
    <div className="workbench" aria-hidden="true">
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
