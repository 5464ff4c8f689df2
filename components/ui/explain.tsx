import type { ReactNode } from "react";

/** A term with a short explanation one hover, focus or tap away; one listener shows them all (`Explanations`). */
export function Explain({ children, explanation }: { children: ReactNode; explanation: string }) {
  return (
    <button type="button" className="explained" aria-description={explanation}>
      {children}
    </button>
  );
}
