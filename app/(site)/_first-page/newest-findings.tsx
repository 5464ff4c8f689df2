import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Link, TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { findNewestFindings, type NewestFinding, newestCursor } from "@/lib/findings/find-newest-findings";
import { TrustMarks } from "../findings/_components/trust-words";

/** What was published last, by whom, about what, and what was done to check it. */
export async function NewestFindings({ params }: { params: URLSearchParams }) {
  const cursor = cursorOf(params, "newest", newestCursor);
  const { items, nextCursor } = await findNewestFindings({ ...(cursor && { cursor }) });
  return (
    <section aria-labelledby="newest-findings" className="min-w-0">
      <h2 id="newest-findings">Newest findings</h2>
      {items.length === 0 && (
        <p className="mt-1 text-ink-soft text-m">
          Nothing is published yet. Open a circuit, arrange it, and write down what it shows: it will stand
          here.
        </p>
      )}
      <ul className="mt-1">
        {items.map((finding) => (
          <Newest key={finding.id} {...finding} />
        ))}
      </ul>
      {items.length > 0 && (
        <p className="mt-2 text-s">
          <TextLink href="/circuits">All findings, by what they are about</TextLink>
        </p>
      )}
      <ListPager list="newest" label="Pages of findings" params={params} nextCursor={nextCursor} />
    </section>
  );
}

function Newest({ id, title, author, publishedAt, circuit: { run }, trust }: NewestFinding) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-y-1 border-line border-b py-2">
      <Link href={`/findings/${id}`} className="text-link min-w-0 truncate" title={title}>
        {title}
      </Link>
      <span className="flex flex-wrap gap-x-2 text-ink-soft text-s">
        <span className="min-w-0 truncate">
          by{" "}
          <TextLink href={`/users/${author.handle}`}>
            <bdi>{author.name ?? author.handle}</bdi>
          </TextLink>
        </span>
        {publishedAt && <RelativeDate date={publishedAt} />}
        <TrustMarks trust={trust} />
        <span className="min-w-0 truncate" title={run.text}>
          {run.model.displayName}: {run.text.trim() || "\u2423"}
        </span>
      </span>
    </li>
  );
}
