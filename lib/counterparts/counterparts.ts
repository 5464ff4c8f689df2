import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";

/*
 * Counterparts: features of another dictionary set of the model, of the same kind and layer, that write to the residual stream in nearly
 * the direction that a feature of a circuit writes.
 */

/** The least cosine of a counterpart: directions that have nothing to do with each other stay below it. */
export const minCosine = 0.5;
/** Of each feature, the nearest ones. */
export const maxCounterparts = 32;

const count = z.int().nonnegative();

/** Of each feature of a circuit that is compared, in the order of its influence; nearest first, cosines to six digits. */
export const counterpartsSchema = z.array(
  z.object({
    kind: z.enum(dictionaryKinds),
    layer: count,
    index: count,
    others: z.array(z.tuple([count, z.number().min(minCosine).max(1)])).max(maxCounterparts),
  }),
);
export type Counterparts = z.infer<typeof counterpartsSchema>;
