import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { ablations } from "@/lib/evidence-format/evaluation";
import { nameSchema } from "@/lib/family-format/counterfactual-rule";
import { familyLimits } from "@/lib/family-format/limits";
import { allLayers, eachHead, eachLayer } from "./places";

const count = z.int().min(0).max(1_000_000_000);

/** What interventions are, at layers and heads of some form: as they are written, or as one model has them. */
function interventionOf<Layer extends z.ZodType, Splice extends z.ZodType, Head extends z.ZodType>(
  layer: Layer,
  spliced: Splice,
  head: Head,
) {
  const kind = z.enum(dictionaryKinds);
  const roles = z
    .array(nameSchema)
    .min(1, "there is no role")
    .max(familyLimits.maxRoles)
    .refine((named) => new Set(named).size === named.length, "a role stands twice");
  const what = z.discriminatedUnion(
    "part",
    [
      z.strictObject({ part: z.literal("feature"), kind, layer: count, index: count }),
      z.strictObject({ part: z.literal("error"), kind, layer }),
      z.strictObject({ part: z.literal("head"), layer, head }),
      z.strictObject({ part: z.literal("site"), kind, layer }),
    ],
    { error: 'it is of a part: "feature", "error", "head" or "site"' },
  );
  return z.discriminatedUnion(
    "do",
    [
      /** Brings a part to a value at some roles. */
      z.strictObject({ do: z.literal("ablate"), what, to: z.enum(ablations), roles }),
      /** Puts one head's query, key or value of the counterfactual in its place. */
      z.strictObject({ do: z.literal("patch"), part: z.enum(["q", "k", "v"]), layer, head: count, roles }),
      /** Puts dictionaries' reconstructions in their sites' place; `roles` null for every position. */
      z.strictObject({
        ...{ do: z.literal("splice"), kind: z.enum([...dictionaryKinds, "all"]), layer: spliced },
        ...{ keepError: z.boolean(), roles: roles.nullable() },
      }),
    ],
    { error: 'what it does is "ablate", "patch" or "splice"' },
  );
}

const writtenLayer = z.union([count, z.enum([allLayers, eachLayer])], {
  error: `a layer is a whole number from 0, "${allLayers}" or "${eachLayer}"`,
});

const writtenHead = z.union([count, z.literal(eachHead)], {
  error: `a head is a whole number from 0, or "${eachHead}"`,
});

export const writtenInterventionSchema = interventionOf(writtenLayer, writtenLayer, writtenHead);
export type WrittenIntervention = z.infer<typeof writtenInterventionSchema>;

/** As one model has it: what `interveneOnPrompts` takes. */
export const interventionSchema = interventionOf(count, z.union([count, z.literal(allLayers)]), count);
export type LayeredIntervention = z.infer<typeof interventionSchema>;
