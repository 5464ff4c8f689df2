import type { ReactNode } from "react";
import { TermLink } from "./term-link";
import { type TermId, terms } from "./terms";

interface TermProps {
  of: TermId;
  /** What it means here in a sentence; the glossary's own if not given. */
  says?: string;
  /** How the sentence has it; the word itself if not given. */
  children?: ReactNode;
}

/** A word of the site: what it means in a sentence where it is pointed at, and all of it a press away. For server components alone. */
export function Term({ of, says, children }: TermProps) {
  const { name, short } = terms[of];
  return (
    <TermLink to={of} says={says ?? short}>
      {children ?? name.toLowerCase()}
    </TermLink>
  );
}
