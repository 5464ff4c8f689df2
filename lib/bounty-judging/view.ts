import { z } from "zod";
import { standings } from "@/lib/bounties/bounty-words";
import { outcomes } from "@/lib/bounty-format/report";
import { hashSchema } from "@/lib/finding-format/hash-schema";
import { instantSchema } from "@/lib/instant";
import { agreementSchema, rankedSchema, resultKinds, unrankedSchema, winnerSchema } from "./result";

/** What pages and routes show of judging and of what came of it. Schemas alone. */

export const assignmentStandings = ["waiting", "scored", "conflict"] as const;

export const judgingSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    standing: z.enum(standings),
    leads: z.boolean().describe("Whether the reader leads the bounty."),
    judges: z
      .array(
        z.object({
          handle: z.string(),
          isExcused: z.boolean(),
          given: z.number().int(),
          scored: z.number().int(),
        }),
      )
      .describe("What was given to each, and how much of it they scored."),
    progress: z.object({
      judged: z.number().int().describe("Entries that are judged: eligible and not set aside."),
      unsettled: z.number().int().describe("Entries of which it is still computed what the rules say."),
      waiting: z.number().int().describe("Scores that are waited for."),
      unscored: z.number().int().describe("Judged entries that nobody has scored."),
    }),
    hasEntered: z
      .boolean()
      .describe("Whether the reader judges and has entered too: then nothing is given to them."),
    own: z
      .array(
        z.object({
          entry: z.uuid(),
          title: z.string().nullable(),
          commitment: hashSchema,
          standing: z.enum(assignmentStandings),
          points: z.array(z.number().int()),
        }),
      )
      .describe("What was given to the reader, in an order that is theirs alone."),
    discussion: z
      .object({
        scores: z.array(
          z.object({
            entry: z.uuid(),
            title: z.string().nullable(),
            scores: z.array(z.object({ judge: z.string(), points: z.array(z.number().int()) })),
          }),
        ),
        agreement: z.array(agreementSchema),
        remarks: z.array(z.object({ id: z.uuid(), author: z.string(), at: instantSchema, body: z.string() })),
      })
      .nullable()
      .describe("Null until all have scored, the reader too."),
    result: z.number().int().describe("The newest result, 0 where there is none."),
  })
  .meta({ id: "BountyJudging" });
export type JudgingView = z.infer<typeof judgingSchema>;

const scoreSchema = z.object({ points: z.number().int(), reason: z.string() });

export const entryScoresSchema = z
  .object({
    own: z
      .object({ standing: z.enum(assignmentStandings), scores: z.array(scoreSchema), conflict: z.string() })
      .nullable()
      .describe("What was given to the reader to score; null where it was not."),
    all: z
      .array(z.object({ judge: z.string(), scores: z.array(scoreSchema) }))
      .nullable()
      .describe("What every judge gave; null before the ranking, but for who talks about it."),
    traced: z
      .object({
        circuits: z.number().int().describe("Targets of these texts; each once, at whatever threshold."),
        texts: z.number().int(),
        sameTarget: z
          .number()
          .int()
          .describe("Of the circuits those of the entered target's feature or token."),
      })
      .nullable()
      .describe(
        "How many circuits who entered had begun by then on texts of the same pattern: of as many tokens, half or more of them the same. For who judges the entry or talks about it, and null for others.",
      ),
    asideFor: z.string().nullable().describe("Why it does not rank, where that was ruled."),
    mayBeRuled: z.boolean().describe("Whether the reader leads the bounty, and may rule about it now."),
  })
  .meta({ id: "EntryScores" });
export type EntryScoresView = z.infer<typeof entryScoresSchema>;

export const listedResultSchema = z.object({
  number: z.number().int(),
  kind: z.enum(resultKinds),
  at: instantSchema,
  by: z.string(),
  hash: hashSchema.describe("SHA-256 of the document as canonical JSON."),
  words: z.string(),
});
export type ListedResult = z.infer<typeof listedResultSchema>;

const titled = { title: z.string().nullable().describe("Null where its finding was deleted since.") };

export const appealViewSchema = z.object({
  entry: z.uuid(),
  ...titled,
  author: z.string(),
  at: instantSchema,
  body: z.string(),
  answer: z.object({ by: z.string(), at: instantSchema, body: z.string() }).nullable(),
});
export type AppealView = z.infer<typeof appealViewSchema>;

export const offerViewSchema = z.object({
  entry: z.uuid(),
  ...titled,
  place: z.number().int().nullable().describe("The same of all who are to share it."),
  offeredAt: instantSchema,
  until: instantSchema.describe("The first moment that is too late."),
  standing: z.enum(["waiting", "accepted", "declined", "lapsed"]),
  isOwn: z.boolean().describe("Whether the reader answers it."),
});
export type OfferView = z.infer<typeof offerViewSchema>;

export const outcomeSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    standing: z.enum(standings),
    leads: z.boolean(),
    currency: z.string().nullable(),
    places: z.number().int().describe("For how many places something is promised."),
    results: z.array(listedResultSchema).describe("The first first; each stays as it was."),
    rubric: z.array(z.object({ name: z.string(), weight: z.number().int() })),
    tieRule: z.string(),
    agreement: z.array(agreementSchema),
    ranked: z.array(rankedSchema.omit({ scores: true }).extend({ ...titled, judges: z.number().int() })),
    nextPlace: z.number().int().nullable().describe("Where the next page of ranked entries begins."),
    unranked: z.array(
      unrankedSchema.extend({
        ...titled,
        rules: z
          .array(z.object({ kind: z.string(), outcome: z.enum(outcomes) }))
          .describe("Which rules it did not pass, in the bounty's order; none of one that is eligible."),
      }),
    ),
    winners: z.array(winnerSchema.extend(titled)),
    appealsUntil: instantSchema.nullable().describe("The first moment that is too late to appeal."),
    appeals: z.array(appealViewSchema),
    rulings: z.array(
      z.object({
        entry: z.uuid(),
        ...titled,
        at: instantSchema,
        by: z.string(),
        isAside: z.boolean(),
        reason: z.string(),
      }),
    ),
    offers: z.array(offerViewSchema),
    own: z
      .array(z.object({ entry: z.uuid(), ...titled, mayAppeal: z.boolean() }))
      .describe("Entries that the reader is of the team of."),
  })
  .meta({ id: "BountyOutcome" });
export type OutcomeView = z.infer<typeof outcomeSchema>;

export const madeResultSchema = z.object({ number: z.number().int() });
export const madeRemarkSchema = z.object({ id: z.uuid() });
