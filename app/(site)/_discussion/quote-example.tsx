import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { quoteExample } from "@/lib/discussion/example-quote";

// Who quotes nothing needs no examples.
const ExamplesToChoose = lazy(() =>
  import("../_components/examples-to-choose").then((loaded) => ({
    default: loaded.ExamplesToChoose,
  })),
);

interface QuoteExampleProps {
  /** Of the feature's page. */
  path: string;
  /** Puts Markdown where one writes. */
  onQuote: (markdown: string) => void;
}

/** A feature's examples, of which each is put into what one writes by a press. */
export function QuoteExample({ path, onQuote }: QuoteExampleProps) {
  const [isOpen, setOpen] = useState(false);
  const id = path.split("/").slice(-3).join(".");
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Quote an example</summary>
      {isOpen && (
        <Suspense fallback={null}>
          <ExamplesToChoose
            path={path}
            choice={(name, example) =>
              example && (
                <Button
                  size="s"
                  look="plain"
                  aria-label={`Quote the example at ${example.position}`}
                  onClick={() => onQuote(quoteExample(example, id, `${path}?example=${name}#examples`))}
                >
                  Quote
                </Button>
              )
            }
          />
        </Suspense>
      )}
    </details>
  );
}
