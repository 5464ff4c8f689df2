import type { OutcomeView } from "@/lib/bounty-judging/view";

/** How far judges agree, criterion by criterion, and what that is. */
export function AgreementWords({ agreement }: { agreement: OutcomeView["agreement"] }) {
  if (agreement.every(({ entries }) => entries === 0)) return null;
  return (
    <p className="mt-2 max-w-prose break-words text-ink-soft text-m">
      How far judges agree, by what they gave before they saw each other{"’"}s:{" "}
      {agreement.map(({ criterion, alpha }, at) => (
        <span key={criterion}>
          {at > 0 && "; "}
          <bdi>{criterion}</bdi>{" "}
          <span className="num">
            {alpha === null ? "not known, for all gave the same" : alpha.toFixed(2).replace("-", "−")}
          </span>
        </span>
      ))}
      . It is Krippendorff{"’"}s alpha for intervals: 1 is full agreement, 0 is chance, below 0 is less than
      chance. It says nothing of whether they are right.
    </p>
  );
}
