import { z } from "zod";
import { listedFeatureSchema } from "@/lib/features/list-view";
import { instantSchema } from "@/lib/instant";
import { agreementSchema } from "@/lib/judgements/view";
import { projectRoles } from "./project-words";

/** What pages and routes show of projects. Schemas alone, so that the browser's code may import them. */

const personSchema = z.object({ handle: z.string(), name: z.string().nullable() });

export const progressSchema = z.object({
  features: z.number().int(),
  finished: z.number().int().describe("Features that as many people as wanted have judged."),
  judgements: z.number().int().describe("That count, of all features."),
  wanted: z.number().int().describe("How many there are to be in all."),
});
export type ProjectProgress = z.infer<typeof progressSchema>;

export const listedProjectSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    goal: z.string(),
    overlap: z.number().int().describe("How many people are to judge each feature."),
    isOpen: z.boolean(),
    members: z.number().int(),
    progress: progressSchema,
    createdAt: instantSchema,
  })
  .meta({ id: "ListedProject" });
export type ListedProject = z.infer<typeof listedProjectSchema>;

export const projectViewSchema = listedProjectSchema
  .extend({
    id: z.uuid(),
    creator: personSchema,
    guidelines: z.string().describe("Markdown."),
    role: z.enum(projectRoles).nullable().describe("The asker's own; null where they are not in it."),
    isInvited: z.boolean().describe("Whether the asker was invited by name."),
    isHidden: z.boolean().describe("Whether moderators hid it: then its owners alone see it."),
    isLocked: z.boolean().describe("Whether moderators locked it: then nobody changes it."),
  })
  .meta({ id: "Project" });
export type ProjectView = z.infer<typeof projectViewSchema>;

export const createdProjectSchema = z.object({ slug: z.string(), url: z.string() });

export const projectFeatureSchema = listedFeatureSchema
  .pick({ model: true, kind: true, set: true, layer: true, index: true })
  .extend({
    id: z.uuid(),
    name: z.string().nullable(),
    named: z.string().nullable().describe("How the name came to be, as of features."),
    judged: z.number().int().describe("How many judgements of it count here."),
    isWanted: z.boolean().describe("Whether more are wanted."),
  })
  .meta({ id: "ProjectFeature" });
export type ProjectFeatureView = z.infer<typeof projectFeatureSchema>;

export const addedFeaturesSchema = z.object({
  added: z.number().int(),
  there: z.number().int().describe("Those that were in it before."),
});

export const projectMemberSchema = personSchema
  .extend({
    role: z.enum(projectRoles),
    joinedAt: instantSchema,
    judged: z.number().int().describe("How many of their judgements count here."),
  })
  .meta({ id: "ProjectMember" });
export type ProjectMemberView = z.infer<typeof projectMemberSchema>;

export const joinedSchema = z.object({ role: z.enum(projectRoles) });

export const projectInvitationSchema = z
  .object({
    id: z.uuid(),
    role: z.enum(projectRoles),
    invitee: personSchema.nullable().describe("Null of one by a secret."),
    left: z.number().int().describe("How many it still lets in."),
    expiresAt: instantSchema,
  })
  .meta({ id: "ProjectInvitation" });
export type ProjectInvitationView = z.infer<typeof projectInvitationSchema>;

export const madeInvitationSchema = z.object({
  id: z.uuid(),
  secret: z.string().nullable().describe("Told this once; null of one by name."),
});

export const projectAgreementSchema = agreementSchema.meta({ id: "ProjectAgreement" });
