import { Fragment } from "react";
import type { FoundPart } from "@/lib/search/view";

/** A text in which what was looked for is marked. It is text alone: nothing in it is read as markup. */
export function FoundParts({ parts }: { parts: readonly FoundPart[] }) {
  return parts.map(({ text, isMatch }, n) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, which are never moved.
    if (!isMatch) return <Fragment key={n}>{text}</Fragment>;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <mark key={n} className="rounded-xs bg-accent-soft px-0.5 text-inherit">
        {text}
      </mark>
    );
  });
}
