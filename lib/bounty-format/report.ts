import { z } from "zod";
import { hashSchema } from "@/lib/finding-format/hash-schema";

/** What came of an entry by the rules of a bounty, a JSON document (docs/formats.md). */
export const reportFormat = "circuit-commons/eligibility@1";

/** `waiting` and `unknown` are those of the facts: what is not known is never passed. */
export const outcomes = ["passed", "failed", "waiting", "unknown"] as const;
export type Outcome = (typeof outcomes)[number];

/** How many node ids a rule names, the most telling first. */
export const maxNamedNodes = 20;

export const ruleReportSchema = z.strictObject({
  kind: z.string(),
  version: z.number().int(),
  /** What it asks for, in plain words and exactly. */
  words: z.string(),
  definition: z.string(),
  outcome: z.enum(outcomes),
  /** What was found, in a sentence. */
  says: z.string(),
  /** What to change; null where it passed. */
  change: z.string().nullable(),
  evidence: z.strictObject({
    numbers: z.record(z.string(), z.number()),
    nodes: z.array(z.string()).max(maxNamedNodes),
  }),
});
export type RuleReport = z.infer<typeof ruleReportSchema>;

export const reportSchema = z
  .strictObject({
    format: z.literal(reportFormat),
    termsHash: hashSchema,
    contentHash: hashSchema,
    factsHash: hashSchema,
    rules: z.array(ruleReportSchema),
    /** True where all passed, false where one failed, null while neither is known. */
    eligible: z.boolean().nullable(),
  })
  .meta({ id: "EligibilityReport" });
export type EligibilityReport = z.infer<typeof reportSchema>;
