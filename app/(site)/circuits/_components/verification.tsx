"use client";

import { useCallback, useEffect, useState } from "react";
import { type Sent, sendJson } from "@/app/_components/send-json";
import { CancelButton } from "@/app/(site)/_components/computation/cancel-button";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeDate } from "@/components/ui/relative-date";
import type { OwnVerificationView, VerificationView } from "@/lib/verifications/view";

/** Dates cross JSON as text. */
type OverJson<T> = Omit<T, "computedAt"> & { computedAt: Date | string | null };
type Received = OverJson<OwnVerificationView>;

interface VerificationProps {
  circuitId: string;
  latest: VerificationView | null;
}

const lookAgainMillis = 400;

/** Whether what is stored of a circuit is what its question gives, as somebody last found by computing it again. */
export function Verification({ circuitId, latest }: VerificationProps) {
  const [now, setNow] = useState<OverJson<VerificationView> | Received | null>(latest);
  const [refusal, setRefusal] = useState("");
  const address = `/api/v1/circuits/${circuitId}/verifications`;
  const computing = now?.status === "computing";

  const take = useCallback((sent: Sent<Received>) => {
    if (sent.ok) setNow(sent.body);
    setRefusal(sent.ok ? "" : sent.message);
  }, []);
  useEffect(() => {
    if (!computing || !now) return;
    let current = true;
    const timer = setInterval(async () => {
      const sent = await sendJson<Received>("GET", `${address}/${now.id}`);
      // An answer that was overtaken by a later one must not take it back.
      if (current) take(sent);
    }, lookAgainMillis);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [computing, now, address, take]);

  return (
    <div className="circuit-verification">
      <dt>
        <Explain explanation="The circuit is computed again from its question and compared with what is stored, node by node and edge by edge, and so is every node that was expanded by hand.">
          verified
        </Explain>
      </dt>
      <dd className="flex flex-wrap items-center gap-x-3">
        <span role="status">
          <Outcome now={now} />
        </span>
        <Button
          size="s"
          busy={computing}
          onClick={async () => take(await sendJson<Received>("POST", address))}
        >
          {computing ? "Verifying" : now ? "Verify again" : "Verify"}
        </Button>
        {now && "canCancel" in now && now.canCancel && <CancelButton address={`${address}/${now.id}`} />}
        {now?.passed === false && (
          <details className="differences">
            <summary>where</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
            <ul tabIndex={0} aria-label="Where it differs">
              {now.differences.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </details>
        )}
        {refusal && (
          <p role="alert" className="text-danger text-s">
            {refusal}
          </p>
        )}
      </dd>
    </div>
  );
}

function Outcome({ now }: { now: OverJson<VerificationView> | null }) {
  if (!now) return <span className="text-ink-soft">not yet</span>;
  if (now.status === "computing") return <>{now.stage ?? "in the queue"}</>;
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
          , <RelativeDate date={new Date(now.computedAt)} />
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
