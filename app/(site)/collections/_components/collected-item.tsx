import type { ListedItem } from "@/lib/collections/find-items";
import { FindingCard } from "../../circuits/_catalogue/finding-card";
import { ItemActions } from "./item-actions";

interface CollectedItemProps {
  item: ListedItem;
  collectionId: string;
  size: number;
  isMine: boolean;
}

/** A finding in a collection, or what is left of it, with what is said of it there. */
export function CollectedItem({ item, collectionId, size, isMine }: CollectedItemProps) {
  const { id, place, note, finding } = item;
  const said = (
    <>
      {note !== "" && (
        <p className="mt-2 max-w-prose whitespace-pre-wrap break-words border-line-strong border-l-2 pl-3 text-m">
          <bdi>{note}</bdi>
        </p>
      )}
      {isMine && (
        <ItemActions
          {...{ collectionId, itemId: id, place, size, note }}
          name={finding?.title || `the finding at place ${place}`}
        />
      )}
    </>
  );
  if (finding)
    return (
      <FindingCard finding={finding} place={place}>
        {said}
      </FindingCard>
    );
  return (
    <li className="finding-card">
      <span className="finding-card-picture" />
      <div className="min-w-0">
        <p className="text-ink-soft">
          <span className="mono text-s">{place}</span> A finding stood here that its author took back or
          deleted.
        </p>
        {said}
      </div>
    </li>
  );
}
