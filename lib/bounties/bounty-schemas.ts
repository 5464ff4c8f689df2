import { z } from "zod";
import { criterionSchema } from "@/lib/bounty-format/criterion";
import { maxRules, ruleTermsSchema, usualRubric } from "@/lib/bounty-format/terms";
import { storableText } from "@/lib/db/storable-text";
import { instantSchema } from "@/lib/instant";
import {
  licences,
  maxAppealDays,
  maxBriefLength,
  maxEntriesADay,
  maxJudges,
  maxPlaces,
  maxPrizeLength,
  maxReasonLength,
  maxReplyDays,
  maxReward,
  maxRewarded,
  maxTeam,
  maxTitleLength,
} from "./bounty-words";
import { isCurrency } from "./money";

/** What comes from outside of bounties. */

/** No text of a rule or criterion is one that the database cannot hold. */
function isStorableDeep(value: unknown): boolean {
  if (typeof value === "string") return storableText.safeParse(value).success;
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, part]) => isStorableDeep(key) && isStorableDeep(part));
}

/** Nothing opened before computers counted seconds, and the year 0 is none that the database has. */
const moment = instantSchema.refine((at) => at.getTime() >= 0, "Give a moment from 1970 on.");

const reward = z
  .object({
    currency: z
      .string()
      .refine(isCurrency, "Give a currency by its three letters, as EUR.")
      .meta({ examples: ["USD"] }),
    places: z
      .array(z.number().int().min(1, "A place's reward is more than nothing.").max(maxReward))
      .min(1)
      .max(maxPlaces, `At most ${maxPlaces} places are rewarded.`)
      .refine((places) => places.reduce((sum, each) => sum + each, 0) <= maxReward, {
        message: "That is more than can be counted exactly.",
        abort: true,
      })
      .describe("In the currency's smallest units, from the first place on.")
      .meta({ examples: [[100_000]] }),
    sharedBy: z
      .array(z.number().int().min(1).max(maxRewarded))
      .max(maxPlaces)
      .default([])
      .describe(
        "How many entries share each place, the first of them by the ranking: those who take it have equal parts, also where they are fewer. Empty where each is one entry's.",
      )
      .meta({ examples: [[1]] }),
  })
  .refine(({ places, sharedBy }) => sharedBy.length === 0 || sharedBy.length === places.length, {
    path: ["sharedBy"],
    message: "Say of each place how many share it, or of none.",
  })
  .refine(({ sharedBy }) => sharedBy.reduce((sum, each) => sum + each, 0) <= maxRewarded, {
    path: ["sharedBy"],
    message: `At most ${maxRewarded} entries are rewarded.`,
  })
  .refine(({ places, sharedBy }) => sharedBy.every((count, at) => count <= (places[at] ?? count)), {
    path: ["sharedBy"],
    message: "A sum that is shared has a smallest unit for each who shares it.",
  })
  .nullable()
  .describe("Null where nothing is promised, or only words.");

export const bountyContent = z
  .object({
    title: storableText
      .trim()
      .min(3, "Give the bounty a title of at least 3 characters.")
      .max(maxTitleLength, `Use at most ${maxTitleLength} characters.`),
    brief: storableText
      .max(maxBriefLength, `Use at most ${maxBriefLength.toLocaleString("en")} characters.`)
      .describe("What is looked for, and why. Markdown."),
    reward,
    prize: storableText
      .trim()
      .max(maxPrizeLength, `Use at most ${maxPrizeLength} characters.`)
      .default("")
      .describe("A prize in words."),
    prizeSharedBy: z
      .array(z.number().int().min(1).max(maxRewarded))
      .max(maxPlaces, `At most ${maxPlaces} places are rewarded.`)
      .default([])
      .describe(
        "Where words alone are promised: how many entries share each place, from the first on. Empty where it is the first entry's alone.",
      )
      .meta({ examples: [[1, 1, 1]] }),
    opensAt: moment,
    closesAt: moment.describe("The first moment that is too late."),
    judges: z
      .array(storableText.trim().toLowerCase().min(2).max(40))
      .max(maxJudges, `At most ${maxJudges} people judge a bounty.`)
      .default([])
      .describe("Handles."),
    licence: z.enum(licences).default("CC-BY-4.0").describe("Under which what is entered becomes public."),
    rules: z
      .array(ruleTermsSchema)
      .max(maxRules, `A bounty has at most ${maxRules} rules.`)
      .refine(isStorableDeep, "These rules hold a character that cannot be stored.")
      .default([])
      .describe("What a machine checks of each entry."),
    rubric: z
      .array(criterionSchema)
      .min(1, "Give judges at least one criterion.")
      .max(12, "Use at most 12 criteria.")
      .refine(isStorableDeep, "These criteria hold a character that cannot be stored.")
      .default([...usualRubric])
      .describe("What judges score by, with how much each weighs."),
    nullResults: z
      .boolean()
      .default(false)
      .describe("Whether what was looked for and not found may be entered."),
    replications: z.boolean().default(false).describe("Whether what others found before may be."),
    maxEntriesADay: z
      .number()
      .int()
      .min(1)
      .max(maxEntriesADay)
      .default(5)
      .describe("Of one person, in 24 hours."),
    maxTeam: z.number().int().min(1).max(maxTeam, `At most ${maxTeam} people enter together.`).default(5),
    appealDays: z.number().int().min(1).max(maxAppealDays).default(7),
    replyDays: z.number().int().min(1).max(maxReplyDays).default(14),
    judgesEach: z
      .number()
      .int()
      .min(1)
      .max(maxJudges)
      .nullable()
      .default(null)
      .describe("How many judges score each entry; null where all do."),
  })
  .refine(({ prizeSharedBy }) => prizeSharedBy.reduce((sum, each) => sum + each, 0) <= maxRewarded, {
    path: ["prizeSharedBy"],
    message: `At most ${maxRewarded} entries are rewarded.`,
  })
  .refine(({ reward, prize, prizeSharedBy }) => prizeSharedBy.length === 0 || (!reward && prize !== ""), {
    path: ["prizeSharedBy"],
    message: "Places are of a prize in words where no sums are promised: of sums, say it of these.",
  })
  .refine(({ opensAt, closesAt }) => closesAt > opensAt, {
    path: ["closesAt"],
    message: "It closes after it opens.",
  });
export type BountyContent = z.output<typeof bountyContent>;

export const bountyParams = z.object({
  slug: storableText
    .min(1)
    .max(60)
    .meta({ examples: ["attention-feature-circuits"] }),
});

export const bountyChange = z.object({
  revision: z.number().int().min(1).describe("The one that you have looked at: no other is changed."),
});

export const postponement = z.object({ closesAt: instantSchema });

export const cancellation = z.object({
  reason: storableText
    .trim()
    .min(3, "Say why, for those who are at work on it.")
    .max(maxReasonLength, `Use at most ${maxReasonLength.toLocaleString("en")} characters.`),
});
