import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { grantedScopes } from "./key-scopes";

/** How long a key may last, in days. */
export const keyDays = [7, 30, 90, 365] as const;

export const createApiKeySchema = z.object({
  name: storableText
    .trim()
    .min(1, "Name it after where it will be used.")
    .max(80, "Use at most 80 characters."),
  scopes: z
    .array(z.enum(grantedScopes))
    .max(grantedScopes.length)
    .default([])
    .describe("What it may do beside reading."),
  days: z
    .union(keyDays.map((days) => z.literal(days)))
    .nullable()
    .describe("How many days it lasts; null until it is revoked."),
});
