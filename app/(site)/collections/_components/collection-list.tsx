import type { ReactNode } from "react";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { ListedCollection } from "@/lib/collections/view";

interface CollectionListProps {
  collections: readonly ListedCollection[];
  /** Whether each says whose it is. */
  withOwner?: boolean;
  /** What may be done with one. */
  actionOf?: (collection: ListedCollection) => ReactNode;
}

export function CollectionList({ collections, withOwner = false, actionOf }: CollectionListProps) {
  return (
    <ul className="mt-2">
      {collections.map((collection) => (
        <li key={collection.id} className="list-row text-m" data-actions>
          <TextLink href={`/collections/${collection.id}`} className="min-w-0 break-words">
            <bdi>{collection.title}</bdi>
          </TextLink>
          <span className="text-ink-soft text-s">
            {formatCount(collection.size)} {collection.size === 1 ? "finding" : "findings"}
            {withOwner && (
              <>
                , by{" "}
                <TextLink href={`/users/${collection.owner.handle}`}>
                  <bdi>{collection.owner.name ?? collection.owner.handle}</bdi>
                </TextLink>
              </>
            )}
            {!collection.isPublic && ", yours alone"}, changed <RelativeDate date={collection.updatedAt} />
          </span>
          {actionOf && <div className="ml-auto">{actionOf(collection)}</div>}
        </li>
      ))}
    </ul>
  );
}
