import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Link } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { idCursor } from "@/lib/paging/page";
import { findRuns } from "@/lib/runs/find-runs";

const states = { ready: "", computing: "computing", failed: "failed" } as const;

/** The texts a member ran last. */
export async function RecentRuns({ requesterId, params }: { requesterId: string; params: URLSearchParams }) {
  const cursor = cursorOf(params, "runs", idCursor);
  const { items, nextCursor } = await findRuns({ requesterId, limit: 5, ...(cursor && { cursor }) });
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className="text-base">
        Your latest runs
      </h2>
      {items.length === 0 && !cursor && <p className="text-ink-soft">What you run will be listed here.</p>}
      <ul>
        {items.map(({ id, text, status, createdAt }) => (
          <li key={id} className="list-row">
            <Link href={`/runs/${id}`} className="text-link min-w-0 grow truncate" title={text}>
              {text.trim() || "\u2423"}
            </Link>
            <span className="shrink-0 text-ink-soft text-s">
              {states[status] || <RelativeDate date={createdAt} />}
            </span>
          </li>
        ))}
      </ul>
      <ListPager list="runs" label="Pages of your runs" params={params} nextCursor={nextCursor} />
    </section>
  );
}
