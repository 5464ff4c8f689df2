import { z } from "zod";
import { crossingShare, structureOf } from "@/lib/circuits/circuit-structure";
import { counted, defineRule, judged, percent } from "../rule";

export const attentionLayers = defineRule({
  ...{ kind: "attention-layers", version: 1 },
  params: z.strictObject({ atLeast: z.number().int().min(1).max(1_000) }),
  words: ({ atLeast }) =>
    `Its influence crosses ${counted(atLeast, "attention layer")} or more, that of an attention feature as target included.`,
  definition: `The most attention features in a row on paths from the text to the target, the target included, that together bring ${percent(crossingShare)} of the target's influence; a path brings the product of the shares of its contributions (lib/circuits/circuit-structure.ts, \`crosses\`).`,
  check: ({ atLeast }, { circuit }) => {
    const { crosses } = structureOf(circuit, circuit.spec.target);
    return judged(crosses >= atLeast, {
      says: `It crosses ${counted(crosses, "attention layer")}.`,
      change:
        "Choose a target that is computed over more attention layers, or a lower threshold, by which more of the way is traced.",
      numbers: { crosses },
    });
  },
});
