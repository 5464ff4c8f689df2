import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { getFindingHistory } from "@/lib/findings/get-finding";
import { storedWriteUp } from "@/lib/findings/write-up/get-write-up";
import { asTyped } from "@/lib/findings/write-up/write-up";
import { WriteUp } from "../../_components/write-up";
import "../../findings.css";

/** Versions shown as they were rendered, so that the page stays of a size; the earlier ones stand as they were typed. */
const maxRendered = 10;

export const metadata: Metadata = { title: "History of a finding" };

export default async function FindingHistoryPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const revisions = await orNotFound(getFindingHistory({ findingId: id, viewer: await getViewer() }));
  return (
    <>
      <h1 className="text-xl">Versions, the newest first</h1>
      <p className="mt-1 text-m">
        <TextLink href={`/findings/${id}`}>Back to the finding</TextLink>
      </p>
      <ol className="mt-6 grid grid-cols-1 gap-6">
        {revisions.map(({ number, title, body, tags, createdAt, writeUp }, place) => (
          <li key={number} className="min-w-0 border-line border-t pt-4">
            <h2 className="break-words text-l">
              {number}. {title}
            </h2>
            <p className="text-ink-soft text-s">
              <RelativeDate date={createdAt} />
              {tags.length > 0 && `, tags: ${tags.join(", ")}`}
            </p>
            <WriteUp parts={place < maxRendered ? storedWriteUp({ body, writeUp }) : asTyped(body)} />
          </li>
        ))}
      </ol>
    </>
  );
}
