import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { facetPath } from "@/lib/catalogue/catalogue-query";
import type { FindingView } from "@/lib/findings/view";
import { TrustWords } from "./trust-words";

/**
 * Who wrote a finding, when, from what it was forked, and under which licence it stands. What people chose stands in
 * `bdi`: a direction it sets ends with it and does not turn the site's own words.
 */
export function FindingByline({ finding }: { finding: FindingView }) {
  const {
    id,
    circuitId,
    trust,
    author,
    publishedAt,
    createdAt,
    updatedAt,
    versionCount,
    ancestors,
    forkCount,
    tags,
  } = finding;
  return (
    <div className="grid gap-1 text-ink-soft text-m">
      <p>
        by{" "}
        <TextLink href={`/users/${author.handle}`}>
          <bdi>{author.name ?? author.handle}</bdi>
        </TextLink>
        , {publishedAt ? "published " : "begun "}
        <RelativeDate date={publishedAt ?? createdAt} />
        {versionCount > 1 && (
          <>
            , changed <RelativeDate date={updatedAt} />
          </>
        )}
        {". "}
        <TextLink href={`/findings/${id}/history`}>
          {versionCount} {versionCount === 1 ? "version" : "versions"}
        </TextLink>
        {forkCount > 0 && `, forked ${forkCount} ${forkCount === 1 ? "time" : "times"}`}.{" "}
        <a className="text-link" href="https://creativecommons.org/licenses/by/4.0/" rel="license">
          CC-BY-4.0
        </a>
      </p>
      {ancestors.length > 0 && (
        <p>
          <Term of="fork">Forked</Term> from{" "}
          {ancestors.map((ancestor, n) => (
            <span key={ancestor.id}>
              {n > 0 && ", itself from "}
              {ancestor.title === null ? (
                "a finding that was withdrawn"
              ) : (
                <TextLink href={`/findings/${ancestor.id}`}>
                  <bdi>{ancestor.title || "Untitled"}</bdi>
                </TextLink>
              )}{" "}
              by <TextLink href={`/users/${ancestor.authorHandle}`}>{ancestor.authorHandle}</TextLink>
            </span>
          ))}
        </p>
      )}
      <TrustWords trust={trust} circuitId={circuitId} />
      {tags.length > 0 && (
        <ul className="flex flex-wrap gap-2 text-s">
          {tags.map((tag) => (
            <li key={tag}>
              <TextLink href={facetPath("tag", tag)}>{tag}</TextLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
