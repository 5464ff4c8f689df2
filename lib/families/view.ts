import { z } from "zod";
import { familySchema } from "@/lib/family-format/family";
import { hashSchema } from "@/lib/finding-format/hash-schema";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of families. Schemas alone, so that the browser's code may import them. */

export const listedFamilySchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    prompts: z.number().int().describe("How many prompts it makes."),
    latest: z.number().int().describe("The number of its latest version, of which all this is."),
    hash: hashSchema.describe("SHA-256 of the family as canonical JSON (RFC 8785)."),
    isPublic: z.boolean(),
    owner: z.object({ handle: z.string(), name: z.string().nullable() }),
    updatedAt: instantSchema,
  })
  .meta({ id: "ListedFamily" });
export type ListedFamily = z.infer<typeof listedFamilySchema>;

export const familyViewSchema = listedFamilySchema
  .extend({
    version: z.number().int().describe("The version that `family`, `hash`, `prompts` and `heldOut` are of."),
    createdAt: instantSchema.describe("When this version was made."),
    heldOut: z.number().int().describe("How many of its prompts are held out."),
    isMine: z.boolean(),
    forkedFrom: z
      .object({ id: z.uuid(), version: z.number().int(), title: z.string() })
      .nullable()
      .describe("What it began as, where whoever asks may see that."),
    family: familySchema,
  })
  .meta({ id: "FamilyOfPrompts" });
export type FamilyView = z.infer<typeof familyViewSchema>;

export const familyVersionSchema = z
  .object({
    ...{ number: z.number().int(), hash: hashSchema, prompts: z.number().int(), heldOut: z.number().int() },
    createdAt: instantSchema,
  })
  .meta({ id: "FamilyVersion" });
export type FamilyVersionView = z.infer<typeof familyVersionSchema>;

export const madeFamilySchema = z.object({
  id: z.uuid(),
  version: z.number().int(),
  hash: hashSchema,
  url: z.string().describe("Its page."),
});
export type MadeFamily = z.infer<typeof madeFamilySchema>;

export const familyReportSchema = z
  .object({
    prompts: z.number().int(),
    heldOut: z.number().int(),
    tokens: z.object({ least: z.number().int(), most: z.number().int() }),
    withCounterfactual: z.number().int(),
    fewer: z
      .array(z.object({ template: z.string(), draws: z.number().int(), prompts: z.number().int() }))
      .describe("Templates whose words make fewer different prompts than are drawn."),
    faults: z
      .array(z.object({ says: z.string(), prompts: z.number().int(), first: z.number().int() }))
      .describe("What is wrong with how many of its prompts, and the number of the first, from 1."),
  })
  .meta({ id: "FamilyReport" });
