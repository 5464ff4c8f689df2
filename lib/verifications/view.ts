import { z } from "zod";
import { computationSchema } from "@/lib/computations/computation-view";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of a verification. Schemas alone, so that the browser's code may import them. */

export const verificationViewSchema = computationSchema.extend({
  id: z.uuid(),
  passed: z.boolean().nullable(),
  largestDifference: z.number().nullable(),
  differences: z.array(z.string()),
  computedBy: z.string().nullable(),
  computedAt: instantSchema.nullable(),
});
export type VerificationView = z.infer<typeof verificationViewSchema>;

/** A verification as one viewer sees it. */
export const ownVerificationViewSchema = verificationViewSchema
  .extend({ canCancel: z.boolean().describe("Whether the viewer may stop it.") })
  .meta({ id: "Verification" });
export type OwnVerificationView = z.infer<typeof ownVerificationViewSchema>;
