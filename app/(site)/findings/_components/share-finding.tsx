import type { Citation } from "@/lib/citations/citation";
import { cardHtml, iframeHtml, pictureHtml } from "@/lib/citations/shared-html";
import { CopiedText } from "./copied-text";

interface ShareFindingProps {
  /** Where readers reach the site, without a slash at the end. */
  site: string;
  finding: string;
  title: string;
  /** Null of a finding that has no version yet. */
  citation: Citation | null;
}

/** What shows a published finding on somebody's own page. */
export function ShareFinding({ site, finding, title, citation }: ShareFindingProps) {
  const shown = { site, finding, title };
  return (
    <details className="mt-2 text-m">
      <summary className="cursor-pointer text-ink-soft">Show this on your own page</summary>
      <div className="mt-3 grid grid-cols-1 gap-4">
        <CopiedText
          label="The graph itself, to look into"
          text={iframeHtml(shown, { width: "100%", height: "900" })}
        />
        <CopiedText label="A picture of it" text={pictureHtml(shown)}>
          <a className="text-link" href={`/api/v1/findings/${finding}/preview`}>
            Look at it
          </a>
        </CopiedText>
        {citation && (
          <CopiedText label="A card of text, without scripts or pictures" text={cardHtml(citation)} />
        )}
      </div>
    </details>
  );
}
