import { z } from "zod";
import { dictionaryKinds } from "../circuit-format/kinds";

/** `circuit-commons/evaluation@1`: a whole circuit over prompts (docs/formats.md, "An evaluation"). */
export const evaluationFormat = "circuit-commons/evaluation@1";

/**
 * What is put in the place of what is taken out: nothing; the mean over the prompts, at the same role, of their runs without
 * edits; or what the prompt's counterfactual has at the same role.
 */
export const ablations = ["zero", "mean", "counterfactual"] as const;
export type Ablation = (typeof ablations)[number];

/** What is read of the next token after a prompt. */
export const metrics = [
  "logit",
  "logit-difference",
  "normalised-difference",
  "probability",
  "rank",
  "kl",
  "cross-entropy",
] as const;
export type Metric = (typeof metrics)[number];

const known = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

/** Of one value a prompt; what is not known is null. */
const summarySchema = z.object({
  ...{ known: z.int(), unknown: z.int(), mean: known, deviation: known },
  interval: interval.describe("95%, over bootstrap samples of the prompts."),
});

const setSchema = z.object({
  metric: summarySchema,
  share: known.describe(
    "Kept: (m(set) - m(none)) / (m(whole) - m(none)); ablated: (m(whole) - m(set)) / (m(whole) - m(none)).",
  ),
  interval,
});
export type SetOutcome = z.infer<typeof setSchema>;

const besideRandomSchema = z.object({
  shares: z.array(known).describe("Of each random circuit, in the order in which they were drawn."),
  percentile: known.describe("Of a hundred, how many have a smaller share than the circuit."),
  percentileByDistance: known.describe("Of a hundred, how many have a share further from 1."),
});
const judgedSetSchema = setSchema.extend({ random: besideRandomSchema.nullable() });
export type JudgedOutcome = z.infer<typeof judgedSetSchema>;

const ablationResultSchema = z.object({
  ablation: z.enum(ablations),
  none: summarySchema.describe("Nothing kept."),
  sufficiency: judgedSetSchema.describe("The circuit kept, the rest ablated."),
  necessity: judgedSetSchema.describe("The circuit ablated, the rest kept."),
  errors: z.object({
    without: setSchema.describe("The circuit kept without its error terms."),
    alone: setSchema.describe("Its error terms kept, and nothing else."),
    share: known.describe("(m(circuit) - m(without)) / (m(circuit) - m(none))."),
  }),
  curve: z.array(
    setSchema.extend({
      nodesShare: z.number(),
      nodes: z.int(),
      ranked: z.int().describe("How many of them the circuit itself ranks."),
    }),
  ),
  areas: z.object({ cpr: known, cmd: known }),
});
export type AblationOutcome = z.infer<typeof ablationResultSchema>;

const promptSchema = z.object({
  whole: known,
  byAblation: z.array(
    z.object({
      ...{ ablation: z.enum(ablations), none: known, kept: known, ablated: known },
      ...{ withoutErrors: known, errorsAlone: known },
      curve: z.array(known),
    }),
  ),
});

/** What `evaluateCircuit` finds. */
export const circuitEvaluationSchema = z.object({
  metric: z.enum(metrics),
  seed: z.number(),
  frozen: z.object({ patterns: z.boolean(), layerNorms: z.boolean() }),
  prompts: z.object({
    all: z.int(),
    unknown: z.int().describe("Left out of all means, since the metric of one of their runs is not known."),
  }),
  universe: z.object({
    nodes: z.int().describe("All that are kept or ablated."),
    counterfactualOnly: z.int(),
  }),
  circuit: z.object({
    nodes: z.array(z.string()).describe("By role: attn.2.17@S2, attn-error.2@END."),
    ...{ features: z.int(), errors: z.int(), ranked: z.int() },
    skips: z.int().default(0).describe("What goes past the features of skip transcoders."),
    withoutRole: z.array(z.string()).describe("Left out: they stand at tokens without a role."),
  }),
  whole: summarySchema,
  byAblation: z.array(ablationResultSchema),
  byPrompt: z.array(promptSchema).describe("The metric of each prompt, in the family's order."),
});

export const evaluationSchema = z
  .object({
    format: z.literal(evaluationFormat),
    ...{ model: z.string(), modelChecksum: z.string() },
    dictionarySets: z.array(
      z.object({ kind: z.enum(dictionaryKinds), name: z.string(), checksum: z.string() }),
    ),
    circuits: z.array(z.string()).describe("SHA-256 of each circuit as canonical JSON."),
    family: z.object({
      hash: z.string(),
      rule: z.string().nullable(),
      only: z.enum(["shown", "held-out"]).nullable(),
    }),
    kinds: z.array(z.enum(dictionaryKinds)),
    ...circuitEvaluationSchema.shape,
  })
  .meta({ id: "EvaluationDocument" });
export type Evaluation = z.infer<typeof evaluationSchema>;
