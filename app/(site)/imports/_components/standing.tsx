import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Num } from "@/components/ui/num";
import { compareImport } from "@/lib/imports/compare-import";
import type { OwnImport } from "@/lib/imports/get-import";
import type { ImportSummary } from "@/lib/imports/view";
import { ComputeHere } from "./compute-here";
import { Sentences } from "./sentences";

interface StandingProps {
  own: OwnImport;
  summary: ImportSummary;
}

/** Whether the numbers of a file are those that this site computes itself. */
export async function Standing({ own, summary }: StandingProps) {
  const standing = await compareImport(own, summary);
  if (standing.kind === "foreign")
    return (
      <div className="mt-4">
        <Notice title="Its numbers cannot be checked here.">
          {standing.reason === "no-model" ? (
            <>
              They are of the model <span className="mono">{summary.model}</span>, which this site does not
              have.
            </>
          ) : (
            <>
              This site has a model named <span className="mono">{summary.model}</span>, but the file does not
              say that it is of the same weights and dictionaries.
            </>
          )}
        </Notice>
      </div>
    );
  if (standing.kind === "unasked")
    return (
      <div className="mt-4">
        <Notice
          title="This site has the same model, so it can compute the same question and compare."
          actions={<ComputeHere summary={summary} />}
        />
      </div>
    );
  const open = <TextLink href={`/circuits/${standing.circuitId}`}>Open this site's own circuit</TextLink>;
  if (standing.kind === "too-large")
    return (
      <div className="mt-4">
        <Notice title="This site has computed the same question, and the two are too large to be compared here.">
          {open}, or compare the file with a computation of your own:{" "}
          <code className="mono">commons verify</code>.
        </Notice>
      </div>
    );
  const { agrees, largestDifference, differenceCount, places } = standing;
  return (
    <div className="mt-4">
      <Notice
        tone={agrees ? "plain" : "error"}
        title={agrees ? "This site computes the same." : "This site computes something else."}
      >
        {differenceCount > 0 && `${formatCount(differenceCount)} differences. `}
        Of the numbers that both have, the largest difference is <Num value={largestDifference} />, as a part
        of 1 + the number. {open}
        {places.length > 0 && <Sentences label="Where the two differ, the first places" sentences={places} />}
      </Notice>
    </div>
  );
}
