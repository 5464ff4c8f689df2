import { CopiedText } from "@/app/(site)/findings/_components/copied-text";
import { bibtex } from "@/lib/citations/bibtex";
import { cff } from "@/lib/citations/cff";
import type { Citation } from "@/lib/citations/citation";
import { plainCitation } from "@/lib/citations/plain-citation";
import type { ExperimentView } from "@/lib/experiments/view";

interface CiteExperimentProps {
  view: ExperimentView;
  /** Of the page, whole. */
  url: string;
}

/** An experiment as others cite it. What it asks never changes, so that it has no versions. */
export function CiteExperiment({ view, url }: CiteExperimentProps) {
  const { id, title, owner, createdAt, hash } = view;
  const citation: Citation = {
    ...{ what: "experiment", title, authors: [owner], finding: id, version: 1, publishedAt: createdAt, url },
    ...{ contentHash: hash, licence: "CC-BY-4.0" },
  };
  const forms = [
    { label: "In a sentence", text: plainCitation(citation).trimEnd() },
    { label: "BibTeX", text: bibtex(citation).trimEnd() },
    { label: "CITATION.cff", text: cff(citation).trimEnd() },
  ];
  return (
    <details className="text-m">
      <summary className="cursor-pointer text-ink-soft">Cite this experiment</summary>
      <div className="mt-3 grid grid-cols-1 gap-4">
        {forms.map(({ label, text }) => (
          <CopiedText key={label} label={label} text={text}>
            {null}
          </CopiedText>
        ))}
      </div>
    </details>
  );
}
