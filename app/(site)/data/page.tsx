import type { Metadata } from "next";
import { formatBytes, formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { findBundles } from "@/lib/bundles/get-bundle";
import { BundleFile } from "./_components/bundle-file";

export const metadata: Metadata = {
  title: "Data",
  description: "Everything public on this site as Parquet files with checksums, made anew each day.",
};

/** Everything public, to take home: the files of the latest bundle, and what their columns mean. */
export default async function DataPage() {
  const [latest, ...earlier] = await findBundles();
  if (!latest)
    return (
      <>
        <h1>Take it home</h1>
        <EmptyState title="The first bundle has not been made yet.">
          Everything public is written to Parquet files once a day; the first comes within an hour of the
          site's first start. Until then <TextLink href="/docs/api">the API</TextLink> has it all.
        </EmptyState>
        <LabelWorth />
      </>
    );
  const bytes = latest.files.reduce((sum, file) => sum + file.bytes, 0);
  const rows = latest.files.reduce((sum, file) => sum + file.rows, 0);
  return (
    <article>
      <h1>Take it home</h1>
      <p className="mt-1 max-w-prose text-ink-soft">
        Everything public on this site, written once a day: {formatCount(rows)} rows in {latest.files.length}{" "}
        Parquet files, {formatBytes(bytes)} in all, of {latest.day}. All are of the same moment. What an
        author takes back is not in the next; what was taken home stays so.
      </p>
      <p className="mt-1 max-w-prose text-ink-soft">
        Left out are the examples of features, since every feature's page has its own as JSON and all of them
        are many times the rest; who answered what in blind checks; and runs, circuits and evaluations of
        which no published finding tells.
      </p>
      <LabelWorth />
      {latest.files.map((file) => (
        <BundleFile key={file.name} bundle={latest.id} file={file} />
      ))}
      <section aria-labelledby="reading" className="mt-10 max-w-prose">
        <h2 id="reading">How to read them</h2>
        <pre className="scroller mt-2" tabIndex={-1}>
          <code>{`import pandas as pd
features = pd.read_parquet("features.parquet")
features[features.stand_in_name.str.contains("Mary")]`}</code>
        </pre>
        <p className="mt-2 text-ink-soft">
          DuckDB, Polars and Arrow read them too. Columns of type json are texts of JSON. The SHA-256 of each
          file stands beside it, and{" "}
          <a href={`/api/v1/bundles/${latest.id}`} className="text-link">
            the manifest
          </a>{" "}
          has all of this for programs.
        </p>
      </section>
      {earlier.length > 0 && (
        <p className="mt-6 text-ink-soft">
          Of earlier days:{" "}
          {earlier.map(({ id, day }, i) => (
            <span key={id}>
              {i > 0 && ", "}
              <a href={`/api/v1/bundles/${id}`} className="text-link">
                {day}
              </a>
            </span>
          ))}
          .
        </p>
      )}
    </article>
  );
}

function LabelWorth() {
  return (
    <p className="mt-3 max-w-prose">
      How well labels of people, of programs and of other tools tell what a feature does, on the same checks:{" "}
      <TextLink href="/data/labels">what labels are worth</TextLink>.
    </p>
  );
}
