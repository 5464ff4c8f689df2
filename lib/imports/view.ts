import { z } from "zod";
import type { GraphExtras } from "@/lib/attribution-graphs/attribution-graph";
import { circuitQuestionSchema } from "@/lib/circuit-format/circuit";
import { computationSchema } from "@/lib/computations/computation-view";
import { instantSchema } from "@/lib/instant";
import { tokenViewSchema } from "@/lib/runs/view";

/** What pages and routes show of an imported circuit. Schemas alone, so that the browser's code may import them. */

/** What a page shows of it beside its graph. */
export const importSummarySchema = z.object({
  model: z.string(),
  target: z.string(),
  mode: circuitQuestionSchema.shape.mode,
  threshold: z.number(),
  edgeThreshold: z.number(),
  maxNodes: z.number(),
  tokens: z.array(tokenViewSchema),
  prompt: z.string().nullable().describe("The text, where the file has it apart from its tokens."),
  description: z.string().nullable().describe("What the file's author says of it."),
  creator: z.string().nullable(),
  layers: z.number(),
  value: z.number().nullable(),
  scores: z.object({ replacement: z.number(), completeness: z.number() }),
  truncated: z.boolean(),
  fromLinks: z
    .boolean()
    .describe(
      "Influences, effects and scores were computed from the file's links: the file does not have them as they are here.",
    ),
  modelChecksum: z
    .string()
    .describe("Names the files it was computed with; all zeros where the file does not tell."),
  dictionaryChecksums: z.array(z.string()),
  nodeCount: z.number(),
  edgeCount: z.number(),
  labels: z
    .array(z.tuple([z.string(), z.string()]))
    .describe("Names that the file gives to features, by `mlp.2.17`."),
  outputs: z
    .array(z.tuple([z.number(), z.string()]))
    .describe("Texts of the tokens that logits are of, by token id."),
  targets: z
    .array(z.object({ target: z.string(), words: z.string(), probability: z.number().nullable() }))
    .default([])
    .describe("The predicted tokens of an attribution graph, as it calls them; the circuit is of one."),
  tracerScores: z
    .object({ replacement: z.number(), completeness: z.number() })
    .nullable()
    .default(null)
    .describe(
      "Scores of the whole graph as circuit-tracer has them: of all predicted tokens, by probability. Null where it tells no probabilities.",
    ),
  pinned: z.array(z.string()),
  groups: z.array(z.object({ name: z.string(), members: z.array(z.string()) })),
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

export const importedFindingSchema = z.object({
  id: z.string(),
  version: z.number(),
  title: z.string(),
  url: z.string().describe("Where the file says it was published."),
  authors: z.array(z.string()),
  contentHash: z.string().describe("Reckoned from what the file says, whatever hash it names."),
  claims: z
    .array(z.object({ part: z.string(), agrees: z.boolean(), says: z.string() }))
    .describe("Whether its parts are what its hashes are of."),
  arrangement: z.string().describe("As a page's address has it; empty where it is too long for one."),
});
export type ImportedFinding = z.infer<typeof importedFindingSchema>;

export const importReportSchema = z.object({
  summary: importSummarySchema,
  finding: importedFindingSchema
    .nullable()
    .default(null)
    .describe("Which version of a finding the file says it is; null of a file that holds a circuit alone."),
  problems: z.array(z.string()).describe("What was wrong in the file, each with its place."),
  lost: z.array(z.string()).describe("What of the file was not kept, by field."),
  extras: z
    .custom<GraphExtras>((value) => typeof value === "object" && value !== null)
    .describe("What the file says beyond the circuit: an export writes it again."),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const importViewSchema = computationSchema
  .extend({
    id: z.uuid(),
    fileName: z.string(),
    createdAt: instantSchema,
    report: importReportSchema.nullable().describe("Null until the file has been read."),
  })
  .meta({ id: "Import" });
export type ImportView = z.infer<typeof importViewSchema>;

export const createdImportSchema = z.object({ id: z.uuid(), url: z.string().describe("Its page.") });
