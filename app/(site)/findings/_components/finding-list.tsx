import { Link, TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { FindingListItem } from "@/lib/findings/find-findings";
import { TrustMarks } from "./trust-words";

interface FindingListProps {
  findings: readonly FindingListItem[];
  /** Where they are not all of one person. */
  withAuthors?: boolean;
}

/** Findings by their titles; a draft says that it is one. */
export function FindingList({ findings, withAuthors = false }: FindingListProps) {
  return (
    <ul>
      {findings.map(({ id, title, author, createdAt, publishedAt, trust }) => (
        <li key={id} className="list-row flex-wrap">
          <Link
            href={`/findings/${id}`}
            className="text-link line-clamp-2 min-w-0 grow basis-64 break-words"
            title={title}
          >
            {title || "Untitled"}
          </Link>
          <TrustMarks trust={trust} />
          <span className="flex max-w-[50%] shrink-0 gap-x-1 whitespace-nowrap text-ink-soft text-s">
            {withAuthors && (
              <>
                by{" "}
                <TextLink href={`/users/${author.handle}`} className="min-w-0 truncate">
                  <bdi>{author.name ?? author.handle}</bdi>
                </TextLink>
              </>
            )}
            {publishedAt ? (
              <RelativeDate date={publishedAt} />
            ) : (
              <>
                draft, <RelativeDate date={createdAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
