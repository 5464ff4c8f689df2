import type { ReactNode } from "react";

/** A table with a caption that says what it shows. Where it is too wide, it scrolls and not the page. */
export function Table({
  caption,
  captionHidden,
  children,
}: {
  caption: string;
  captionHidden?: boolean;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scroller" aria-label={caption} tabIndex={0}>
      <table className="data-table">
        <caption className={captionHidden ? "sr-only" : "pb-2 text-s text-ink-soft"}>{caption}</caption>
        {children}
      </table>
    </section>
  );
}
