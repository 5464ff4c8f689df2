import { useEffect } from "react";
import { FoundParts } from "@/app/_search/found-parts";
import type { Choice, ChoiceGroup } from "./choices";

interface ChoiceListProps {
  /** Begins the ids of the list and of each choice, by which the field says which one is meant. */
  id: string;
  groups: readonly ChoiceGroup[];
  /** Which choice, counted from 0 over all groups. */
  current: number;
  /** What is shown is of an earlier text. */
  isStale: boolean;
  onChoose: (choice: Choice, elsewhere: boolean) => void;
}

/** What may be chosen, by group. The field above keeps the focus. */
export function ChoiceList({ id, groups, current, isStale, onChoose }: ChoiceListProps) {
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);
  const before = groups.map((_, n) =>
    groups.slice(0, n).reduce((count, { choices }) => count + choices.length, 0),
  );
  return (
    <div
      id={`${id}-choices`}
      role="listbox"
      aria-label="Choices"
      className={`scroller [--paper:var(--raised)] min-h-0 overflow-y-auto p-2 ${isStale ? "stale" : ""}`}
    >
      {groups.map(({ heading, choices }, g) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of choices is no fieldset.
        <div key={heading} role="group" aria-label={heading}>
          <p aria-hidden="true" className="px-2 pt-2 text-ink-soft text-s">
            {heading}
          </p>
          {choices.map((choice, n) => {
            const place = (before[g] ?? 0) + n;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and says which is meant.
              <div
                key={choice.href}
                id={`${id}-${place}`}
                role="option"
                aria-selected={place === current}
                className="cursor-pointer rounded-xs px-2 py-1.5 hover:bg-sunk aria-selected:bg-accent-soft"
                onClick={({ ctrlKey, metaKey }) => onChoose(choice, ctrlKey || metaKey)}
              >
                <div className="break-words text-m">
                  <FoundParts parts={choice.name} />
                </div>
                <div className="break-words text-ink-soft text-s">{choice.about}</div>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
