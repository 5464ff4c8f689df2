import type { ReactNode } from "react";
import type { TermId } from "./terms";

interface TermLinkProps {
  to: TermId;
  /** What it means here, where it is pointed at. */
  says: string;
  children: ReactNode;
}

/** A word that leads to where the guide explains it, for components that run in the browser: it brings no glossary along. */
export function TermLink({ to, says, children }: TermLinkProps) {
  return (
    <a href={`/docs/glossary#${to}`} title={says} className="term">
      {children}
    </a>
  );
}
