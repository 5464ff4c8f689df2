import { formatCount } from "@/components/ui/format-number";
import { getCounts } from "@/lib/runs/get-counts";

export async function LiveCounts() {
  const { models, features, runs, workers } = await getCounts();
  const counts = [
    [features, models === 1 ? "features in one model" : `features in ${formatCount(models)} models`],
    [runs, runs === 1 ? "text run" : "texts run"],
    [workers, workers === 1 ? "worker at work" : "workers at work"],
  ] as const;
  return (
    <dl className="grid grid-cols-3 gap-4 border-line border-y py-3">
      {counts.map(([count, what]) => (
        <div key={what} className="flex flex-col-reverse justify-end">
          <dt className="text-ink-soft text-s">{what}</dt>
          <dd className="mono text-l">{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
