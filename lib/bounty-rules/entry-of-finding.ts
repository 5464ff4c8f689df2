import { type EntryContent, entryContentFormat, entryHash } from "@/lib/bounty-format/entry-content";
import type { JudgedEntry } from "@/lib/bounty-format/entry-file";
import { type NotKnown, nothingKnown } from "@/lib/bounty-format/facts";
import { type BountyTerms, termsHash } from "@/lib/bounty-format/terms";
import { AppError } from "@/lib/errors";
import { checkClaims } from "@/lib/finding-format/check-claims";
import type { FindingFile } from "@/lib/finding-format/finding-file";

/**
 * A finding's file as if it were entered: its verification and causal checks are the word of its site, and what only a site can know is
 * unknown. Throws `AppError` "unprocessable" where the file's hashes do not hold.
 */
export function entryOfFinding(terms: BountyTerms, file: FindingFile): JudgedEntry {
  const broken = checkClaims(file, null).find(({ agrees }) => !agrees);
  if (broken) throw new AppError("unprocessable", broken.says);
  const { finding, version, title, writeUp, tags, arrangement, licence, authors, circuit } = file.content;
  const content: EntryContent = {
    ...{ format: entryContentFormat, finding, revision: version, title, writeUp, tags, arrangement, licence },
    entrants: authors.map(({ handle }) => handle).sort(),
    ...{ circuit, terms: termsHash(terms), nonce: "0".repeat(64) },
  };
  const check = (held: boolean): NotKnown | FindingFile["causalChecks"][number]["result"] =>
    file.causalChecks.find(({ frozen }) => frozen === held)?.result ?? "unknown";
  const facts = {
    ...nothingKnown(entryHash(content)),
    verification: file.verification ?? ("unknown" as const),
    causalChecks: { free: check(false), frozen: check(true) },
  };
  return { content, facts, circuit: file.circuit };
}
