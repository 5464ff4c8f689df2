import type { EligibilityReport } from "@/lib/bounty-format/report";
import { formatTable } from "../table";

/** A report rule by rule, what to change, and the hashes of what was judged. */
export function reportTable({ rules, ...report }: EligibilityReport): string {
  const rows = rules.map(({ kind, version, outcome, says }) => [`${kind}@${version}`, outcome, says]);
  const changes = rules.flatMap(({ kind, change }) => (change === null ? [] : [`${kind}: ${change}`]));
  return [
    formatTable(["rule", "outcome", "what was found"], rows, []),
    ...(changes.length > 0 ? [`What to change:\n${changes.join("\n")}`] : []),
    `Terms ${report.termsHash}\nContent ${report.contentHash}\nFacts ${report.factsHash}`,
    "",
  ].join("\n\n");
}
