import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { featureQuery } from "@/lib/features/feature-query";
import {
  maxAdded,
  maxGoalLength,
  maxGuidelinesLength,
  maxOverlap,
  maxTitleLength,
  maxUses,
  projectRoles,
} from "./project-words";

/** What comes from outside of projects. */

export const projectContent = z.object({
  title: storableText
    .trim()
    .min(3, "Give the project a title of at least 3 characters.")
    .max(maxTitleLength, `Use at most ${maxTitleLength} characters.`),
  goal: storableText
    .trim()
    .max(maxGoalLength, `Use at most ${maxGoalLength} characters.`)
    .describe("What is to be reached, in a sentence."),
  guidelines: storableText
    .max(maxGuidelinesLength, `Use at most ${maxGuidelinesLength.toLocaleString("en")} characters.`)
    .describe("Markdown, shown beside each task."),
  overlap: z
    .number()
    .int()
    .min(1, "At least one person judges each feature.")
    .max(maxOverlap, `At most ${maxOverlap} people judge each feature.`)
    .describe("How many people are to judge each feature."),
  isOpen: z.boolean().describe("Whether anybody may join; else by invitation."),
});
export type ProjectContent = z.infer<typeof projectContent>;

const addressLine = storableText.trim().min(1).max(400);

/** Which features come into a project. */
export const wantedFeatures = z.discriminatedUnion("from", [
  z.object({
    from: z.literal("list"),
    model: storableText
      .max(100)
      .optional()
      .describe("Of which model they are, where their ids do not say it."),
    features: z
      .array(addressLine)
      .min(1, "Name at least one feature.")
      .max(maxAdded, `Name at most ${maxAdded.toLocaleString("en")} at once.`)
      .describe("Ids or addresses, as `attn.3.697` or `/features/storybook-4l/attn/3/697`.")
      .meta({ examples: [["attn.3.697"]] }),
  }),
  z.object({
    from: z.literal("search"),
    search: featureQuery,
    most: z.number().int().min(1).max(maxAdded).describe("Of those found, the first so many."),
  }),
  z.object({
    from: z.literal("circuit"),
    circuitId: z.uuid("Give a circuit's id, as its address has it."),
  }),
]);
export type WantedFeatures = z.output<typeof wantedFeatures>;

export const newInvitation = z.object({
  role: z.enum(projectRoles).default("member"),
  handle: storableText
    .trim()
    .min(2)
    .max(40)
    .optional()
    .describe("Whom it is for. Left out, whoever has its secret may join."),
  uses: z
    .number()
    .int()
    .min(1)
    .max(maxUses, `A secret lets in ${maxUses} people at most.`)
    .default(1)
    .describe("How many its secret lets in."),
});
export type NewInvitation = z.output<typeof newInvitation>;

export const joining = z.object({
  secret: storableText.max(100).optional().describe("Of an invitation, where the project is not open."),
});

export const memberChange = z.object({ role: z.enum(projectRoles) });
