import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { FindingVersionView } from "@/lib/findings/versions/view";

/** Which version it is, whose, since when, and the hash by which a copy of it is known. */
export function VersionByline({ version: found }: { version: FindingVersionView }) {
  const { finding, version, latestVersion, publishedAt, authors, tags, contentHash, licence } = found;
  return (
    <div className="grid gap-1 text-ink-soft text-m">
      <p>
        <Term of="version">Version</Term> {version} of {latestVersion}, published{" "}
        <RelativeDate date={publishedAt} /> by{" "}
        {authors.map(({ handle, name }) => (
          <bdi key={handle}>{name ?? handle}</bdi>
        ))}
        . <TextLink href={`/findings/${finding}`}>The finding as it is now</TextLink>.{" "}
        <a className="text-link" href="https://creativecommons.org/licenses/by/4.0/" rel="license">
          {licence}
        </a>
      </p>
      {tags.length > 0 && <p className="text-s">Tags: {tags.join(", ")}</p>}
      <p className="text-s">
        <Term of="content-hash">Content hash</Term> (SHA-256):{" "}
        <code className="break-all">{contentHash}</code>
      </p>
    </div>
  );
}
