"use client";

import { useQuery } from "@tanstack/react-query";
import { TermLink } from "@/app/_components/term/term-link";
import { causalCheckQuery } from "@/app/_queries/causal-checks";
import { formatCount, formatNumber } from "@/components/ui/format-number";
import { RelativeDate } from "@/components/ui/relative-date";
import { heldWords } from "./held-words";

/** Whether a circuit was tried in the real model, beside whether it was verified: another thing, with a word of its own. */
export function CheckedFact({ circuitId }: { circuitId: string }) {
  const free = useQuery(causalCheckQuery(circuitId, false)).data;
  const frozen = useQuery(causalCheckQuery(circuitId, true)).data;
  const done = [free, frozen].flatMap((check) => (check?.result ? [{ ...check, result: check.result }] : []));
  return (
    <div>
      <dt>
        <TermLink
          to="causally-checked"
          says="Its features were taken out of the real model, one at a time, and what that did to the target compared with what the circuit predicts. Verified is another thing: computed again, and equal."
        >
          causally checked
        </TermLink>
      </dt>
      <dd>
        {done.length === 0 && <span className="text-ink-soft">not yet</span>}
        {done.map(({ id, frozen: isFrozen, result, computedAt }) => (
          <p key={id}>
            {heldWords[isFrozen ? "frozen" : "free"]}, {formatCount(result.points.length)} features
            {result.pearson !== null && `, correlation ${formatNumber(result.pearson)}`}
            {computedAt && (
              <span className="text-ink-soft text-s">
                , <RelativeDate date={computedAt} />
              </span>
            )}
          </p>
        ))}
      </dd>
    </div>
  );
}
