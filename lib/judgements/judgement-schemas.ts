import { z } from "zod";
import { featureFamilies, maxGrade } from "./judgement-words";

const grade = z.number().int().min(0).max(maxGrade);

/** What comes from outside of a judgement, and what its first one is kept as. */
export const judgementContent = z.object({
  interpretable: grade.describe("0, no idea what it does, to 4, one could say where it fires."),
  family: z.enum(featureFamilies),
  hasOneMeaning: z.boolean().describe("False where it has several that have nothing to do with each other."),
  confidence: grade.describe("Of all of this: 0, guessing, to 4, certain."),
});

/** Of what undoes a sitting of the queue (lib/label-queue/revert-sitting.ts), which one. */
const undoes = z.uuid();

/** What the log has of each: what was said, or that all of it was taken back. */
export const judgementEvent = z.union([
  judgementContent.extend({ undoes: undoes.optional() }),
  z.strictObject({ undoes }),
]);
export type JudgementEvent = z.infer<typeof judgementEvent>;
