import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { metrics } from "@/lib/evidence-format/evaluation";
import { firstFault } from "@/lib/json/schema-words";
import { sha256Schema } from "./experiment";
import { ExperimentFault } from "./experiment-fault";
import { interventionSchema } from "./intervention";

/** `circuit-commons/experiment-result@1`: what an experiment came to on one model (docs/formats.md, "An experiment's result"). */
export const experimentResultFormat = "circuit-commons/experiment-result@1";

const known = z.number().nullable();

const summarySchema = z.strictObject({
  ...{ known: z.int(), unknown: z.int(), mean: known },
  deviation: known.describe("Of a sample."),
  interval: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe("95%, over bootstrap samples of the prompts."),
});

const compared = {
  value: summarySchema,
  change: summarySchema.describe("Of each prompt's value less that of its run without edits."),
};

const metricSchema = z.strictObject({
  metric: z.enum(metrics),
  values: z.array(known).describe("By prompt; null where it is not known."),
  ...compared,
  variants: z
    .array(z.strictObject({ variant: z.string(), ...compared }))
    .describe("None where all prompts are of one variant."),
});
export type MetricOutcome = z.infer<typeof metricSchema>;

const conditionSchema = z.strictObject({
  name: z.string(),
  rule: z.string().nullable().describe("By which its counterfactuals were made; null: the prompts'."),
  freeze: z.strictObject({ patterns: z.boolean(), layerNorms: z.boolean() }),
  interventions: z.array(interventionSchema).describe("As the model has them."),
  reached: z.int().describe("Prompts with one of its roles; nothing is changed in the others."),
  metrics: z.array(metricSchema),
});

/** What `runExperiment` finds. */
export const experimentOutcomeSchema = z.strictObject({
  prompts: z.array(
    z.strictObject({ text: z.string(), template: z.string(), variant: z.string(), heldOut: z.boolean() }),
  ),
  whole: z.array(metricSchema).describe("Of the runs without edits."),
  conditions: z.array(conditionSchema),
});
export type ExperimentOutcome = z.infer<typeof experimentOutcomeSchema>;

export const experimentResultSchema = z
  .strictObject({
    format: z.literal(experimentResultFormat, { error: `the format is not ${experimentResultFormat}` }),
    experiment: z.strictObject({
      ...{ hash: sha256Schema, title: z.string() },
      hypothesis: z.strictObject({ says: z.string(), writtenAt: z.iso.datetime() }),
    }),
    ...{ model: z.string(), modelChecksum: sha256Schema },
    dictionarySets: z.array(
      z.strictObject({ kind: z.enum(dictionaryKinds), name: z.string(), checksum: sha256Schema }),
    ),
    family: z.strictObject({ title: z.string(), hash: sha256Schema }),
    ...{ seed: z.int(), digits: z.int().min(0).max(20) },
    computedAt: z.iso.datetime(),
    build: z.string().describe("Of the code: its version, and the commit where it is known."),
    ...experimentOutcomeSchema.shape,
  })
  .meta({ id: "ExperimentResult" });
export type ExperimentResult = z.infer<typeof experimentResultSchema>;

/** A result from a parsed document of anybody. Throws `ExperimentFault` with the place of the first fault. */
export function readExperimentResult(document: unknown): ExperimentResult {
  const parsed = experimentResultSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new ExperimentFault(
    `This is not a sound ${experimentResultFormat} file: ${firstFault(parsed.error)}.`,
  );
}
