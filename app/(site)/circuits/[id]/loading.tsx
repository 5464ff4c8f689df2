import { Skeleton } from "@/components/ui/progress";
import { WorkbenchSkeleton } from "../_components/workbench/workbench-skeleton";
import "../circuits.css";

export default function Loading() {
  return (
    <div className="circuit-page" role="status" aria-label="The circuit is being fetched">
      <Skeleton className="h-7 w-96 max-w-full" />
      <div className="circuit-facts">
        <Skeleton className="h-12 w-full max-w-3xl" />
      </div>
      <WorkbenchSkeleton />
    </div>
  );
}
