import { z } from "zod";
import { instantSchema } from "@/lib/instant";
import { keyScopeSchema } from "./key-scopes";

export const apiKeyViewSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    start: z.string().describe("The first characters of the key, to tell it from others."),
    scopes: z.array(keyScopeSchema).describe("What it may do; to read is among it."),
    createdAt: instantSchema,
    usedAt: instantSchema.nullable().describe("When it was used last, to a minute."),
    expiresAt: instantSchema.nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKeyView = z.infer<typeof apiKeyViewSchema>;

export const createdApiKeySchema = z.object({
  key: z.string().describe("The key itself. It is told this once and kept nowhere."),
  made: apiKeyViewSchema,
});
