import { Skeleton } from "@/components/ui/progress";

export default function Loading() {
  return (
    <div role="status" aria-label="The page is being fetched" className="grid gap-4">
      <Skeleton className="h-8 w-96 max-w-full" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
