import { entryHash } from "@/lib/bounty-format/entry-content";
import type { JudgedEntry } from "@/lib/bounty-format/entry-file";
import { factsHash } from "@/lib/bounty-format/facts";
import { type EligibilityReport, type RuleReport, reportFormat } from "@/lib/bounty-format/report";
import { type BountyTerms, termsHash } from "@/lib/bounty-format/terms";
import { AppError } from "@/lib/errors";
import { readRules } from "./rules";

/**
 * What comes of an entry by a bounty's rules: by what is frozen alone, so that whoever has it gets the same report, byte for byte. Throws
 * `AppError` "conflict" where the entry was made under other terms or the facts are of another content, and what `readRules` throws.
 */
export function judgeEntry(terms: BountyTerms, entry: JudgedEntry): EligibilityReport {
  const hashes = {
    termsHash: termsHash(terms),
    contentHash: entryHash(entry.content),
    factsHash: factsHash(entry.facts),
  };
  if (entry.content.terms !== hashes.termsHash)
    throw new AppError(
      "conflict",
      `This was entered under terms with the hash ${entry.content.terms}, and these have ${hashes.termsHash}.`,
    );
  if (entry.facts.content !== hashes.contentHash)
    throw new AppError(
      "conflict",
      `These facts are of content with the hash ${entry.facts.content}, and this has ${hashes.contentHash}.`,
    );
  const rules = readRules(terms.rules).map(({ kind, version, words, definition, judge }): RuleReport => {
    return { kind, version, words, definition, ...judge(entry, terms) };
  });
  return { format: reportFormat, ...hashes, rules, eligible: eligibleBy(rules) };
}

function eligibleBy(rules: readonly RuleReport[]): boolean | null {
  if (rules.some(({ outcome }) => outcome === "failed")) return false;
  return rules.every(({ outcome }) => outcome === "passed") ? true : null;
}
