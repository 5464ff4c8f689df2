import { Skeleton } from "@/components/ui/progress";
import { RunSkeleton } from "../../_components/run/run-skeleton";

export default function Loading() {
  return (
    <div role="status" aria-label="The run is being fetched">
      <Skeleton className="h-7 w-80 max-w-full" />
      <div className="run-strip-tokens">
        <Skeleton className="h-10 w-full" />
      </div>
      <div className="painted" />
      <RunSkeleton />
    </div>
  );
}
