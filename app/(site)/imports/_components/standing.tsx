import { circuitAddress } from "@/app/_queries/circuits";
import { runAddress } from "@/app/_queries/runs";
import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Num } from "@/components/ui/num";
import { getStanding, type OwnedImport } from "@/lib/imports/get-standing";
import type { ImportSummary } from "@/lib/imports/view";
import { ComputeHere } from "./compute-here";
import { Sentences } from "./sentences";

interface StandingProps extends OwnedImport {
  summary: ImportSummary;
}

/** Whether the numbers of a file are those that this site computes itself. */
export async function Standing({ summary, ...owned }: StandingProps) {
  const { importId } = owned;
  const standing = await getStanding(owned, summary);
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
          actions={<ComputeHere importId={importId} />}
        />
      </div>
    );
  if (standing.kind === "computing") {
    const { what, id } = standing.of;
    const running = what === "run";
    return (
      <div className="mt-4">
        <Notice title={running ? "This site is running the text." : "This site is tracing the circuit."}>
          <LiveProgress
            key={id}
            kind={what}
            address={running ? runAddress(id) : circuitAddress(id)}
            initial={standing.progress}
          />
        </Notice>
      </div>
    );
  }
  if (standing.kind === "failed") {
    const { of, message } = standing;
    return (
      <div className="mt-4">
        <Notice
          tone="error"
          title="This site could not compute the same question."
          actions={<ComputeHere importId={importId} />}
        >
          {message} {of && <TextLink href={`/${of.what}s/${of.id}`}>Open its page</TextLink>}
        </Notice>
      </div>
    );
  }
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
  if (standing.kind === "uncompared")
    return (
      <div className="mt-4">
        <Notice title="This site has computed the same question, and cannot compare the two at this moment.">
          {standing.message} {open}
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
