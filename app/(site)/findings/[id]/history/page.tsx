import type { Metadata } from "next";
import { GonePage } from "@/app/_components/gone-page";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { toParams } from "@/app/(site)/_components/to-params";
import { isGone, orGone } from "@/app/or-gone";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { getFindingHistory, revisionCursor } from "@/lib/findings/get-finding";
import { storedWriteUp } from "@/lib/findings/write-up/get-write-up";
import { WriteUp } from "../../_components/write-up";
import "../../findings.css";

export const metadata: Metadata = { title: "History of a finding" };

interface FindingHistoryPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function FindingHistoryPage({ params, searchParams }: FindingHistoryPageProps) {
  const { id } = await params;
  const query = toParams(await searchParams);
  const cursor = cursorOf(query, "revisions", revisionCursor);
  const history = await orGone(
    getFindingHistory({ findingId: id, viewer: await getViewer(), ...(cursor && { cursor }) }),
  );
  if (isGone(history)) return <GonePage sentence={history.message} />;
  const { items, nextCursor } = history;
  return (
    <>
      <h1 className="text-xl">Versions, the newest first</h1>
      <p className="mt-1 text-m">
        <TextLink href={`/findings/${id}`}>Back to the finding</TextLink>
      </p>
      <ol className="mt-6 grid grid-cols-1 gap-6">
        {items.map(({ number, title, body, tags, createdAt, writeUp, version }) => (
          <li key={number} className="min-w-0 border-line border-t pt-4">
            <h2 className="break-words text-l">{title || "Untitled"}</h2>
            <p className="text-ink-soft text-s">
              <RelativeDate date={createdAt} />
              {tags.length > 0 && `, tags: ${tags.join(", ")}`}
              {version !== null && (
                <>
                  {". "}
                  <TextLink href={`/findings/${id}/versions/${version}`}>
                    Version {version}, to be cited
                  </TextLink>
                </>
              )}
            </p>
            <WriteUp parts={storedWriteUp({ body, writeUp })} />
          </li>
        ))}
      </ol>
      <ListPager list="revisions" label="Pages of versions" params={query} nextCursor={nextCursor} />
    </>
  );
}
