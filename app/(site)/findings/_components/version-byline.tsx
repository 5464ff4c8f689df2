import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { facetPath } from "@/lib/catalogue/catalogue-query";
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
          <TextLink key={handle} href={`/users/${handle}`}>
            <bdi>{name ?? handle}</bdi>
          </TextLink>
        ))}
        . <TextLink href={`/findings/${finding}`}>The finding as it is now</TextLink>.{" "}
        <a className="text-link" href="https://creativecommons.org/licenses/by/4.0/" rel="license">
          {licence}
        </a>
      </p>
      {tags.length > 0 && (
        <ul aria-label="Tags" className="flex flex-wrap gap-2 text-s">
          {tags.map((tag) => (
            <li key={tag}>
              <TextLink href={facetPath("tag", tag)}>{tag}</TextLink>
            </li>
          ))}
        </ul>
      )}
      <p className="text-s">
        <Term of="content-hash">Content hash</Term> (SHA-256):{" "}
        <code className="break-all">{contentHash}</code>
      </p>
    </div>
  );
}
