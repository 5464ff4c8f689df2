import { bibtex } from "@/lib/citations/bibtex";
import { cff } from "@/lib/citations/cff";
import type { Citation } from "@/lib/citations/citation";
import { plainCitation } from "@/lib/citations/plain-citation";
import { CopiedText } from "./copied-text";

/** A published version as others cite it, in the three forms that programs and people read. */
export function CiteVersion({ citation }: { citation: Citation }) {
  const { finding, version } = citation;
  const forms = [
    { label: "In a sentence", text: plainCitation(citation).trimEnd(), file: "text" },
    { label: "BibTeX", text: bibtex(citation).trimEnd(), file: "bibtex" },
    { label: "CITATION.cff", text: cff(citation).trimEnd(), file: "cff" },
  ];
  return (
    <details className="mt-8 text-m">
      <summary className="cursor-pointer text-ink-soft">Cite this version ({version})</summary>
      <div className="mt-3 grid grid-cols-1 gap-4">
        {forms.map(({ label, text, file }) => (
          <CopiedText key={file} label={label} text={text}>
            <a
              className="text-link"
              href={`/api/v1/findings/${finding}/versions/${version}/citations/${file}`}
              download
            >
              Download
            </a>
          </CopiedText>
        ))}
        <p>
          <a
            className="text-link"
            href={`/api/v1/findings/${finding}/versions/${version}/file`}
            download={`finding-${finding}-v${version}.json`}
          >
            Download it whole
          </a>
          : write-up, circuit, arrangement and checks in one file, which{" "}
          <code className="break-words">commons verify FILE</code> computes again without this site.
        </p>
      </div>
    </details>
  );
}
