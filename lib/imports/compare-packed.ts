import { z } from "zod";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { compareCircuits } from "@/lib/circuit-format/compare-circuits";
import { unpackDocument } from "@/lib/documents/packed-document";

export const comparisonSchema = z.object({
  agrees: z.boolean(),
  /** Of the numbers that both have, as a part of 1 + the number. */
  largestDifference: z.number(),
  differenceCount: z.number(),
  /** The first of them. */
  places: z.array(z.string()),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export interface ComparedGraphs {
  imported: Uint8Array;
  computed: Uint8Array;
}

/** How an imported circuit differs from the site's own of the same question, both packed. It runs on a thread. */
export function comparePacked(packed: ComparedGraphs): Comparison {
  const imported = circuitSchema.parse(unpackDocument(packed.imported));
  const computed = circuitSchema.parse(unpackDocument(packed.computed));
  // They answer the same question, whatever order and names its dictionary sets have in the file.
  const result = compareCircuits({ ...imported, spec: computed.spec }, computed);
  return {
    agrees: result.matches,
    largestDifference: result.largestDifference,
    differenceCount: result.differenceCount,
    places: result.differences.map(
      ({ where: place, what, stored, recomputed }) =>
        `${place}: ${what} is ${stored ?? "absent"} in the file and ${recomputed ?? "absent"} here`,
    ),
  };
}
