import type { EligibilityReport, Outcome } from "@/lib/bounty-format/report";

const outcomeWords: Record<Outcome, string> = {
  passed: "passed",
  failed: "failed",
  waiting: "is being computed",
  unknown: "not known",
};

/** What each rule found of an entry: first what is to be changed. */
export function EntryReport({ report }: { report: EligibilityReport }) {
  const order: readonly Outcome[] = ["failed", "unknown", "waiting", "passed"];
  const rules = report.rules.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return (
    <ul className="max-w-prose text-m">
      {rules.map(({ kind, version, words, definition, outcome, says, change, evidence }) => (
        <li key={`${kind}.${version}.${words}`} className="rule-row">
          <span className={`font-semibold ${outcome === "failed" ? "text-danger" : ""}`}>
            {outcomeWords[outcome]}
          </span>
          : {words}
          <p>
            <bdi>{says}</bdi>
          </p>
          {change && (
            <p>
              <span className="font-semibold">What to do:</span> {change}
            </p>
          )}
          <details className="text-ink-soft text-s">
            <summary>Definition and evidence</summary>
            <p>{definition}</p>
            {Object.entries(evidence.numbers).map(([name, value]) => (
              <p key={name} className="num">
                {name}: {value}
              </p>
            ))}
            {evidence.nodes.length > 0 && <p className="num">{evidence.nodes.join(", ")}</p>}
          </details>
        </li>
      ))}
    </ul>
  );
}
