import type { ReactNode } from "react";
import type { TermId } from "./terms";

interface TermLinkProps {
  to: TermId;
  /** What it means here. */
  says: string;
  children: ReactNode;
}

/**
 * A word that leads to where the guide explains it, and says what it means where it is pointed at or focused (`Explanations`).
 * For components that run in the browser, too: it brings no glossary along.
 */
export function TermLink({ to, says, children }: TermLinkProps) {
  return (
    <a href={`/docs/glossary#${to}`} aria-description={says} className="term explained">
      {children}
    </a>
  );
}
