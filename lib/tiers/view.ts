import { z } from "zod";
import { tiers } from "@/lib/evidence-format/tier";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of how far a finding's circuit is shown. Schemas alone, so that the browser's code may import them. */

const evaluationSchema = z.object({
  id: z.uuid(),
  prompts: z.int(),
  family: z.object({ id: z.uuid(), version: z.int(), title: z.string() }),
});

export type NamedEvaluation = z.infer<typeof evaluationSchema>;

const stepSchema = z.object({
  tier: z.enum(tiers),
  holds: z.boolean(),
  isKnown: z
    .boolean()
    .describe("Whether anything was done that tells of it. What is not known does not hold."),
  missing: z.array(z.string()).describe("Sentences, empty where it holds."),
  evaluation: evaluationSchema
    .nullable()
    .describe("The evaluation that lacks least for it; null where none tells of it."),
});
export type FindingTierStep = z.infer<typeof stepSchema>;

const authorSchema = z.object({ handle: z.string(), name: z.string().nullable() });

const linkedSchema = z.object({
  all: z.int().describe("How many there are."),
  first: z
    .array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        author: authorSchema,
      }),
    )
    .describe("The first of them, by when they were published."),
});

export const findingTierSchema = z
  .object({
    tier: z
      .enum(tiers)
      .nullable()
      .describe("The highest that holds with all before it; null where not even the first does."),
    steps: z.array(stepSchema).describe("Each tier, in their order, each asking for all before it."),
    verification: z
      .object({ passed: z.boolean(), at: instantSchema })
      .nullable()
      .describe("The last that came to an end."),
    check: z
      .object({
        at: instantSchema,
        features: z.int().describe("How many were ablated."),
        correlationFrom: z
          .number()
          .nullable()
          .describe(
            "Where the 95% interval of the correlation of predicted and measured effects begins; null where there are too few.",
          ),
        disagreement: z
          .number()
          .nullable()
          .describe("What was measured otherwise than predicted, over what was measured."),
      })
      .nullable()
      .describe("The causal check without frozen attention and LayerNorm."),
    evaluations: z
      .object({
        all: z.int().describe("Evaluations of the circuit that are done, over families that everybody sees."),
        unread: z.int().describe("Of those, not read for this yet: of an earlier release."),
      })
      .describe("What is over a private family counts for nobody."),
    foundAgain: z
      .array(
        z.object({
          ...{ id: z.uuid(), title: z.string(), author: authorSchema },
          isOtherText: z.boolean(),
          isOtherDictionaries: z.boolean(),
          likeness: z.number().describe("Of the two circuits, 0 to 1."),
        }),
      )
      .nullable()
      .describe(
        "Findings of others, published later, that found the same circuit again by rule, with another text or other dictionaries; the most alike first. Null where nothing was looked for, since a tier before is not reached, or where it cannot be told at present.",
      ),
    replications: z
      .object({ foundAgain: linkedSchema, notFoundAgain: linkedSchema })
      .describe(
        "What others published as forks of the finding that are tagged as replications, in their own words, which move no tier. One tagged as a null result did not find it again.",
      ),
  })
  .meta({ id: "FindingTier" });
export type FindingTier = z.infer<typeof findingTierSchema>;
export type LinkedReplications = FindingTier["replications"]["foundAgain"];
