import { z } from "zod";
import { experimentFormat, experimentSchema } from "./experiment";
import { experimentResultFormat, experimentResultSchema } from "./result";

/** The JSON Schema of experiments as people write them, published as public/schemas/experiment-1.json. */
export function experimentJsonSchema() {
  return {
    ...headOf("experiment:1", experimentFormat),
    description:
      'An experiment: a hypothesis that is written down before anything is computed, a family of prompts, what is changed in their runs, and what is read of them. What is left out has its default. What the fields mean stands in docs/formats.md, "An experiment".',
    ...schemaOf(experimentSchema, "input"),
  };
}

/** That of their results, published as public/schemas/experiment-result-1.json. */
export function experimentResultJsonSchema() {
  return {
    ...headOf("experiment-result:1", experimentResultFormat),
    description:
      'What an experiment came to on one model, prompt by prompt. What is not known is null. What the fields mean stands in docs/formats.md, "An experiment\'s result".',
    ...schemaOf(experimentResultSchema, "output"),
  };
}

const target = "draft-2020-12";

function headOf(name: string, title: string) {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:circuit-commons:${name}`,
    title,
  };
}

function schemaOf(schema: z.ZodType, io: "input" | "output") {
  const { $schema, id, ...rest } = z.toJSONSchema(schema, { target, io });
  return rest;
}
