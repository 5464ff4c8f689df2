import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { setSegment } from "@/lib/features/feature-address";
import { findLabelImports } from "@/lib/label-files/find-imports";
import { listDictionaries } from "@/lib/label-files/list-dictionaries";
import { maxSentBytes, maxSentRows } from "@/lib/label-files/receive-file";
import type { LabelImportView } from "@/lib/label-files/view";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../../_components/to-params";
import { forModerators } from "../_components/for-moderators";
import { ModerationNav } from "../_components/moderation-nav";
import { ImportForm } from "./_components/import-form";
import { Report } from "./_components/report";
import { UndoImport } from "./_components/undo-import";

export const metadata: Metadata = { title: "Imports of labels", robots: { index: false } };

interface ImportsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Others' labels brought in as proposals: what would come of a file, taking it, and every file that was taken. */
export default async function LabelImportsPage({ searchParams }: ImportsPageProps) {
  await forModerators("/moderation/label-imports");
  const params = toParams(await searchParams);
  const cursor = cursorOf(params, "imports", idCursor);
  const [{ items, nextCursor }, dictionaries] = await Promise.all([
    findLabelImports({ cursor }),
    listDictionaries(),
  ]);
  return (
    <>
      <h1>Imports of labels</h1>
      <ModerationNav />
      <p className="mb-4 max-w-prose text-ink-soft">
        A file of Neuronpedia&#8217;s explanations or of labels of a site like this one, as lines of JSON,
        packed by gzip or not, {formatCount(maxSentRows)} rows at most. They become proposals of the
        site&#8217;s own account, which are nobody&#8217;s vote and stand behind what people propose. Larger
        files are brought by <code>npm run labels -- import</code>.
      </p>
      <ImportForm
        maxBytes={maxSentBytes}
        dictionaries={dictionaries.map(({ model, kind, set, layer }) => {
          const segment = setSegment({ kind, set });
          return {
            value: [model, segment, layer].map(encodeURIComponent).join("/"),
            name: `${model}, ${segment}, layer ${layer}`,
          };
        })}
      />
      <section aria-labelledby="imports" className="mt-10">
        <h2 id="imports">What was brought in</h2>
        {items.length === 0 ? (
          <p className="mt-1 text-ink-soft text-m">{cursor ? "No more." : "Nothing yet."}</p>
        ) : (
          <ul>
            {items.map((each) => (
              <ImportRow key={each.id} of={each} />
            ))}
          </ul>
        )}
      </section>
      <ListPager list="imports" label="Pages of imports" params={params} nextCursor={nextCursor} />
    </>
  );
}

function ImportRow({ of }: { of: LabelImportView }) {
  const { id, fileName, importer, report, standing, startedAt, undoneAt, undoReason, takenBack } = of;
  return (
    <li className="border-line border-b py-3">
      <p className="break-words text-m">
        <strong>
          <bdi>{fileName}</bdi>
        </strong>
        , brought{" "}
        {importer ? (
          <>
            by <TextLink href={`/users/${importer.handle}`}>{importer.handle}</TextLink>
          </>
        ) : (
          "by the command"
        )}{" "}
        <RelativeDate date={startedAt} />; {formatCount(standing)} of its labels stand.
      </p>
      {report ? (
        <Report report={report} />
      ) : (
        <p className="text-m">It was not taken to its end. Bring it again, or undo what was taken.</p>
      )}
      {undoneAt ? (
        <p className="break-words text-ink-soft text-m">
          Undone <RelativeDate date={undoneAt} />, {formatCount(takenBack ?? 0)} taken back:{" "}
          <bdi>{undoReason}</bdi>
        </p>
      ) : (
        <UndoImport id={id} fileName={fileName} />
      )}
    </li>
  );
}
