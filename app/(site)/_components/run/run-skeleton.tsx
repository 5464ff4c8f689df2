import { Skeleton } from "@/components/ui/progress";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";

const rows = ["a", "b", "c", "d", "e"];

/** The shape of the explorer under its strip: three columns of features and the predictions. */
export function RunSkeleton() {
  return (
    <div className="mt-6 grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]" aria-hidden="true">
      <div>
        <Skeleton className="mb-5 h-7 w-64" />
        <div className="grid gap-6 md:grid-cols-3">
          {dictionaryKinds.map((column) => (
            <div key={column} className="grid gap-2">
              <Skeleton className="h-5 w-full" />
              {rows.map((row) => (
                <Skeleton key={row} className="h-5 w-full" />
              ))}
            </div>
          ))}
        </div>
      </div>
      <div className="grid content-start gap-2">
        <Skeleton className="mb-2 h-6 w-48" />
        {rows.map((row) => (
          <Skeleton key={row} className="h-6 w-full" />
        ))}
      </div>
    </div>
  );
}
