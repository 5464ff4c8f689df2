import { z } from "zod";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of an account. Schemas alone, so that the browser's code may import them. */

export const sessionViewSchema = z
  .object({
    id: z.uuid(),
    userAgent: z.string().nullable(),
    createdAt: instantSchema,
    seenAt: instantSchema,
    current: z.boolean().describe("Whether it is the one that asks."),
  })
  .meta({ id: "Session" });
export type SessionView = z.infer<typeof sessionViewSchema>;

export const createdAccountSchema = z.object({ handle: z.string() });
export const profileSchema = z.object({ name: z.string().nullable() });
export const changedPasswordSchema = z.object({
  endedSessions: z.number().describe("How many other sessions ended by it."),
});
export const claimedInvitationSchema = z.object({ role: z.string() });
