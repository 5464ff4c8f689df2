import { isAnswered } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

interface NoDocumentProps {
  title?: string;
  error: Error;
  onRetry: () => void;
}

/** Stands where a graph would that did not come. */
export function NoDocument({
  title = "The graph of this circuit did not arrive.",
  error,
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
      {isAnswered(error)
        ? "The site answered that it could not send it. If it still cannot in a while, what is stored may be damaged: Verify, on the circuit's page, tells."
        : "Check your connection. The circuit itself is safe."}
    </Notice>
  );
}
