"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { TermLink } from "@/app/_components/term/term-link";
import { verificationQuery, verificationsAddress, verifyMutation } from "@/app/_queries/verifications";
import { CancelButton } from "@/app/(site)/_components/computation/cancel-button";
import { useProgress } from "@/app/(site)/_components/computation/use-progress";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeDate } from "@/components/ui/relative-date";
import type { OwnVerificationView } from "@/lib/verifications/view";

/** Whether what is stored of a circuit is what its question gives, as somebody last found by computing it again. */
export function Verification({ circuitId }: { circuitId: string }) {
  const { data: now = null, error, refetch } = useQuery(verificationQuery(circuitId));
  const verify = useMutation(verifyMutation);
  const computing = now?.status === "computing";
  const address = `${verificationsAddress(circuitId)}/${now?.id}`;
  const { progress } = useProgress("verification", address, () => void refetch(), computing);

  return (
    <div className="circuit-verification">
      <dt>
        <TermLink
          to="verified"
          says="The circuit is computed again from its question and compared with what is stored, node by node and edge by edge, and so is every node that was expanded by hand."
        >
          verified
        </TermLink>
      </dt>
      <dd className="flex flex-wrap items-center gap-x-3">
        <span role="status">
          <Outcome now={now} stage={progress?.stage ?? null} />
        </span>
        <Button size="s" busy={computing} onClick={() => verify.mutate(circuitId)}>
          {computing ? "Verifying" : now ? "Verify again" : "Verify"}
        </Button>
        {(progress ?? now)?.canCancel && <CancelButton address={address} />}
        {now?.passed === false && (
          <details className="differences">
            <summary>where</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
            <ul className="scroller" tabIndex={0} aria-label="Where it differs">
              {now.differences.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </details>
        )}
        <Refused error={verify.error ?? error} />
      </dd>
    </div>
  );
}

function Outcome({ now, stage }: { now: OwnVerificationView | null; stage: string | null }) {
  if (!now) return <span className="text-ink-soft">not yet</span>;
  if (now.status === "computing") return <>{stage ?? now.stage ?? "in the queue"}</>;
  if (now.status === "failed")
    return <span className="text-danger">{now.failure ?? "It could not be computed."}</span>;
  return (
    <>
      {now.passed === false ? (
        <span className="text-danger">differs from what is stored</span>
      ) : (
        "as it is stored"
      )}
      {now.largestDifference !== null && `, largest difference ${formatNumber(now.largestDifference)}`}
      {now.computedAt && (
        <span className="text-ink-soft text-s">
          , <RelativeDate date={now.computedAt} />
          {now.computedBy && (
            <>
              {" "}
              by <span className="mono">{now.computedBy}</span>
            </>
          )}
        </span>
      )}
    </>
  );
}
