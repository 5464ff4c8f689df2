import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { labelStanding, labelStandings } from "@/lib/circuit-format/label-standing";
import { writeUpSchema } from "@/lib/findings/write-up/write-up";
import { instantSchema } from "@/lib/instant";
import { labelProgramViewSchema } from "@/lib/label-programs/score/view";
import { blindEstimateSchema } from "./checks/estimate";
import { continuationEstimateSchema } from "./checks/estimate-continuations";
import { intrudersSchema } from "./intruders/estimate-intruders";
import { labelEvidence, labelSide } from "./label-schemas";
import { labelSources, voteReasons } from "./label-words";
import { pinpointEstimateSchema } from "./pinpointing/estimate-pinpointing";
import { crowdEstimateSchema } from "./raters/estimate-schema";

/** What pages and routes show of labels. Schemas alone, so that the browser's code may import them. */

export const labelStates = ["unlabelled", ...labelStandings] as const;
export type LabelStateName = (typeof labelStates)[number];

const authorSchema = z
  .object({ handle: z.string(), name: z.string().nullable() })
  .nullable()
  .describe("Null where the account is gone.");

export const ownVoteSchema = z.object({
  value: z.union([z.literal(1), z.literal(-1)]),
  reason: z.enum(voteReasons).nullable(),
  words: z.string().nullable(),
  counts: z.boolean().describe("Whether the proposal still says what it said then."),
});

export const labelViewSchema = z
  .object({
    id: z.uuid(),
    text: z.string(),
    rationale: z.string().describe("Markdown."),
    writeUp: writeUpSchema.describe("The rationale as elements, as a page prints them."),
    evidence: labelEvidence,
    program: labelProgramViewSchema.nullable().describe("The same as a program, where it has one."),
    author: authorSchema,
    source: z.enum(labelSources).describe("What kind of author it has."),
    revision: z.number(),
    wording: z.number().describe("Which wording votes are for."),
    votesFor: z.number(),
    votesAgainst: z.number(),
    against: z
      .array(z.object({ reason: z.enum(voteReasons), votes: z.number() }))
      .describe("Why people are against it, the most first."),
    blind: blindEstimateSchema
      .nullable()
      .describe("What people answered who knew its present wording and nothing else: where it fires."),
    continuations: continuationEstimateSchema.nullable().describe("The same of what it raises."),
    pinpointed: pinpointEstimateSchema
      .nullable()
      .describe(
        "At which token of a text it fires most, as people answered by its present wording. It decides nothing.",
      ),
    crowd: crowdEstimateSchema
      .nullable()
      .describe(
        "Where it fires, with people's own error rates reckoned with: text by text what the label says of it. It decides nothing.",
      ),
    byPrograms: z
      .object({
        blind: blindEstimateSchema.nullable(),
        continuations: continuationEstimateSchema.nullable(),
        pinpointed: pinpointEstimateSchema.nullable(),
      })
      .nullable()
      .describe("What programs answered, by keys; it decides nothing. A rater is who the keys belong to."),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    isMine: z.boolean(),
    ownVote: ownVoteSchema.nullable(),
  })
  .meta({ id: "Label" });
export type LabelView = z.infer<typeof labelViewSchema>;

export const labelledSideSchema = z.object({
  side: labelSide,
  state: z.enum(labelStates),
  reason: z.string().describe("Why it is in this state."),
  missing: z.string().describe("What would bring it to the next."),
  leaderId: z.uuid().nullable().describe("The proposal that leads."),
  version: z.number().describe("Counts every change of the side."),
  proposals: z.array(labelViewSchema).describe("By the stated rule, what leads first; at most 10."),
  count: z.number().describe("How many stand."),
  withdrawn: z
    .array(z.object({ id: z.uuid(), text: z.string() }))
    .describe("What the reader took back, which can be made again."),
  intruders: intrudersSchema.nullable().describe("Null before the first hand, and of the output side."),
});
export type LabelledSide = z.infer<typeof labelledSideSchema>;

export const featureLabelsSchema = z
  .object({ input: labelledSideSchema, output: labelledSideSchema })
  .meta({ id: "FeatureLabels" });
export type FeatureLabels = z.infer<typeof featureLabelsSchema>;

/** A label on its author's page. */
export const personsLabelSchema = z.object({
  id: z.uuid(),
  text: z.string(),
  side: labelSide,
  state: labelStanding.nullable().describe("Of its feature's side; null where another label leads there."),
  votesFor: z.number(),
  votesAgainst: z.number(),
  createdAt: instantSchema,
  feature: z.object({
    kind: z.enum(dictionaryKinds),
    layer: z.number(),
    index: z.number(),
    path: z.string().describe("Of its page."),
  }),
});
export type PersonsLabel = z.output<typeof personsLabelSchema>;

export const proposedLabelSchema = z.object({ id: z.uuid() });
export const revisedLabelSchema = z.object({ revision: z.number() });

export const labelHistorySchema = z
  .object({
    id: z.uuid(),
    author: authorSchema,
    withdrawnAt: instantSchema.nullable(),
    isMine: z.boolean(),
    revision: z.number().describe("The latest."),
    revisions: z
      .array(
        z.object({
          number: z.number(),
          ancestor: z.number().nullable().describe("The revision it was made from."),
          wording: z.number(),
          text: z.string(),
          words: z
            .array(z.object({ text: z.string(), is: z.enum(["same", "added", "removed"]) }))
            .describe("Its words beside those of the revision before."),
          rationale: z.string(),
          rationaleChanged: z.boolean(),
          program: z.string().nullable(),
          programChanged: z.boolean(),
          createdAt: instantSchema,
        }),
      )
      .describe("The latest first."),
  })
  .meta({ id: "LabelHistory" });
export type LabelHistory = z.infer<typeof labelHistorySchema>;
