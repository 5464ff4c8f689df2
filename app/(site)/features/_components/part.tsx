import type { ReactNode } from "react";

/** Headings under the feature's own: it is the page's first, or stands beside that. */
export type Level = 2 | 3;

interface PartProps {
  level: Level;
  title: ReactNode;
  /** What the heading needs to be understood, beside it. */
  note?: ReactNode;
  id?: string;
  children: ReactNode;
}

/** A part of what is told of a feature, under a heading. */
export function Part({ level, title, note, id, children }: PartProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section id={id} className="feature-part">
      <header>
        <Heading>{title}</Heading>
        {note && <span className="feature-note">{note}</span>}
      </header>
      {children}
    </section>
  );
}
