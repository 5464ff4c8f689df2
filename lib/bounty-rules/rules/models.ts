import { z } from "zod";
import { circuitSpecSchema } from "@/lib/circuit-format/circuit";
import { defineRule, judged } from "../rule";

const { model, modelChecksum } = circuitSpecSchema.shape;

export const models = defineRule({
  ...{ kind: "models", version: 1 },
  params: z.strictObject({
    models: z
      .array(z.strictObject({ name: model, checksum: modelChecksum }))
      .min(1)
      .max(50),
  }),
  words: ({ models }) => `The circuit is of ${models.map(({ name }) => name).join(" or ")}.`,
  definition: "spec.modelChecksum is one of the checksums; names do not count.",
  check: ({ models }, { circuit: { spec } }) =>
    judged(
      models.some(({ checksum }) => checksum === spec.modelChecksum),
      {
        says: `It is of ${spec.model}, with the checksum ${spec.modelChecksum}.`,
        change: `Trace it in ${models.map(({ name }) => name).join(" or ")}.`,
      },
    ),
});
