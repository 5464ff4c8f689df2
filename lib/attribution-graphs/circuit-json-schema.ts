import { z } from "zod";
import { circuitFormat, circuitSchema } from "@/lib/circuit-format/circuit";

/** The JSON Schema of circuit files, published as public/schemas/circuit-1.json. */
export function circuitJsonSchema() {
  const { $schema, ...schema } = z.toJSONSchema(circuitSchema, { target: "draft-2020-12" });
  return {
    $schema,
    $id: "urn:circuit-commons:circuit:1",
    title: circuitFormat,
    description:
      "A circuit: what a feature or a prediction of a language model was computed from, with the question that decides it. What the fields mean stands in docs/formats.md and docs/attribution.md, section 3.",
    ...schema,
  };
}
