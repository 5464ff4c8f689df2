import { type BountyTerms, readTerms, termsFormat, termsHash } from "@/lib/bounty-format/terms";
import { readRules } from "@/lib/bounty-rules/rules";

interface TermsRow {
  slug: string;
  title: string;
  brief: string;
  licence: string;
  nullResults: boolean;
  replications: boolean;
  rules: unknown;
  rubric: unknown;
  maxEntriesADay: number;
  maxTeam: number;
}

/** What entries of a bounty are judged by, from its row or what its sponsor says. Throws `readTerms`' and `readRules`'. */
export function termsOf(row: TermsRow): BountyTerms {
  const { slug, title, brief, licence, nullResults, replications, rules, rubric, maxEntriesADay, maxTeam } =
    row;
  const said = {
    slug,
    title,
    brief,
    licence,
    nullResults,
    replications,
    rules,
    rubric,
    maxEntriesADay,
    maxTeam,
  };
  const terms = readTerms({ format: termsFormat, ...said });
  readRules(terms.rules);
  return terms;
}

export function hashOfTerms(row: TermsRow): string {
  return termsHash(termsOf(row));
}
