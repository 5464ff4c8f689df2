import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Num } from "@/components/ui/num";
import { compareImport } from "@/lib/imports/compare-import";
import type { OwnImport } from "@/lib/imports/get-import";
import type { ImportSummary } from "@/lib/imports/import-report";
import { ComputeHere } from "./compute-here";
import { Sentences } from "./sentences";

interface StandingProps {
  own: OwnImport;
  summary: ImportSummary;
}

/** Whether the numbers of a file are those that this site computes itself. */
export async function Standing({ own, summary }: StandingProps) {
  const standing = await compareImport(own);
  if (!standing) return null;
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
  const { circuitId, agrees, largestDifference, places } = standing;
  return (
    <div className="mt-4">
      <Notice
        tone={agrees ? "plain" : "error"}
        title={agrees ? "This site computes the same." : "This site computes something else."}
      >
        Largest difference <Num value={largestDifference} />, as a part of 1 + the number.{" "}
        <TextLink href={`/circuits/${circuitId}`}>Open this site's own circuit</TextLink>
        {places.length > 0 && <Sentences label="Where the two differ" sentences={places} />}
      </Notice>
    </div>
  );
}
