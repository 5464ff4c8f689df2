import { z } from "zod";
import { criterionSchema } from "@/lib/bounty-format/criterion";
import { instantSchema } from "@/lib/instant";
import { eventKinds, standings } from "./bounty-words";

/** What pages and routes show of bounties. Schemas alone, so that the browser's code may import them. */

const personSchema = z.object({ handle: z.string(), name: z.string().nullable() });

export const rewardSchema = z
  .object({
    currency: z.string().describe("ISO 4217."),
    places: z.array(z.number().int()).describe("In the currency's smallest units, from the first place on."),
    sharedBy: z
      .array(z.number().int())
      .describe("How many entries share each place, in equal parts; 1 where it is one entry's."),
  })
  .nullable();
export type Reward = z.infer<typeof rewardSchema>;

export const listedBountySchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    standing: z.enum(standings).describe("By the database's clock."),
    reward: rewardSchema,
    prize: z.string().describe("In words."),
    prizeSharedBy: z
      .array(z.number().int())
      .describe(
        "Where words alone are promised: how many entries share each place. Of sums, `reward` says it.",
      ),
    opensAt: instantSchema,
    closesAt: instantSchema.describe("The first moment that is too late."),
    sponsor: personSchema,
  })
  .meta({ id: "ListedBounty" });
export type ListedBounty = z.infer<typeof listedBountySchema>;

export const statedRuleSchema = z.object({
  kind: z.string(),
  version: z.number().int(),
  words: z.string().describe("What it asks for, for the reader."),
  definition: z.string().describe("The same exactly."),
});
export type StatedRuleView = z.infer<typeof statedRuleSchema>;

export const bountyEventSchema = z.object({
  at: instantSchema,
  kind: z.enum(eventKinds),
  actor: z.string().nullable().describe("A handle; null where the site itself did it."),
  data: z.record(z.string(), z.string()),
});
export type BountyEventView = z.infer<typeof bountyEventSchema>;

export const bountyViewSchema = listedBountySchema
  .extend({
    id: z.uuid(),
    brief: z.string().describe("Markdown."),
    judges: z.array(personSchema),
    licence: z.string(),
    rules: z.array(statedRuleSchema),
    rubric: z.array(criterionSchema),
    nullResults: z.boolean(),
    replications: z.boolean(),
    maxEntriesADay: z.number().int(),
    maxTeam: z.number().int(),
    appealDays: z.number().int(),
    replyDays: z.number().int(),
    judgesEach: z.number().int().nullable().describe("How many judges score each entry; null where all do."),
    termsHash: z.string().describe("SHA-256 of the terms as canonical JSON: what entries are judged by."),
    isFrozen: z
      .boolean()
      .describe("Whether something was entered: then nothing of it changes but a later deadline."),
    revision: z.number().int(),
    cancelled: z.object({ at: instantSchema, reason: z.string() }).nullable(),
    events: z.array(bountyEventSchema).describe("What became of it, the oldest first."),
    isOwn: z.boolean(),
    leads: z
      .boolean()
      .describe("Whether the reader leads it: its sponsor, and of the site's own its administrators."),
    isHidden: z.boolean().describe("Whether moderators hid it: then its sponsor alone sees it."),
    isLocked: z.boolean(),
  })
  .meta({ id: "Bounty" });
export type BountyView = z.infer<typeof bountyViewSchema>;

export const createdBountySchema = z.object({ slug: z.string(), url: z.string() });
