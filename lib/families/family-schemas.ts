import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { familyLimits } from "@/lib/family-format/limits";

/** What members make families of. Schemas alone, so that forms may read them. */

/** Of one member. */
export const maxFamilies = 500;
/** Of one family. */
export const maxVersions = 200;
/** The largest body with a family's file in it, however JSON writes it. */
export const familyBodyBytes = 3 * familyLimits.maxFileBytes;

const source = storableText
  .min(1, "Write the family, or choose its file.")
  .max(familyLimits.maxFileBytes, `Use at most ${familyLimits.maxFileBytes.toLocaleString("en")} characters.`)
  .describe(
    "A family's file: circuit-commons/family@1 as JSON, or prompts, a JSON object a line (docs/formats.md).",
  );

export const newFamilySchema = z.object({
  source,
  title: storableText
    .trim()
    .max(familyLimits.maxTitleLength)
    .optional()
    .describe("What prompts that come as lines are called."),
  isPublic: z.boolean().describe("Whether everybody sees it; else its owner alone."),
  forkOf: z
    .object({ id: z.uuid(), version: z.number().int().min(1).max(1e9) })
    .nullable()
    .default(null)
    .describe("The version that it began as."),
});
export type NewFamily = z.output<typeof newFamilySchema>;

export const newVersionSchema = z.object({
  source,
  after: z
    .number()
    .int()
    .min(1)
    .max(1e9)
    .describe(
      "The latest version that its author knows: where there is another by now, this one is refused.",
    ),
});
export type NewVersion = z.output<typeof newVersionSchema>;

export const familyChangeSchema = z.object({ isPublic: z.boolean() });

export const versionParams = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1).max(1e9),
});

/** How a family's prompts are drawn, where it is not as the family itself says. */
export const expansionQuery = z.object({
  rule: storableText.max(60).optional().describe("The rule by which counterfactuals are made."),
  seed: z.coerce.number().int().min(0).max(0xffffffff).optional(),
});
