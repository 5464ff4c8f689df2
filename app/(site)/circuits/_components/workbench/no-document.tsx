import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { DocumentFailure } from "./use-document";

interface NoDocumentProps {
  title?: string;
  why: DocumentFailure;
  onRetry: () => void;
}

/** Stands where a graph would that did not come. */
export function NoDocument({
  title = "The graph of this circuit did not arrive.",
  why,
  onRetry,
}: NoDocumentProps) {
  return (
    <Notice
      tone="error"
      live
      title={title}
      actions={
        <Button size="s" onClick={onRetry}>
          Fetch it again
        </Button>
      }
    >
      {why === "unreached"
        ? "Check your connection. The circuit itself is safe."
        : "The site answered that it could not send it. If it still cannot in a while, what is stored may be damaged: Verify, on the circuit's page, tells."}
    </Notice>
  );
}
