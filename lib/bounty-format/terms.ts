import { z } from "zod";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { type Criterion, criterionSchema } from "./criterion";
import { refuseUnsound } from "./unsound";

/** `circuit-commons/bounty@1`: what entries are judged by, frozen with the first of them (docs/formats.md). */
export const termsFormat = "circuit-commons/bounty@1";

/** A rule by name and version, and beside them what it asks for: lib/bounty-rules says what each may say. */
export const ruleTermsSchema = z.looseObject({
  kind: z.string().regex(/^[a-z][a-z-]{0,39}$/, "must be the name of a rule"),
  version: z.number().int().min(1).max(1_000),
});
export type RuleTerms = z.infer<typeof ruleTermsSchema>;

export const maxRules = 40;
const maxCriteria = 12;

/** Neither dates, since the deadline may be put later, nor the reward, which the ledger has. */
export const termsSchema = z.strictObject({
  format: z.literal(termsFormat),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "must be a name for an address"),
  title: z.string().min(1).max(160),
  /** Markdown. */
  brief: z.string().max(50_000),
  licence: z.string().min(1).max(100),
  /** Whether what was looked for and not found may be entered, and what was found by others before. */
  nullResults: z.boolean(),
  replications: z.boolean(),
  rules: z.array(ruleTermsSchema).max(maxRules),
  rubric: z.array(criterionSchema).min(1).max(maxCriteria),
  /** Commitments that one person makes in 24 hours. */
  maxEntriesADay: z.number().int().min(1).max(1_000),
  maxTeam: z.number().int().min(1).max(200),
});
export type BountyTerms = z.infer<typeof termsSchema>;

/** What judges score by unless a sponsor says otherwise. */
export const usualRubric: readonly Criterion[] = [
  {
    ...{ name: "rigour", weight: 3 },
    description: "What is claimed follows from what was measured, and what speaks against it is said.",
  },
  {
    ...{ name: "insight", weight: 3 },
    description: "One knows something about how the model works that one did not know before.",
  },
  {
    ...{ name: "clarity", weight: 2 },
    description: "A reader who knows the field can follow each step on the graph.",
  },
  {
    ...{ name: "reuse", weight: 2 },
    description: "Others can build on it: labels, other texts, a method, a question that was opened.",
  },
];

/** SHA-256 of the terms as canonical JSON, in hexadecimal. */
export function termsHash(terms: BountyTerms): string {
  return canonicalHash(terms);
}

/**
 * Reads terms from anywhere, whose JSON was weighed before it was parsed. Throws `AppError` "unprocessable" with the place of the first
 * fault. What its rules ask for is read by `readRules` of lib/bounty-rules.
 */
export function readTerms(value: unknown): BountyTerms {
  const parsed = termsSchema.safeParse(value);
  if (!parsed.success) return refuseUnsound(termsFormat, parsed.error);
  return parsed.data;
}
