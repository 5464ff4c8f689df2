import { Term } from "@/app/_components/term/term";
import type { TermId } from "@/app/_components/term/terms";
import { FoundParts } from "@/app/_search/found-parts";
import { TextLink } from "@/components/ui/link";
import { foundKindWords } from "@/lib/search/kind-words";
import type { FoundKind, FoundGroup as Group } from "@/lib/search/view";

/** Where the guide explains what was found; people and pages need no explanation. */
const foundKindTerms: Readonly<Record<FoundKind, TermId | null>> = {
  findings: "finding",
  features: "feature",
  people: null,
  models: "model",
  pages: null,
};

interface FoundGroupProps {
  group: Group;
  /** The page's query, in which each kind has a place of its own. */
  params: URLSearchParams;
}

/** What was found of one kind, a page at a time. */
export function FoundGroup({ group: { kind, items, count, isMore, nextCursor }, params }: FoundGroupProps) {
  const at = (cursor: string | null) => {
    const query = new URLSearchParams(params);
    query.delete(kind);
    if (cursor !== null) query.set(kind, cursor);
    return `?${query}`;
  };
  const heading = foundKindWords[kind];
  const term = foundKindTerms[kind];
  return (
    <section aria-labelledby={`found-${kind}`} className="mt-6">
      <h2 id={`found-${kind}`} className="flex items-baseline gap-2">
        {term === null ? heading : <Term of={term}>{heading}</Term>}
        <span className="font-normal text-ink-soft text-s">
          {isMore ? `the best of ${count}, and there are more` : count}
        </span>
      </h2>
      <ul className="mt-2">
        {items.map(({ href, title, about, excerpt }) => (
          <li key={href} className="list-row flex-col items-start gap-y-0.5 break-words">
            <TextLink href={href} className="max-w-full text-m">
              <FoundParts parts={title} />
            </TextLink>
            {excerpt.length > 0 && (
              <p className="max-w-prose text-s">
                <FoundParts parts={excerpt} />
              </p>
            )}
            <p className="text-ink-soft text-s">{about}</p>
          </li>
        ))}
      </ul>
      {isMore && (
        <p className="mt-2 text-ink-soft text-s">
          Beyond {count} they are neither counted nor ranked: add a word to find fewer.
        </p>
      )}
      {(nextCursor !== null || params.has(kind)) && (
        <nav aria-label={`Pages of ${heading.toLowerCase()}`} className="mt-2 flex gap-4 text-s">
          {params.has(kind) && (
            <TextLink href={at(null)} scroll={false}>
              First
            </TextLink>
          )}
          {nextCursor !== null && (
            <TextLink href={at(nextCursor)} rel="next" scroll={false}>
              More
            </TextLink>
          )}
        </nav>
      )}
    </section>
  );
}
